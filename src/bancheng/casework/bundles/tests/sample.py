"""开办餐饮店 in small, published in one county: two ways to register, a food permit that waits for it, water if one wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bancheng.casework.bundles import services
from bancheng.casework.bundles.models import Bundle
from bancheng.registers.catalog.dictionaries import elements_changed
from bancheng.registers.catalog.models import Element
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM, World, body, published

LICENCE: dict[str, Any] = {
    "code": "M0002",
    "name": "营业执照",
    "basis": [BASIS],
    "form": "either",
    "originals": 1,
    "copies": 0,
    "signature": "none",
    "signature_note": "由登记机关盖章",
    "kind": "certificate",
}
PLAN = {
    "goal": "开店只跑一次",
    "measures": "一张表、一套材料",
    "division": "市场监管局牵头，自来水公司配合",
    "milestones": [{"on": "2026-12-31", "goal": "全部上线"}],
}
STEPS = [
    {"name": "填一张表，交一次材料", "who": "applicant", "note": "相同的内容只填一次"},
    {"name": "几个部门同时办", "who": "departments"},
    {"name": "一起领证", "who": "window", "note": "电子证照进“我的证照”"},
]
QUESTIONS = [
    {
        "element": "shop_form",
        "label": "您登记成什么",
        "why": "登记的机关和材料不同",
        "options": [{"value": "single", "label": "个体工商户"}, {"value": "firm", "label": "公司"}],
    },
    {"element": "wants_water", "label": "要不要接自来水", "kind": "bool"},
    {"element": "is_chain", "label": "是不是由连锁总部统一办理", "kind": "bool"},
]
MEMBERS = ("single", "firm", "food", "water")


@dataclass(frozen=True)
class Restaurant:
    """A published bundle with the items of its members by key."""

    world: World
    bundle: Bundle
    items: dict[str, int]

    def text(self, **changes: Any) -> dict[str, Any]:
        return text(self.items, **changes)

    def publish(self, **changes: Any) -> None:
        """Another version."""
        services.save_draft(self.bundle, body=self.text(**changes), by=PLATFORM)
        services.publish(self.bundle, by=PLATFORM)


def restaurant(world: World, **line: Any) -> Restaurant:
    """The bundle, its members and their guides in the county of `world`; `line`: of its line in the list."""
    Element.objects.bulk_create(
        [
            Element(
                code="shop_form",
                label="登记类型",
                kind="choice",
                options=[{"value": "single", "label": "个体工商户"}, {"value": "firm", "label": "公司"}],
            ),
            Element(code="wants_water", label="接自来水", kind="bool"),
            Element(code="is_chain", label="连锁总部统一办理", kind="bool"),
        ]
    )
    elements_changed()  # written in bulk: no signal has said so
    items = _members(world)
    given = {"region": COUNTY, "key": "restaurant", "name": "开办餐饮店", "audience": "legal", "stage": "open"}
    given |= {"batch": "国家 2024 年第一批", "lead_id": world.market.pk}
    bundle = services.register(**given | {"by": PLATFORM} | line)
    services.save_draft(bundle, body=text(items), by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    return Restaurant(world, bundle, items)


def _members(world: World) -> dict[str, int]:
    licence = {"name": "营业执照", "kind": "licence", "licence": "M0002"}
    registering: dict[str, Any] = {
        "summary": "登记以后领取营业执照。",
        "promised": {"unit": "workday", "n": 2},
        "visits": 1,
        "visit_reason": "核对本人",
        "visit_basis": [BASIS],
        "questions": [],
        "fields": [{"element": "person_name"}],
        "results": [licence],
        "keywords": [],
    }
    papers = body()["materials"]
    charged = {"charged": True, "items": [{"name": "装表费", "standard": "100 元/户", "basis": [BASIS]}]}
    water = body(
        summary="接通自来水。",
        visits=2,
        visit_reason="现场看接口",
        visit_basis=[BASIS],
        questions=[],
        materials=papers[:1],
        fees=charged,
    )
    food = body(materials=[*papers, LICENCE], visits=1, visit_reason="交原件", visit_basis=[BASIS])
    guides = {
        "single": published(world.market, "个体工商户设立登记", guide=body(**registering, materials=[])),
        "firm": published(world.market, "公司设立登记", guide=body(**registering, materials=papers[:1])),
        "food": published(world.market, "食品经营许可", guide=food),
        "water": published(world.water, "供水报装", guide=water, item_type="20", nature="convenience"),
    }
    return {key: version.item_id for key, version in guides.items()}


def text(items: dict[str, int], **changes: Any) -> dict[str, Any]:
    """What the lead writes, changed at its top."""
    single, firm, food, water = (items[key] for key in MEMBERS)
    return {
        "summary": "从办执照到接自来水，一次办好。",
        "audience": ["2"],
        "members": [
            {"key": "single", "item": single, "label": "个体户登记", "when": 'shop_form == "single"', "why": "登记成个体工商户时"},
            {"key": "firm", "item": firm, "label": "公司登记", "when": 'shop_form == "firm"', "why": "登记成公司时"},
            {"key": "food", "item": food, "label": "食品许可"},
            {"key": "water", "item": water, "label": "供水", "when": "wants_water == true", "why": "要接自来水时"},
        ],
        "feeds": [
            {"before": "single", "after": "food", "material": "M0002"},
            {"before": "firm", "after": "food", "material": "M0002"},
        ],
        "questions": QUESTIONS,
        "unfit": "is_chain == true",
        "unfit_note": "由总部统一办理的，请总部到登记机关办理，各店不用再申请。",
        "plan": PLAN,
        "steps": STEPS,
        "keywords": ["开饭店", "开餐馆"],
    } | changes  # fmt: skip
