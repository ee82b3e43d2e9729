"""Six elements of one matter are the same in the whole province, and where they are not the report says so (CAT-05)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.jobs import drain
from bancheng.ground.jobs import services as jobs
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.inheritance import comparing, uniformity
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, UniformityRow, UniformityRun
from bancheng.registers.catalog.tests.sample import (
    BASIS,
    CITY,
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    PROVINCE,
    World,
    body,
    make_item,
    republish,
    staff,
)
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


def compared(province: str = "41") -> UniformityRun:
    """A comparison of the province, done."""
    run = services.start_uniformity(province=province, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "done", run.error
    return run


def report(actor: Actor = PLATFORM, **more: Any) -> list[Deviation]:
    """What the report shows once the province is compared."""
    compared()
    return list(selectors.deviations(actor, **{"province": "41"} | more))


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
    assert list(selectors.deviations(PLATFORM, province="50")) == []
    assert list(selectors.deviations(PLATFORM, province="")) == []


def test_matters_with_a_national_code_are_compared_too(world: World, city: Any):
    basic = services.create_basic_item(name="电子社保卡申领", item_type="01", code="000114325004", by=PLATFORM)
    for organ, audience in ((city, ["1"]), (world.market, ["2"])):
        republish(make_item(organ, "电子社保卡申领", basic=basic), body(audience=audience))
    assert [one.region_name for one in report()] == ["西峡县"]


def test_pages_follow_each_other_and_the_tabs_count_all_of_them(world: World, city: Any):
    for name in ("甲事项", "乙事项", "丙事项"):
        basic = services.create_basic_item(name=name, item_type="01", province="41", by=PLATFORM)
        republish(make_item(city, name, basic=basic), body())
        for organ in (world.market, world.elsewhere):
            republish(make_item(organ, name, basic=basic), body(audience=["2"]))
    compared()
    first = selectors.deviation_page(PLATFORM, province="41", size=4)
    assert [one.basic_name for one in first.rows] == ["甲事项"] * 2 + ["乙事项"] * 2 and first.next_cursor
    second = selectors.deviation_page(PLATFORM, province="41", size=4, after=first.next_cursor)
    assert [one.basic_name for one in second.rows] == ["丙事项"] * 2 and second.next_cursor == ""
    assert first.counts == second.counts == {"audience": 6}
    assert selectors.deviation_page(PLATFORM, province="41", after="\x00' OR 1=1").rows


def test_a_province_is_walked_with_one_statement_for_its_ids_and_one_for_each_batch_of_guides(
    world: World, city: Any, offer: Offer, monkeypatch: pytest.MonkeyPatch
):
    for organ in (city, world.market, world.elsewhere, world.town):
        offer(organ)
    for size, statements in ((500, 2), (2, 3)):
        monkeypatch.setattr(comparing, "CHUNK", size)
        with CaptureQueriesContext(connection) as seen:
            list(comparing.compared(comparing.keys_of("41")))
        assert len(seen) == statements


def test_the_report_costs_the_same_for_one_deviation_and_for_many(
    world: World, city: Any, offer: Offer, django_assert_num_queries: Any
):
    offer(city)
    for organ in (world.market, world.elsewhere, world.town):
        offer(organ, audience=["2"], results=[{"name": "批复", "kind": "approval"}])
    compared()
    with django_assert_num_queries(2):
        assert len(selectors.deviation_page(PLATFORM, province="41").rows) == 6


def test_conditions_are_told_in_the_words_of_each_guides_own_questions(world: World, city: Any, offer: Offer):
    offer(city)
    offer(world.market, materials=[material(), body()["materials"][1] | {"when": 'shop_kind == "shop"'}])
    (one,) = report(element="materials")
    assert "条件 您要开什么店 是 “商店”" in one.here and "shop_kind" not in one.here + one.there
    assert "您要开什么店 是 “餐馆”" in one.there and "经营面积 大于 50" in one.there
    assert "（另有 1 项相同）" in one.here


def test_two_spellings_of_one_condition_are_shown_as_they_are_written(world: World, city: Any, offer: Offer):
    offer(city)
    offer(
        world.market,
        materials=[material(), body()["materials"][1] | {"when": 'shop_kind=="diner" && business_area>50'}],
    )
    (one,) = report(element="materials")
    assert one.here != one.there and 'shop_kind=="diner"' in one.here and 'shop_kind == "diner"' in one.there


def test_each_person_is_shown_the_deviations_of_the_items_he_may_see(world: World, city: Any, offer: Offer):
    offer(city)
    for organ in (world.market, world.elsewhere):
        offer(organ, audience=["2"])
    compared()
    for actor, places in (
        (staff("catalog.view", region=COUNTY), ["西峡县"]),
        (staff("catalog.view", region=OTHER_COUNTY), ["新密市"]),
        (staff("catalog.view", region=PROVINCE), ["新密市", "西峡县"]),
        (staff("catalog.view", organisation=world.water.pk), []),
        (staff("catalog.edit"), []),
    ):
        page = selectors.deviation_page(actor, province="41")
        assert [one.region_name for one in page.rows] == places and sum(page.counts.values()) == len(places)


def test_the_kept_report_says_as_of_when_and_marks_what_changed_since(
    world: World, city: Any, offer: Offer, time_machine: Any
):
    time_machine.move_to("2026-11-20T01:40:00+08:00", tick=False)
    offer(city)
    odd = offer(world.market, audience=["2"])
    offer(world.elsewhere, audience=["2"])
    compared()
    time_machine.move_to("2026-11-20T09:00:00+08:00", tick=False)
    republish(odd, body())
    done, later = selectors.uniformity_runs("41")
    assert done is not None and later is None and done.created_at.isoformat() == "2026-11-20T01:40:00+08:00"
    assert (done.matters, done.done, done.counts, done.found) == (1, 3, {"audience": 2}, 2)
    rows = selectors.deviation_page(PLATFORM, province="41").rows
    assert {one.region_name: one.changed_since for one in rows} == {"西峡县": True, "新密市": False}
    assert [one.region_name for one in report()] == ["新密市"]


def test_only_the_newest_comparison_keeps_its_deviations(world: World, city: Any, offer: Offer):
    offer(city)
    offer(world.market, audience=["2"])
    first, second = compared(), compared()
    assert set(UniformityRow.objects.values_list("run", flat=True)) == {second.pk}
    assert UniformityRun.objects.filter(pk=first.pk, counts={"audience": 1}).exists(), "its figures stay"


def test_a_province_is_compared_once_at_a_time_by_who_keeps_guides_in_it(world: World):
    assert services.start_uniformity(province="41", by=staff("catalog.edit")).province == "41"
    with pytest.raises(Refused, match="正在比对"):
        services.start_uniformity(province="41", by=staff("catalog.publish"))
    for actor in (staff("catalog.view"), staff("catalog.edit", region="500000000000")):
        with pytest.raises(AccessDenied):
            services.start_uniformity(province="41", by=actor)
    with pytest.raises(Refused, match="请选择要比对的省"):
        services.start_uniformity(province="4x", by=PLATFORM)


def test_the_night_compares_every_province_with_items_in_use(world: World, city: Any, offer: Offer):
    offer(city)
    offer(world.market, audience=["2"])
    assert services.compare_every_province() == 1 and services.compare_every_province() == 0
    drain()
    (run,) = UniformityRun.objects.all()
    assert (run.province, run.state, run.counts) == ("41", "done", {"audience": 1})
    verbs = Entry.objects.filter(stream__kind="catalog.uniformity").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["start_uniformity", "uniformity_done"]


def test_a_comparison_whose_worker_died_is_begun_anew_and_finds_nothing_twice(world: World, city: Any, offer: Offer):
    offer(city)
    offer(world.market, audience=["2"])
    run = services.start_uniformity(province="41", by=PLATFORM)
    keys = comparing.keys_of("41")
    uniformity._begin(run, len(keys))
    uniformity._write(run, list(comparing.compared(keys)))
    drain()
    run.refresh_from_db()
    assert (run.state, run.done, run.counts) == ("done", 2, {"audience": 1})
    assert UniformityRow.objects.count() == 1


def test_a_cancelled_comparison_leaves_the_kept_one_and_may_be_begun_again(world: World, city: Any, offer: Offer):
    offer(city)
    offer(world.market, audience=["2"])
    kept = compared()
    run = services.start_uniformity(province="41", by=PLATFORM)
    jobs.cancel(Job.objects.get(subject_kind="catalog.uniformity", subject_key=str(run.pk)).pk, PLATFORM)
    drain()
    done, later = selectors.uniformity_runs("41")
    assert done is not None and done.id == kept.pk and later is not None
    assert later.state == "failed" and "取消" in later.error
    assert len(selectors.deviation_page(PLATFORM, province="41").rows) == 1
    assert compared().pk != run.pk


def test_drafts_and_items_that_have_closed_are_not_compared(world: World, city: Any, offer: Offer):
    offer(city)
    odd = offer(world.market, audience=["2"])
    services.suspend_item(item=odd, reason="整改", by=PLATFORM)
    assert report() == []
