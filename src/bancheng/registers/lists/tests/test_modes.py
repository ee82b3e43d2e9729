"""一次办妥: one of three modes an item, forced where it must be; the negative list with its exit."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, World, body, make_item, published, republish
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.models import ItemMode
from bancheng.registers.lists.tests.once_world import (
    HALL_ONCE,
    ONLINE_PICKED_UP,
    TWO_TRIPS,
    editor,
    item,
    member,
    without_window,
)


def on_public_list(code: str, region: str = COUNTY) -> list[str]:
    """What the newest edition says once the jobs have run."""
    drain()
    page = selectors.list_page(code, region)
    assert page is not None and page.edition is not None
    return [row["name"] for row in page.rows]


@pytest.mark.parametrize(
    ("changes", "mode"),
    [
        (ONLINE_PICKED_UP, "online"),
        ({"visits": 0, "channels": ["mobile"]}, "online"),
        (HALL_ONCE, "hall"),
        ({**HALL_ONCE, "channels": ["window", "post"]}, "hall"),
        ({**HALL_ONCE, "channels": ["terminal"]}, "hall"),
        (TWO_TRIPS, "negative"),
        ({**TWO_TRIPS, "channels": ["window", "pc"]}, "negative"),
    ],
)
def test_the_guide_in_force_proposes_the_mode(world: World, changes, mode: str):
    key = item(without_window(), "食品经营许可", **changes)
    line = selectors.mode_line(member("县里", "edit"), key)
    assert (line.proposal.mode, line.mode, line.holds) == (mode, "", True)


@pytest.mark.demand("CAT-10")
def test_an_item_neither_online_nor_one_trip_is_forced_onto_the_negative_list_and_a_reason_is_owed(world: World):
    key, by = item(world.market, "人防审批", **TWO_TRIPS), editor(world)
    with pytest.raises(Refused) as refused:
        services.confirm_mode(item=key, online=False, one_trip=False, by=by)
    assert refused.value.code == "lists.negative_reason" and "只能列入负面清单" in str(refused.value)
    with pytest.raises(Refused) as refused:
        services.confirm_mode(item=key, online=False, one_trip=False, reason="要现场踏勘", by=by)
    assert refused.value.code == "lists.negative_plan"
    assert not ItemMode.objects.exists()

    row = services.confirm_mode(
        item=key, online=False, one_trip=False, reason="要现场踏勘", plan="改为部门内部联合踏勘", by=by
    )
    assert row.mode == "negative" and on_public_list("negative") == ["人防审批"]
    services.confirm_mode(item=key, online=False, one_trip=False, reason="要专家评审", plan="提前评审", by=by)
    assert ItemMode.objects.filter(item=key).count() == 1, "exactly one mode an item"
    assert [one.reason for one in selectors.negative_entries(COUNTY)] == ["要专家评审"]
    assert verify_stream(Subject("lists.item", str(key))).whole


@pytest.mark.parametrize(
    ("changes", "claim", "code"),
    [
        (HALL_ONCE, (True, False), "lists.mode_online"),
        (TWO_TRIPS, (False, True), "lists.mode_hall"),
        ({"visits": 0, "channels": ["pc"]}, (False, True), "lists.mode_hall"),
        (HALL_ONCE, (False, False), "lists.mode_guide"),
    ],
)
def test_what_the_guide_says_cannot_be_said_otherwise(world: World, changes, claim, code: str):
    key, by = item(without_window(), "食品经营许可", **changes), member("县里", "edit")
    online, one_trip = claim
    with pytest.raises(Refused) as refused:
        services.confirm_mode(item=key, online=online, one_trip=one_trip, reason="忙", plan="不忙", by=by)
    assert refused.value.code == code and "指南" in str(refused.value)


def test_without_a_guide_staff_decide_and_a_later_guide_shows_what_no_longer_holds(world: World):
    row, by = make_item(world.market, "户外广告设置"), editor(world)
    services.confirm_mode(item=row.pk, online=False, one_trip=True, by=by)
    assert selectors.mode_line(by, row.pk).mode == "hall"
    republish(row, body(**TWO_TRIPS))
    services.read_guides([row.pk])
    line = selectors.mode_line(by, row.pk)
    assert line.mode == "hall" and not line.holds and line.proposal.mode == "negative"


@pytest.mark.demand("CAT-11")
def test_an_improved_item_leaves_the_negative_list_and_history_keeps_both_dates(world: World, move):
    move(date(2018, 4, 16))
    key, by = item(world.market, "人防审批", **TWO_TRIPS), editor(world)
    services.confirm_mode(item=key, online=False, one_trip=False, reason="要踏勘", plan="并入联合踏勘", by=by)
    assert on_public_list("negative") == ["人防审批"]

    with pytest.raises(Refused) as refused:
        services.leave_negative(item=key, improvement="说是改好了", by=by)
    assert refused.value.code == "lists.still_negative"
    move(date(2018, 6, 20))
    republish(ImplementationItem.objects.get(pk=key), body(**ONLINE_PICKED_UP))
    with pytest.raises(Refused) as refused:
        services.confirm_mode(item=key, online=True, one_trip=True, by=by)
    assert refused.value.code == "lists.negative_exit", "it leaves by the exit, where the improvement is told"
    with pytest.raises(Refused) as refused:
        services.leave_negative(item=key, improvement=" ", by=by)
    assert refused.value.code == "lists.improvement"

    services.leave_negative(item=key, improvement="踏勘由部门内部完成，领证时核验", by=by)
    assert on_public_list("negative") == []
    (stay,) = selectors.negative_history(by, key)
    assert (stay.entered_on, stay.left_on) == (date(2018, 4, 16), date(2018, 6, 20))
    assert selectors.negative_of(by, left=True) == (stay,) and selectors.negative_of(by) == ()
    line = selectors.mode_line(by, key)
    assert (line.mode, line.since) == ("online", date(2018, 6, 20))
    with pytest.raises(Refused) as refused:
        services.leave_negative(item=key, improvement="再来一次", by=by)
    assert refused.value.code == "lists.not_negative"


def test_only_the_own_department_confirms_and_others_do_not_learn_that_the_item_exists(world: World):
    key = item(world.market, "食品经营许可")
    for who, visible in ((member("查看人"), True), (member("外地", "edit", region=OTHER_COUNTY), False)):
        with pytest.raises(AccessDenied) as denied:
            services.confirm_mode(item=key, online=True, one_trip=True, by=who)
        assert denied.value.visible is visible
    for absent in (0, -1, 10**6, 2**70):
        with pytest.raises(AccessDenied) as denied:
            services.confirm_mode(item=absent, online=True, one_trip=True, by=editor(world))
        assert not denied.value.visible


def test_the_list_of_modes_narrows_counts_and_pages(world: World, django_assert_max_num_queries):
    by = member("县里", "edit")
    first = item(world.market, "食品经营许可")
    second = item(world.water, "用水报装", **HALL_ONCE)
    third = published(world.elsewhere, "外县事项").item_id
    services.confirm_mode(item=first, online=True, one_trip=True, by=by)
    page = selectors.mode_page(by)
    assert [row.item_id for row in page.rows] == [first, second] and third not in [row.item_id for row in page.rows]
    assert page.counts == {"online": 1, "hall": 0, "negative": 0, "none": 1}
    assert [row.name for row in selectors.mode_page(by, mode="none").rows] == ["用水报装"]
    assert [row.name for row in selectors.mode_page(by, q="食品\x00").rows] == ["食品经营许可"]
    assert selectors.mode_page(by, organisation=world.town.pk).rows == ()
    short = selectors.mode_page(by, size=1)
    assert short.next_cursor == str(first)
    assert [row.item_id for row in selectors.mode_page(by, size=1, after=first).rows] == [second]
    with django_assert_max_num_queries(7):
        selectors.mode_page(by)


def test_the_negative_list_of_ones_scope_is_cut_only_where_the_page_says_so(world: World):
    by = editor(world)
    for number in range(3):
        key = item(world.market, f"人防审批{number}", **TWO_TRIPS)
        services.confirm_mode(item=key, online=False, one_trip=False, reason="要踏勘", plan="联合踏勘", by=by)
    assert len(selectors.negative_of(by, size=2)) == 2 and len(selectors.negative_of(by, size=50_000)) == 3
