"""A small invented catalogue for the tests of this room: one county with two organs, and a guide that may be published."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from bancheng.ground.access import Actor, Grant, system
from bancheng.registers.catalog import services
from bancheng.registers.catalog.dictionaries import elements_changed
from bancheng.registers.catalog.models import (
    BasicItem,
    Element,
    Facet,
    GuideVersion,
    ImplementationItem,
    MaterialType,
)
from bancheng.registers.organisations import services as organisations
from bancheng.registers.organisations.seeds import RegionSeed

PLATFORM = system("测试")
COUNTY = "411323000000"
CITY = "411300000000"
PROVINCE = "410000000000"
TOWN = "411323101000"
OTHER_COUNTY = "410183000000"
BASIS = {"law": "《中华人民共和国食品安全法》", "article": "第三十五条"}


@dataclass(frozen=True)
class World:
    """Rows that tests name: the market organ and the water company of 西峡县, an organ of a town and of 新密市."""

    market: Any
    water: Any
    town: Any
    elsewhere: Any


def build_regions() -> None:
    """A province with two counties, one of them with a town."""
    places = ((PROVINCE, "河南省"), (CITY, "南阳市"), (COUNTY, "西峡县"), (TOWN, "丁河镇"))
    places += (("410100000000", "郑州市"), (OTHER_COUNTY, "新密市"))
    organisations.take_in_regions(regions=[RegionSeed(code, name) for code, name in places], by=PLATFORM)


def build_world() -> World:
    """Regions, organs and dictionaries."""
    build_regions()
    world = World(
        market=_organ(COUNTY, "西峡县市场监督管理局", "market_regulation", uscc="11411323MB1912345E"),
        water=_organ(
            COUNTY, "西峡县自来水公司", "water_supply", owner_type="public_enterprise", kind="public_enterprise"
        ),
        town=_organ(TOWN, "丁河镇人民政府", "town", kind="town"),
        elsewhere=_organ(OTHER_COUNTY, "新密市市场监督管理局", "market_regulation"),
    )
    MaterialType.objects.bulk_create(
        [
            MaterialType(code="M0001", name="食品经营许可申请书", kind="form"),
            MaterialType(code="M0002", name="营业执照", kind="certificate"),
            MaterialType(code="M0005", name="从业人员健康证明", kind="other"),
        ]
    )
    kinds = [{"value": "diner", "label": "餐馆"}, {"value": "shop", "label": "商店"}]
    Element.objects.bulk_create(
        [
            Element(code="shop_kind", label="经营种类", kind="choice", options=kinds),
            Element(code="business_area", label="经营场所面积", kind="area", unit="平方米"),
            Element(code="has_staff", label="是否雇人", kind="bool"),
            Element(code="person_name", label="姓名", kind="text", max_length=50),
        ]
    )
    elements_changed()  # written in bulk: no signal has said so
    Facet.objects.bulk_create(
        [
            Facet(kind="theme", code="licence", label="准营准办", audience="legal", order=1),
            Facet(kind="theme", code="utilities", label="水电气热", audience="legal", order=2),
            Facet(kind="life_event", code="start_business", label="开办企业", audience="legal"),
            Facet(kind="group", code="sole_trader", label="个体工商户"),
        ]
    )
    return world


def _organ(region: str, name: str, function: str, *, kind: str = "department", uscc: str = "", **more: str) -> Any:
    return organisations.create_organisation(
        region=region,
        name=name,
        kind=kind,
        function=function,
        uscc=uscc,
        address="白羽路 99 号",
        hours="工作日 8:30–17:30",
        phone="0377-69660000",
        supervise_phone="12345",
        imported=True,
        by=PLATFORM,
        **more,
    )


_BODY: dict[str, Any] = {
    "summary": "您开饭馆、小吃店，或者销售食品，先在这里取得许可。",
    "handling": "promised",
    "audience": ["1", "2"],
    "basis": [BASIS],
    "requirements": [{"text": "有固定的经营场所", "basis": [BASIS]}],
    "statutory": {"unit": "workday", "n": 20, "basis": [BASIS]},
    "promised": {"unit": "workday", "n": 15},
    "visits": 0,
    "channels": ["window", "pc"],
    "questions": [
        {
            "element": "shop_kind",
            "label": "您要开什么店",
            "kind": "choice",
            "options": [{"value": "diner", "label": "餐馆"}, {"value": "shop", "label": "商店"}],
        },
        {"element": "business_area", "label": "经营面积", "kind": "number", "when": 'shop_kind == "diner"'},
    ],
    "fields": [{"element": "person_name"}, {"element": "has_staff"}],
    "materials": [
        {
            "code": "M0001",
            "name": "食品经营许可申请书",
            "basis": [BASIS],
            "form": "either",
            "originals": 1,
            "copies": 0,
            "signature": "signature",
            "kind": "form",
        },
        {
            "code": "M0005",
            "name": "从业人员健康证明",
            "basis": [BASIS],
            "form": "either",
            "originals": 0,
            "copies": 1,
            "signature": "none",
            "signature_note": "由发证机构盖章",
            "necessity": "tolerable",
            "when": 'shop_kind == "diner" && business_area > 50',
        },
    ],
    "stages": [
        {"key": "intake", "name": "收件", "kind": "intake", "post": "clerk"},
        {"key": "accept", "name": "受理", "kind": "accept", "post": "clerk", "after": ["intake"]},
        {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "after": ["accept"]},
    ],
    "fees": {"charged": False, "statement": "不收费"},
    "results": [{"name": "食品经营许可证", "kind": "licence"}],
    "remedies": "对决定不服的，可以自知道决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    "themes": ["licence"],
    "life_events": ["start_business"],
    "groups": ["sole_trader"],
    "keywords": ["开饭店"],
}


def body(**changes: Any) -> dict[str, Any]:
    """A body without faults, changed at its top."""
    return deepcopy(_BODY) | changes


def make_item(
    organ: Any,
    name: str = "食品经营许可",
    *,
    item_type: str = "01",
    nature: str = "power",
    coded: bool = True,
    basic: BasicItem | None = None,
    **more: Any,
) -> ImplementationItem:
    """An item of an organ, with a minted code unless one is given or it is to stay uncoded."""
    if coded and basic is None:
        basic = services.create_basic_item(name=name, item_type=item_type, province=organ.region_id[:2], by=PLATFORM)
    return services.create_item(
        name=name, item_type=item_type, nature=nature, organisation=organ.pk, basic=basic, by=PLATFORM, **more
    )


def published(
    organ: Any, name: str = "食品经营许可", *, guide: dict[str, Any] | None = None, **more: Any
) -> GuideVersion:
    """An item with its guide in force."""
    item = make_item(organ, name, **more)
    return republish(item, guide or body())


def republish(item: ImplementationItem, guide: dict[str, Any], **more: Any) -> GuideVersion:
    """Another version of an item's guide."""
    services.save_draft(item=item, body=guide, revision=0, by=PLATFORM)
    return services.publish(item=item, by=PLATFORM, **more)


def staff(*actions: str, region: str = COUNTY, organisation: int | None = None, name: str = "周敏") -> Actor:
    """A member of staff who may do these things in a region subtree or an organ."""
    grants = tuple(Grant(action, region, organisation) for action in actions)
    return Actor(kind="staff", key=f"staff:{name}", name=name, account=7, grants=grants, region=region)
