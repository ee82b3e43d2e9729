"""The working calendar in the database, the deadlines it gives, and how it is entered and corrected."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from bancheng.ground import law
from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Light, Refused, Term, TermUnit
from bancheng.registers.organisations import calendar_facts, selectors, services, snapshots
from bancheng.registers.organisations.models import CalendarDay, CalendarYear, Revision
from bancheng.registers.organisations.types import CalendarFact

pytestmark = pytest.mark.django_db

NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
WITNESS = Path(__file__).parents[6] / "shared" / "data" / "workday_calendar_2023_2027.json"


@pytest.fixture
def before_the_notice(db):
    """2027 without its notice, also when the package has learnt it."""
    CalendarYear.objects.filter(year__gte=2027).delete()
    CalendarDay.objects.filter(day__year__gte=2027).delete()
    snapshots.touch(snapshots.CALENDAR)


def workdays(n):
    return Term(n, TermUnit.WORKDAY)


DEADLINES = [
    # accepted, working days, due; counted by hand on the notices of the State Council
    (date(2024, 9, 27), 5, date(2024, 10, 10)),  # 29 and 30 September, 8, 9, 10 October
    (date(2024, 2, 8), 3, date(2024, 2, 19)),  # Friday the 9th, Sunday the 18th, Monday the 19th; 10–17 are free
    (date(2025, 1, 24), 5, date(2025, 2, 7)),  # Sunday 26 January is worked, 28 January to 4 February are free
    (date(2025, 4, 25), 5, date(2025, 5, 6)),  # Sunday 27 April is worked, 1–5 May are free
    (date(2023, 12, 29), 1, date(2024, 1, 2)),
    (date(2026, 2, 13), 2, date(2026, 2, 24)),  # Saturday 14 February is worked, 15–23 are free
    (date(2024, 6, 7), 0, date(2024, 6, 7)),
]


@pytest.mark.demand("OPS-09")
@pytest.mark.parametrize(("accepted", "n", "due"), DEADLINES)
def test_with_the_clock_frozen_deadlines_equal_the_table(db, on_day, accepted, n, due):
    on_day(accepted)
    clock = selectors.clocks(None, accepted=law.today(), promised=workdays(n), statutory=None).promised
    assert clock.due(law.today()) == due
    on_day(due)
    assert not clock.is_overdue(law.today())
    on_day(date.fromordinal(due.toordinal() + 1))
    assert selectors.light(None, clock) is Light.OVERDUE


@pytest.mark.demand("OPS-09")
def test_the_day_changes_at_midnight_in_shanghai_whatever_the_machine_says(db):
    from datetime import UTC

    law.install_clock(lambda: datetime(2024, 9, 30, 16, 30, tzinfo=UTC))
    try:
        assert law.today() == date(2024, 10, 1)
        assert not selectors.calendar().is_workday(law.today())
    finally:
        law.install_clock(None)


def test_the_years_from_2004_are_known_and_later_ones_provisional(db):
    calendar = selectors.calendar()
    assert set(range(2004, 2027)) <= calendar.known
    first_unknown = max(calendar.known) + 1
    assert calendar.is_provisional(date(first_unknown, 1, 4))
    assert selectors.calendar_year(first_unknown).provisional
    assert not selectors.calendar_year(2026).provisional


@pytest.mark.skipif(not WITNESS.exists(), reason="the second source of holidays is not on this machine")
def test_the_table_agrees_with_a_second_source_day_by_day(db):
    calendar = selectors.calendar()
    for year, told in json.loads(WITNESS.read_text(encoding="utf-8")).items():
        if int(year) not in calendar.known:
            continue
        free = {date.fromisoformat(day) for day in told["holidays"]}
        made_up = {date.fromisoformat(day) for day in told["makeup_workdays"]}
        for ordinal in range(date(int(year), 1, 1).toordinal(), date(int(year), 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            worked = day in made_up or (day.weekday() < 5 and day not in free)
            assert calendar.is_workday(day) is worked, day


def test_filling_in_again_adds_nothing_and_keeps_corrections(db, by):
    services.set_day(day=date(2024, 2, 9), kind="holiday", name="春节", by=by)
    assert calendar_facts.seed() == ()
    assert not selectors.calendar().is_workday(date(2024, 2, 9))


def test_the_year_at_the_desk_shows_each_day_with_its_kind_and_festival(db):
    year = selectors.calendar_year(2024)
    october = year.months[9]
    days = {cell.day.day: cell for week in october.weeks for cell in week if cell}
    assert len(days) == 31
    assert all(len(week) == 7 for week in october.weeks)
    assert (days[1].kind, days[1].name) == ("holiday", "国庆节")
    assert (days[12].kind, days[12].worked) == ("makeup", True)
    assert days[13].kind == "weekend"
    assert october.weeks[0][0] is None
    assert october.workdays == 19
    assert year.workdays == 251


def enter(by, *days, **change):
    return services.enter_year(**{"year": 2027, "notice": NOTICE, "days": days, **change}, by=by)


NEW_YEAR = CalendarFact(date(2027, 1, 1), "holiday", "元旦")
MADE_UP = CalendarFact(date(2027, 1, 9), "workday", "元旦")


def test_the_notice_makes_a_provisional_year_official_and_moves_deadlines(before_the_notice, by):
    start = date(2026, 12, 31)
    before = selectors.calendar().add_workdays(start, 1)
    enter(by, NEW_YEAR, MADE_UP)
    calendar = selectors.calendar()
    assert (before, calendar.add_workdays(start, 1)) == (date(2027, 1, 1), date(2027, 1, 4))
    assert calendar.is_workday(date(2027, 1, 9))
    assert not calendar.is_provisional(date(2027, 1, 1))
    assert selectors.calendar_year(2027).notice == NOTICE


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((NEW_YEAR, NEW_YEAR), r"2027年1月1日（星期五）录入了 2 次，请只保留一次"),
        ((NEW_YEAR, CalendarFact(date(2027, 1, 1), "workday")), "录入了 2 次"),
        ((CalendarFact(date(2026, 12, 31), "holiday", "元旦"),), "2026年12月31日（星期四）不在 2027 年"),
        ((CalendarFact(date(2027, 1, 4), "workday", "元旦"),), "本来就是工作日"),
        ((CalendarFact(date(2027, 1, 1), "holiday"),), "请写明是哪个节日"),
        ((CalendarFact(date(2027, 1, 1), "half", "元旦"),), "请选择“放假”或者“上班”"),
        ((), "请至少录入一天"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused_whole(before_the_notice, by, days, sentence):
    with pytest.raises(Refused, match=sentence):
        enter(by, *days)
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert not CalendarDay.objects.filter(day__year=2027).exists()


def test_every_fault_of_a_notice_is_told_at_once(before_the_notice, by):
    with pytest.raises(Refused) as refusal:
        enter(by, NEW_YEAR, NEW_YEAR, CalendarFact(date(2027, 1, 4), "workday", "元旦"))
    assert "录入了 2 次" in refusal.value.sentence
    assert "本来就是工作日" in refusal.value.sentence


@pytest.mark.parametrize(
    ("change", "code"),
    [({"notice": " "}, "calendar.notice"), ({"year": 2201}, "calendar.year"), ({"year": 2026}, "calendar.days")],
)
def test_a_notice_needs_its_name_and_a_sensible_year(before_the_notice, by, change, code):
    with pytest.raises(Refused) as refusal:
        enter(by, NEW_YEAR, **change)
    assert refusal.value.code == code


def test_an_official_year_is_not_entered_twice(before_the_notice, by):
    enter(by, NEW_YEAR)
    with pytest.raises(Refused, match="2027 年的通知已经录入，需要更正时请逐日调整"):
        enter(by, NEW_YEAR)


def test_one_day_is_corrected_and_put_back(db, by):
    day = date(2024, 6, 11)
    services.set_day(day=day, kind="holiday", name="临时放假", by=by)
    assert not selectors.calendar().is_workday(day)
    services.set_day(day=day, kind="workday", by=by)
    assert selectors.calendar().is_workday(day)
    assert not CalendarDay.objects.filter(day=day).exists()


def test_a_made_up_day_can_become_a_weekend_again(db, by):
    services.set_day(day=date(2024, 10, 12), kind="weekend", by=by)
    assert not selectors.calendar().is_workday(date(2024, 10, 12))


@pytest.mark.parametrize(
    ("day", "kind", "name", "sentence"),
    [
        (date(2024, 10, 1), "holiday", "国庆节", "已经是这样"),
        (date(2024, 10, 8), "workday", "", "已经是这样"),
        (date(2024, 10, 9), "weekend", "", "请选择“放假”或者“上班”"),
        (date(2024, 10, 9), "holiday", "", "请写明是哪个节日"),
        (date(2201, 1, 1), "holiday", "元旦", "年份"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(db, by, day, kind, name, sentence):
    with pytest.raises(Refused, match=sentence):
        services.set_day(day=day, kind=kind, name=name, by=by)


def test_entry_and_correction_are_journaled_and_announced(before_the_notice, by, monkeypatch):
    announced = []
    monkeypatch.setattr("bancheng.registers.organisations.services.calendars.announce", announced.append)
    enter(by, NEW_YEAR)
    services.set_day(day=date(2027, 1, 2), kind="holiday", name="元旦", by=by)
    entries = Entry.objects.filter(stream__kind="organisations.calendar", stream__key="2027").order_by("number")
    assert [entry.verb for entry in entries] == ["enter_year", "set_day"]
    assert entries[1].facts["before"] is None
    assert [(event.first, event.last) for event in announced] == [
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2027, 1, 2), date(2027, 1, 2)),
    ]


def test_a_county_cannot_change_the_calendar_of_all(db, county_admin):
    with pytest.raises(AccessDenied, match="工作日历对全平台有效"):
        services.set_day(day=date(2024, 6, 11), kind="holiday", name="放假", by=county_admin)


def test_the_calendar_object_is_kept_until_a_day_changes(db, by):
    first = selectors.calendar()
    assert selectors.calendar() is first
    services.set_day(day=date(2024, 6, 11), kind="holiday", name="放假", by=by)
    assert selectors.calendar() is not first


def test_a_calendar_changed_by_another_process_is_seen(db):
    assert selectors.calendar().is_workday(date(2024, 6, 11))
    CalendarDay.objects.bulk_create([CalendarDay(day=date(2024, 6, 11), kind="holiday", name="放假")])
    Revision.objects.filter(part="calendar").update(mark="of-another")
    assert not selectors.calendar().is_workday(date(2024, 6, 11))
