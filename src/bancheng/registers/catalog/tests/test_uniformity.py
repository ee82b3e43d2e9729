"""Six elements of one matter are the same in the whole province, and where they are not the report says so (CAT-05)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.inheritance import uniformity
from bancheng.registers.catalog.models import BasicItem, ImplementationItem
from bancheng.registers.catalog.tests.sample import BASIS, CITY, PLATFORM, PROVINCE, World, body, make_item, republish
from bancheng.registers.catalog.types import Deviation
from bancheng.registers.organisations import services as organisations

Offer = Callable[..., ImplementationItem]


def material(**changes: Any) -> dict[str, Any]:
    return body()["materials"][0] | changes


@pytest.fixture
def matter(world: World) -> BasicItem:
    return services.create_basic_item(name="食品经营许可", item_type="01", province="41", by=PLATFORM)


@pytest.fixture
def offer(matter: BasicItem) -> Offer:
    def offered(organ: Any, **changes: Any) -> ImplementationItem:
        item = make_item(organ, basic=matter)
        republish(item, body(**changes))
        return item

    return offered


@pytest.fixture
def city(world: World) -> Any:
    return organ_of(CITY, "南阳市市场监督管理局")


def organ_of(region: str, name: str) -> Any:
    return organisations.create_organisation(
        region=region, name=name, kind="department", function="market_regulation", imported=True, by=PLATFORM
    )


def report(**more: Any) -> list[Deviation]:
    return list(selectors.deviations(province="41", **more))


def test_the_guide_of_the_highest_organ_is_what_the_others_deviate_from(world: World, city: Any, offer: Offer):
    for organ in (world.market, world.elsewhere):
        offer(organ)
    assert report() == []
    item = offer(city)
    assert report() == []
    extra = material(code="M0002", name="营业执照", copies=2, originals=0, kind="certificate")
    republish(item, body(materials=[*body()["materials"], extra]))
    found = report()
    assert [(one.region_name, one.label) for one in found] == [("新密市", "申请材料"), ("西峡县", "申请材料")]
    assert all(one.by_rank and one.reference_region == "南阳市" for one in found)
    assert "营业执照（纸质或电子，复印件 2 份）" in found[0].there and found[0].here.startswith("没有")


@pytest.mark.demand("CAT-05")
@pytest.mark.parametrize("province_offers_it", [False, True])
def test_a_city_that_changes_its_materials_is_listed_with_the_element_and_both_values(
    world: World, city: Any, offer: Offer, province_offers_it: bool
):
    third = organ_of("410100000000", "郑州市市场监督管理局")
    if province_offers_it:
        offer(organ_of(PROVINCE, "河南省市场监督管理局"))
    for organ in (world.market, third):
        offer(organ)
    odd = offer(city)
    assert report() == []
    republish(odd, body(materials=[material(copies=3)]))
    (one,) = report()
    assert (one.region_name, one.label, one.item_id) == ("南阳市", "申请材料", odd.pk)
    assert one.by_rank is province_offers_it
    assert "复印件 3 份" in one.here and "从业人员健康证明" in one.there


@pytest.mark.parametrize(
    ("changes", "element"),
    [
        ({"requirements": [{"text": "有消防合格证", "basis": [BASIS]}]}, "requirements"),
        ({"audience": ["2"]}, "audience"),
        ({"stages": body()["stages"][:2]}, "stages"),
        ({"materials": []}, "materials"),
        ({"statutory": {"unit": "workday", "n": 30, "basis": [BASIS]}}, "statutory"),
        ({"results": [{"name": "批复", "kind": "approval"}]}, "results"),
    ],
)
def test_each_of_the_six_elements_is_compared(world: World, city: Any, offer: Offer, changes: Any, element: str):
    offer(city)
    odd = offer(world.market, **changes)
    assert [(one.item_id, one.element) for one in report()] == [(odd.pk, element)]
    assert report(element=element) and not report(element="results" if element != "results" else "stages")


def test_what_a_place_may_settle_itself_and_mere_order_are_no_deviation(world: World, city: Any, offer: Offer):
    offer(city)
    stages = [stage | {"days": 1} for stage in body()["stages"]]
    offer(
        world.market,
        promised={"unit": "workday", "n": 2},
        stages=stages,
        audience=["2", "1"],
        materials=list(reversed(body()["materials"])),
    )
    assert report() == []


def test_the_report_is_narrowed_by_region_and_words_and_compares_with_all_the_same(
    world: World, city: Any, offer: Offer
):
    offer(city)
    for organ in (world.market, world.elsewhere):
        offer(organ, audience=["2"])
    assert [one.region_name for one in report(region="411323000000")] == ["西峡县"]
    assert len(report(q="食品")) == 2 and report(q="药品") == []
    assert list(selectors.deviations(province="50")) == [] and list(selectors.deviations(province="")) == []


def test_matters_with_a_national_code_are_compared_too(world: World, city: Any):
    basic = services.create_basic_item(name="电子社保卡申领", item_type="01", code="000114325004", by=PLATFORM)
    for organ, audience in ((city, ["1"]), (world.market, ["2"])):
        republish(make_item(organ, "电子社保卡申领", basic=basic), body(audience=audience))
    assert [one.region_name for one in report()] == ["西峡县"]


def test_a_matter_is_never_divided_between_two_pages(world: World, city: Any):
    for name in ("甲事项", "乙事项", "丙事项"):
        basic = services.create_basic_item(name=name, item_type="01", province="41", by=PLATFORM)
        republish(make_item(city, name, basic=basic), body())
        for organ in (world.market, world.elsewhere):
            republish(make_item(organ, name, basic=basic), body(audience=["2"]))
    first = selectors.deviation_page(province="41", size=3)
    assert [one.basic_name for one in first.rows] == ["甲事项"] * 2 + ["乙事项"] * 2 and first.next_cursor
    second = selectors.deviation_page(province="41", size=3, after=first.next_cursor)
    assert [one.basic_name for one in second.rows] == ["丙事项"] * 2 and second.next_cursor == ""
    assert selectors.deviation_page(province="41", after="\x00' OR 1=1").rows


def test_a_province_takes_one_statement_for_its_ids_and_one_for_each_batch_of_guides(
    world: World, city: Any, offer: Offer, monkeypatch: pytest.MonkeyPatch
):
    for organ in (city, world.market, world.elsewhere, world.town):
        offer(organ)
    for size, statements in ((500, 2), (2, 3)):
        monkeypatch.setattr(uniformity, "CHUNK", size)
        with CaptureQueriesContext(connection) as seen:
            report()
        assert len(seen) == statements


def test_drafts_and_items_that_have_closed_are_not_compared(world: World, city: Any, offer: Offer):
    offer(city)
    odd = offer(world.market, audience=["2"])
    services.suspend_item(item=odd, reason="整改", by=PLATFORM)
    assert report() == []
