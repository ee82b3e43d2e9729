"""承接、下放、取消、调整: each with its basis, its day and its announcement (CAT-25)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.changes.wording import PARTS
from bancheng.registers.catalog.models import ImplementationItem, ItemChange
from bancheng.registers.catalog.tests.changing import FRIDAY, MONDAY, NEXT, PAPER, Move, change, fresh, offered
from bancheng.registers.catalog.tests.sample import (
    COUNTY,
    PLATFORM,
    TOWN,
    World,
    body,
    make_item,
    published,
    republish,
    staff,
)
from bancheng.registers.catalog.types import GuideBody, SearchQuery
from bancheng.registers.organisations import services as organisations
from bancheng.registers.organisations.seeds import RegionSeed


@pytest.fixture(autouse=True)
def _begin(time_machine_at: Move) -> None:
    time_machine_at(MONDAY)


@pytest.fixture
def item(world: World) -> ImplementationItem:
    return offered(world)


# -- handed down


@pytest.mark.demand("CAT-25")
def test_handing_down_closes_the_upper_item_opens_the_towns_and_publishes_an_announcement(world: World, item: Any):
    made = change(item)
    upper, town = fresh(item), made.opened.get()
    assert (upper.state, upper.cancelled_on) == ("cancelled", MONDAY)
    assert (town.organisation, town.region_id, town.state, town.use_level) == (world.town, TOWN, "published", "5")
    assert town.basic == item.basic and town.name == item.name
    guide = selectors.guide(town.pk)
    assert guide.can_be_applied_for and guide.document.materials == selectors.guide(item.pk).document.materials
    assert selectors.pin(item.pk) is None and selectors.pin(town.pk) is not None
    found = selectors.find(SearchQuery(q="食品经营许可"))
    assert [hit.item_id for hit in found.results] == [town.pk]
    view = selectors.change_views(selectors.changes(region=TOWN))[0]
    assert (view.number, view.kind_label, view.state) == (f"{COUNTY}-2026-0001", "下放", "effective")
    assert PAPER in view.notice and "丁河镇人民政府" in view.notice and "2026 年 11 月 16 日" in view.notice
    assert Entry.objects.filter(stream__kind="catalog.change", verb="record_change").count() == 1


@pytest.mark.demand("CAT-25")
def test_a_later_day_comes_into_force_in_its_night(world: World, item: Any, time_machine_at: Move):
    town = change(item, on=NEXT).opened.get()
    assert (fresh(item).state, town.state) == ("published", "draft")
    assert selectors.pin(town.pk) is None and selectors.pin(item.pk) is not None
    assert selectors.change_views(selectors.changes())[0].state == "upcoming"
    time_machine_at(NEXT)
    assert services.take_effect() == 2
    assert (fresh(item).state, fresh(town).state) == ("cancelled", "published")
    assert selectors.pin(item.pk) is None and selectors.pin(town.pk) is not None


def test_what_was_filed_before_keeps_its_version(item: Any):
    pinned = selectors.pin(item.pk)
    change(item)
    kept = selectors.guide_document(pinned.version_id)
    assert kept.document == pinned.document


def test_a_closed_item_answers_since_when_and_who_handles_it_now(item: Any):
    assert selectors.why_gone(item.pk) == ""
    change(item)
    assert (
        selectors.why_gone(item.pk)
        == "“食品经营许可”自 2026 年 11 月 16 日起不再由本机关受理，请向丁河镇人民政府申请。"
    )
    assert selectors.changes_of(item.pk)[0].opened[0].organ == "丁河镇人民政府"
    assert selectors.why_gone(10**30) == "" and selectors.changes_of(item.pk + 99) == ()


def test_the_places_to_hand_down_to_are_told_with_what_stands_in_the_way(world: World, item: Any):
    organisations.take_in_regions(regions=[_town("411323102000", "桑坪镇")], by=PLATFORM)
    found = {one.region_name: one for one in selectors.receivers(item)}
    assert (found["丁河镇"].organ, found["丁河镇"].hindrance) == ("丁河镇人民政府", "")
    assert found["桑坪镇"].organisation is None and "没有可以承接的机关" in found["桑坪镇"].hindrance
    with pytest.raises(Refused) as refused:
        change(item, regions=["411323102000"])
    assert refused.value.code == "change.no_organ" and "桑坪镇" in str(refused.value)


def test_an_organ_of_the_same_function_comes_before_the_government_of_the_town(world: World, item: Any):
    office = organisations.create_organisation(
        region=TOWN,
        name="丁河镇市场监管所",
        kind="institution",
        function="market_regulation",
        imported=True,
        by=PLATFORM,
    )
    assert change(item).opened.get().organisation == office


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "abolish"}, "change.kind"),
        ({"basis": ""}, "change.basis"),
        ({"basis": "据\x00"}, "change.basis"),
        ({"basis": "据" * 301}, "change.basis"),
        ({"on": date(2026, 11, 15)}, "change.date"),
        ({"on": date(9999, 12, 31)}, "change.date"),
        ({"regions": []}, "change.receivers"),
        ({"regions": ["990000000000"]}, "change.region"),
        ({"regions": ["x"]}, "change.region"),
        ({"receivers": [987654]}, "change.receiver"),
        ({"notice": "长" * 5001}, "change.notice"),
    ],
)
def test_a_change_that_is_not_whole_is_refused_and_leaves_nothing(
    world: World, item: Any, more: dict[str, Any], code: str
):
    with pytest.raises(Refused) as refused:
        change(item, **more)
    assert refused.value.code == code
    assert not ItemChange.objects.exists() and ImplementationItem.objects.count() == 1
    assert fresh(item).cancelled_on is None


def test_nothing_is_handed_down_sideways_upwards_or_twice(world: World, item: Any):
    with pytest.raises(Refused, match="不是西峡县的下级"):
        change(item, regions=[], receivers=[world.elsewhere.pk])
    change(item, on=NEXT)
    with pytest.raises(Refused) as refused:
        change(item, on=NEXT)
    assert refused.value.code == "change.cancelled"


def test_a_town_that_offers_it_already_is_refused_by_name(world: World, item: Any):
    republish(make_item(world.town, basic=item.basic, use_level="5"), body())
    with pytest.raises(Refused) as refused:
        change(item)
    assert refused.value.code == "change.receiver_has" and "丁河镇人民政府" in str(refused.value)
    assert fresh(item).cancelled_on is None


def test_an_item_without_a_code_or_without_a_guide_is_handed_to_nobody(world: World):
    for coded, code in ((False, "change.uncoded"), (True, "change.no_guide")):
        with pytest.raises(Refused) as refused:
            change(make_item(world.market, "事项" + code, coded=coded))
        assert refused.value.code == code


def test_only_who_publishes_for_both_sides_hands_down(world: World, item: Any):
    with pytest.raises(AccessDenied):
        change(item, by=staff("catalog.edit"))
    with pytest.raises(AccessDenied):
        change(item, by=staff("catalog.edit", "catalog.publish", organisation=world.market.pk))
    assert change(item, by=staff("catalog.edit", "catalog.publish")).recorded_by == "周敏"


def test_no_association_takes_a_power_of_the_administration(world: World, item: Any):
    guild = organisations.create_organisation(
        region=TOWN, name="丁河镇餐饮行业协会", kind="other", imported=True, by=PLATFORM
    )
    for kind in ("hand_down", "take_over"):
        with pytest.raises(Refused) as refused:
            change(item, kind, regions=[], receivers=[guild.pk])
        assert refused.value.code == "change.association"


# -- taken over


@pytest.mark.demand("CAT-25")
def test_taking_over_is_the_reverse_the_county_opens_and_the_town_closes(
    world: World, item: Any, time_machine_at: Move
):
    town = change(item).opened.get()
    time_machine_at(NEXT)
    made = change(town, "take_over", receivers=[world.market.pk], closing=[town.pk], on=NEXT)
    again = made.opened.get()
    assert fresh(town).state == "cancelled" and again.state == "published" and again.organisation == world.market
    assert made.region_id == COUNTY and "西峡县市场监督管理局承接" in made.notice
    # The first item of the county stays closed, and its implementation code belongs to the new one.
    assert again.code.startswith("11411323MB1912345E4") and fresh(item).code == ""
    assert selectors.guide(again.code).item_id == again.pk


def test_a_lower_organ_may_take_over_what_an_upper_one_goes_on_offering(world: World, item: Any):
    town_officer = staff("catalog.edit", "catalog.publish", region=TOWN)
    made = change(item, "take_over", receivers=[world.town.pk], by=town_officer)
    assert fresh(item).state == "published" and made.opened.get().region_id == TOWN
    assert made.number == f"{TOWN}-2026-0001"


def test_who_takes_over_cannot_close_what_is_not_his(world: World, item: Any):
    town_officer = staff("catalog.edit", "catalog.publish", region=TOWN)
    with pytest.raises(AccessDenied):
        change(item, "take_over", receivers=[world.town.pk], closing=[item.pk], by=town_officer)
    other = published(world.water, "用水报装", item_type="20", nature="convenience").item
    with pytest.raises(Refused) as refused:
        change(item, "take_over", receivers=[world.town.pk], closing=[other.pk])
    assert refused.value.code == "change.closing"
    assert not ItemChange.objects.exists()


# -- cancelled


@pytest.mark.demand("CAT-25")
def test_cancelling_announces_the_day_and_the_basis(item: Any):
    made = change(item, "cancel", basis="国发〔2026〕20号", on=NEXT)
    assert fresh(item).cancelled_on == NEXT and "取消“食品经营许可”" in made.notice and "变相" in made.notice
    assert selectors.why_gone(item.pk) == ""
    assert selectors.changes_of(item.pk)[0].state == "upcoming"


@pytest.mark.demand("CAT-26")
def test_a_cancelled_item_answers_with_its_day(item: Any):
    change(item, "cancel", basis="国发〔2026〕20号")
    assert selectors.pin(item.pk) is None
    assert "已于 2026 年 11 月 16 日取消" in selectors.why_gone(item.pk) and "国发〔2026〕20号" in selectors.why_gone(
        item.pk
    )
    assert selectors.guide(item.pk).state == "cancelled"


# -- adjusted


@pytest.mark.demand("CAT-25")
def test_an_adjustment_publishes_the_draft_and_names_what_it_changes(item: Any, time_machine_at: Move):
    services.save_draft(
        item=item, body=body(promised={"unit": "workday", "n": 9}, audience=["2"]), revision=0, by=PLATFORM
    )
    made = change(item, "adjust", on=NEXT)
    assert made.details["elements"] == ["服务对象", "承诺办结时限"]
    assert "作如下调整：服务对象、承诺办结时限。" in made.notice
    assert selectors.guide(item.pk).version == 1
    time_machine_at(NEXT)
    services.take_effect()
    assert selectors.guide(item.pk).version == 2


def test_a_version_that_waits_for_its_day_is_announced_once(item: Any):
    republish(item, body(audience=["2"]), effective_from=NEXT)
    assert change(item, "adjust", on=NEXT).details["elements"] == ["服务对象"]
    with pytest.raises(Refused) as refused:
        change(item, "adjust", on=NEXT)
    assert refused.value.code == "change.twice"
    with pytest.raises(Refused) as nothing:
        change(item, "adjust", on=FRIDAY)
    assert nothing.value.code == "change.nothing"


def test_an_adjustment_that_changes_nothing_is_refused_and_not_published(item: Any):
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    with pytest.raises(Refused) as refused:
        change(item, "adjust")
    assert refused.value.code == "change.same" and selectors.guide(item.pk).version == 1


def test_every_part_of_a_guide_has_its_name_in_an_announcement():
    assert set(PARTS) == set(GuideBody.model_fields)


# -- announcements and impact


def test_announcements_are_found_by_region_kind_and_words(world: World, item: Any):
    other = published(world.elsewhere, "药品经营许可").item
    first, second = change(item, "cancel"), change(other, "cancel")
    assert list(selectors.changes()) == [second, first]
    assert list(selectors.changes(region=COUNTY)) == [first] == list(selectors.changes(region=TOWN))
    assert list(selectors.changes(q="药品")) == [second] and not selectors.changes(kind="adjust")
    assert not selectors.changes(q="\x00\ud800%_")[:0]
    with pytest.raises(AccessDenied):
        selectors.change("411323000000-2026-9999")


def test_the_impact_is_told_before(world: World, item: Any):
    assert selectors.impact([item.pk]) == ()
    republish(make_item(world.elsewhere, basic=item.basic), body())
    (line,) = selectors.impact([item.pk])
    assert (line.source, line.count) == ("catalog", 1) and "新密市市场监督管理局" in line.sentence


def _town(code: str, name: str) -> Any:
    return RegionSeed(code, name)
