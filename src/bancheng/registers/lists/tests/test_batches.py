"""Batches: who owes what by when, the chain to two offices, the separation of who drafts from who reviews."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, World, republish
from bancheng.registers.duties.models import Duty
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.models import Delivery, ListBatch, UnitList
from bancheng.registers.lists.tests.once_world import (
    HALL_ONCE,
    NEED,
    TWO_TRIPS,
    Offices,
    editor,
    guide,
    item,
    member,
    offices,
)
from bancheng.registers.lists.types import ListRefused


@pytest.fixture
def there(world: World, move) -> Offices:
    move(date(2018, 4, 10))
    return offices()


def opened(there: Offices, *units, number: int = 1, due_on: date = date(2018, 4, 20)) -> ListBatch:
    return services.open_batch(
        region=COUNTY, year=2018, number=number, due_on=due_on, units=[one.pk for one in units], by=there.reviewer
    )


def own(batch: ListBatch, organ) -> int:
    return UnitList.objects.get(batch=batch, organisation=organ).pk


def drafted(world: World, there: Offices, *items: int) -> int:
    """A list of the market organ with these items, confirmed as the guide proposes."""
    by, batch = editor(world), opened(there, world.market)
    for key in items:
        proposed = selectors.mode_line(by, key).proposal.mode
        services.confirm_mode(item=key, online=proposed == "online", one_trip=True, by=by)
    services.add_entries(unit_list=own(batch, world.market), items=items, by=by)
    return own(batch, world.market)


@pytest.mark.demand("CAT-12")
def test_an_approved_list_lies_in_both_inboxes_with_the_same_instant(world: World, there: Offices, time_machine):
    by = editor(world)
    key = drafted(world, there, item(world.market, "食品经营许可"), item(world.market, "个体工商户登记", **HALL_ONCE))
    services.submit_list(unit_list=key, by=by)
    assert Delivery.objects.count() == 0, "nothing reaches an office before the review"
    services.approve_list(unit_list=key, by=there.reviewer, note="同意")

    at_county = selectors.inbox(member("县办", "receive", organ=there.county))
    at_city = selectors.inbox(member("市办", "receive", organ=there.city, region="411300000000"))
    (one,), (other,) = at_county, at_city
    assert one.list_id == other.list_id == key and one.delivered_at == other.delivered_at
    assert (one.organ, one.entries) == ("西峡县市场监督管理局", 2)
    seen = selectors.unit_list(member("市办", "receive", organ=there.city, region="411300000000"), key)
    assert [entry.mode for entry in seen.entries] == ["online", "hall"] and not seen.may_review
    drain()
    page = selectors.list_page("once", COUNTY)
    assert page is not None and page.edition is not None
    assert [row["name"] for row in page.rows] == ["食品经营许可", "个体工商户登记"]
    assert Duty.objects.get(organisation=world.market).state == "done"
    assert verify_stream(Subject("lists.unit_list", str(key))).whole


def test_an_office_signs_for_what_it_received_once(world: World, there: Offices):
    key = drafted(world, there, item(world.market, "食品经营许可"))
    services.submit_list(unit_list=key, by=editor(world))
    services.approve_list(unit_list=key, by=there.reviewer)
    office = member("县办", "receive", organ=there.county)
    (waiting,) = selectors.inbox(office)
    first = services.receive_list(delivery=waiting.id, by=office)
    assert services.receive_list(delivery=waiting.id, by=office).received_at == first.received_at
    elsewhere = Delivery.objects.exclude(pk=waiting.id).get()
    with pytest.raises(AccessDenied):
        services.receive_list(delivery=elsewhere.pk, by=office)


def test_nobody_reviews_what_he_drafted(world: World, there: Offices):
    both = member("两手", "edit", "review")
    key = drafted(world, there, item(world.market, "食品经营许可"))
    services.add_entries(unit_list=key, items=[item_confirmed(world, "又一个")], by=both)
    services.submit_list(unit_list=key, by=editor(world))
    assert selectors.unit_list(both, key).own_draft and not selectors.unit_list(both, key).may_review
    for verb, more in ((services.approve_list, {}), (services.send_back, {"note": "改"})):
        with pytest.raises(AccessDenied) as denied:
            verb(unit_list=key, by=both, **more)
        assert denied.value.visible and "不能由您审核" in denied.value.sentence
    services.approve_list(unit_list=key, by=there.reviewer)


def item_confirmed(world: World, name: str) -> int:
    key = item(world.market, name)
    services.confirm_mode(item=key, online=True, one_trip=True, by=editor(world))
    return key


def test_a_list_sent_back_is_changed_and_submitted_again(world: World, there: Offices):
    by = editor(world)
    first, second = item(world.market, "食品经营许可"), item_confirmed(world, "又一个")
    key = drafted(world, there, first)
    with pytest.raises(Refused) as refused:
        services.approve_list(unit_list=key, by=there.reviewer)
    assert refused.value.code == "lists.not_submitted"
    services.submit_list(unit_list=key, by=by)
    with pytest.raises(Refused) as refused:
        services.add_entries(unit_list=key, items=[second], by=by)
    assert refused.value.code == "lists.not_open"
    with pytest.raises(Refused) as refused:
        services.send_back(unit_list=key, note="  ", by=there.reviewer)
    assert refused.value.code == "lists.note"
    services.send_back(unit_list=key, note="先报又一个", by=there.reviewer)
    services.remove_entry(unit_list=key, item=first, by=by)
    assert services.add_entries(unit_list=key, items=[second, second], by=by) == 1
    services.submit_list(unit_list=key, by=by)
    services.approve_list(unit_list=key, by=there.reviewer)
    assert [entry.name for entry in selectors.unit_list(by, key).entries] == ["又一个"]
    assert selectors.unit_list(by, key).note == "", "the note of the last review"


@pytest.mark.demand("CAT-15")
def test_a_shared_material_without_a_declared_need_names_item_and_material(world: World, there: Offices):
    shared = item(world.market, "个体工商户登记", shared=True)
    key = drafted(world, there, shared)
    with pytest.raises(ListRefused) as refused:
        services.submit_list(unit_list=key, by=editor(world))
    (fault,) = refused.value.faults
    assert (fault.code, fault.item_name, fault.material) == ("lists.data_need", "个体工商户登记", "营业执照")
    assert "营业执照" in str(refused.value) and "用途" in str(refused.value)
    (entry,) = selectors.unit_list(editor(world), key).entries
    assert entry.faults == refused.value.faults

    republish(ImplementationItem.objects.get(pk=shared), guide(shared=True, data_needs=[NEED]))
    services.submit_list(unit_list=key, by=editor(world))
    (entry,) = selectors.unit_list(editor(world), key).entries
    assert entry.needs == 1 and entry.faults == ()


def test_only_own_items_that_are_done_in_one_go_are_listed(world: World, there: Offices):
    by = editor(world)
    key = drafted(world, there, item(world.market, "食品经营许可"))
    foreign, bare = item(world.water, "用水报装"), item(world.market, "没有认定")
    bad = item(world.market, "跑两次", **TWO_TRIPS)
    services.confirm_mode(item=bad, online=False, one_trip=False, reason="踏勘", plan="联合踏勘", by=by)
    for strange in (foreign, 10**6):
        with pytest.raises(Refused) as refused:
            services.add_entries(unit_list=key, items=[strange], by=by)
        assert refused.value.code == "lists.entry"
    services.add_entries(unit_list=key, items=[bare, bad], by=by)
    with pytest.raises(ListRefused) as refused:
        services.submit_list(unit_list=key, by=by)
    assert [fault.item for fault in refused.value.faults] == [bare, bad]
    assert selectors.listable(by, key) == ()


def test_what_changed_after_the_submission_stops_the_approval(world: World, there: Offices):
    one = item(world.market, "食品经营许可")
    key = drafted(world, there, one)
    services.submit_list(unit_list=key, by=editor(world))
    republish(ImplementationItem.objects.get(pk=one), guide(**TWO_TRIPS))
    with pytest.raises(ListRefused) as refused:
        services.approve_list(unit_list=key, by=there.reviewer)
    assert "重新认定" in str(refused.value) and Delivery.objects.count() == 0
    assert UnitList.objects.get(pk=key).state == "submitted"


def test_an_empty_list_is_not_submitted(world: World, there: Offices):
    key = own(opened(there, world.market), world.market)
    with pytest.raises(Refused) as refused:
        services.submit_list(unit_list=key, by=editor(world))
    assert refused.value.code == "lists.empty"


def test_a_unit_without_its_list_after_the_due_day_is_late_on_the_board(world: World, there: Offices, move):
    batch = opened(there, world.market, world.town, number=2, due_on=date(2018, 5, 31))
    assert selectors.late_units(COUNTY) == ()
    move(date(2018, 5, 31))
    assert selectors.late_units(COUNTY) == (), "the last day counts"
    by, one = editor(world), item(world.market, "食品经营许可")
    services.confirm_mode(item=one, online=True, one_trip=True, by=by)
    services.add_entries(unit_list=own(batch, world.market), items=[one], by=by)
    services.submit_list(unit_list=own(batch, world.market), by=by)
    services.approve_list(unit_list=own(batch, world.market), by=there.reviewer)

    move(date(2018, 6, 1))
    (late,) = selectors.late_units(COUNTY)
    assert (late.organ, late.batch_name, late.overdue_days) == ("丁河镇人民政府", "2018 年第 2 批", 1)
    board = selectors.board(there.reviewer, batch.pk)
    assert [(row.organ, row.late) for row in board] == [("丁河镇人民政府", True), ("西峡县市场监督管理局", False)]
    (view,) = selectors.batches(there.reviewer)
    assert (view.total, view.delivered, view.late, view.items, view.days) == (2, 1, 1, 1, -1)
    assert Duty.objects.get(organisation=world.town).due_on == date(2018, 5, 31)


def test_a_due_day_off_work_moves_to_the_next_working_day(world: World, there: Offices, move):
    """《民法典》第二百零三条: 29 April to 1 May 2018 were days off, so a list due on the 30th is late from 3 May on."""
    batch = opened(there, world.market, due_on=date(2018, 4, 30))
    stands = []
    for day in (date(2018, 4, 30), date(2018, 5, 1), date(2018, 5, 2), date(2018, 5, 3)):
        move(day)
        (view,) = selectors.batches(there.reviewer)
        (line,) = selectors.board(there.reviewer, batch.pk)
        assert bool(selectors.late_units(COUNTY)) == line.late == bool(view.late)
        stands.append((view.days, line.overdue_days))
    assert (view.due_on, view.last_day) == (date(2018, 4, 30), date(2018, 5, 2))
    assert stands == [(2, 0), (1, 0), (0, 0), (-1, 1)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"due_on": date(2018, 4, 9)}, "lists.batch_date"),
        ({"number": 0}, "lists.batch_number"),
        ({"year": 99999}, "lists.batch_number"),
        ({"units": []}, "lists.batch_units"),
        ({"units": [10**6]}, "lists.batch_units"),
        ({"name": "长" * 101}, "lists.batch_name"),
    ],
)
def test_a_batch_that_cannot_be_is_refused(world: World, there: Offices, changes, code: str):
    given = {"region": COUNTY, "year": 2018, "number": 1, "due_on": date(2018, 4, 20), "units": [world.market.pk]}
    with pytest.raises(Refused) as refused:
        services.open_batch(by=there.reviewer, **(given | changes))
    assert refused.value.code == code


def test_a_batch_is_set_once_and_only_by_who_reviews(world: World, there: Offices):
    opened(there, world.market)
    with pytest.raises(Refused) as refused:
        opened(there, world.market)
    assert refused.value.code == "lists.batch_twice"
    with pytest.raises(AccessDenied):
        services.open_batch(
            region=COUNTY, year=2018, number=3, due_on=date(2018, 6, 30), units=[world.market.pk], by=editor(world)
        )


def test_without_both_offices_no_batch_begins(world: World, move):
    move(date(2018, 4, 10))
    with pytest.raises(Refused) as refused:
        services.open_batch(
            region=COUNTY,
            year=2018,
            number=1,
            due_on=date(2018, 4, 20),
            units=[world.market.pk],
            by=member("编办", "review"),
        )
    assert refused.value.code == "lists.offices"


def test_another_county_sees_nothing_of_it(world: World, there: Offices):
    key = drafted(world, there, item(world.market, "食品经营许可"))
    stranger = member("外县", "edit", "review", region=OTHER_COUNTY)
    assert selectors.batches(stranger) == () and selectors.inbox(stranger) == ()
    for verb in (services.submit_list, services.approve_list):
        with pytest.raises(AccessDenied) as denied:
            verb(unit_list=key, by=stranger)
        assert not denied.value.visible
    with pytest.raises(AccessDenied):
        selectors.unit_list(stranger, key)
