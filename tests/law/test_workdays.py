"""Working days over 春节, 国庆 and 调休, against the published notices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from bancheng.ground.law import DECISION, JOINT_DECISION, Calendar, CaseClock, Term, today

FACTS = Path(__file__).parents[2].parent / "shared" / "data" / "workday_calendar_2023_2027.json"

# started, working days, last day of the term
TABLE = [
    (date(2026, 9, 15), 20, date(2026, 10, 19)),  # over 中秋 and 国庆; Sunday 09-20 and Saturday 10-10 are worked
    (date(2026, 2, 9), 20, date(2026, 3, 13)),  # over 春节; Saturdays 02-14 and 02-28 are worked
    (date(2026, 9, 18), 5, date(2026, 9, 24)),  # a Friday; the Sunday after it is worked
    (date(2025, 1, 24), 5, date(2025, 2, 7)),  # a Friday before 春节; Sunday 01-26 is worked
    (date(2025, 1, 24), 6, date(2025, 2, 8)),  # …and so is Saturday 02-08
    (date(2024, 2, 5), 10, date(2024, 2, 23)),  # 除夕 2024-02-09 was worked, Sunday 02-18 too
    (date(2024, 9, 26), 5, date(2024, 10, 9)),  # Sunday 09-29 is worked
    (date(2024, 9, 30), 4, date(2024, 10, 11)),  # the day before 国庆
    (date(2024, 9, 30), 5, date(2024, 10, 12)),  # ends on a worked Saturday
    (date(2024, 10, 1), 1, date(2024, 10, 8)),  # filed on a holiday
    (date(2023, 9, 28), 2, date(2023, 10, 8)),  # worked Saturday and Sunday after 国庆
    (date(2026, 10, 10), 0, date(2026, 10, 10)),  # 即办 ends the same day
]


@pytest.mark.demand("OPS-09")
@pytest.mark.parametrize(("started", "days", "due"), TABLE)
def test_with_the_clock_frozen_every_deadline_is_that_of_the_table(
    national: Calendar, started: date, days: int, due: date
) -> None:
    # 16:30 in London on the eve is half past midnight in Shanghai: the day of the event is the Chinese one.
    eve = datetime(started.year, started.month, started.day, 16, 30, tzinfo=UTC) - timedelta(days=1)
    with time_machine.travel(eve, tick=False):
        clock = CaseClock(today(), Term(days), national)
        assert clock.due(today()) == due
    assert national.add_workdays(started, days) == due
    assert list(national.add_workdays_many([(started, days)])) == [due]


def test_a_joint_term_reaches_a_year_that_is_not_published_and_says_so(national: Calendar) -> None:
    clock = CaseClock(date(2026, 11, 20), JOINT_DECISION, national)
    assert clock.due(date(2026, 11, 22)) == date(2027, 1, 22)
    assert clock.is_provisional(date(2026, 11, 22))
    assert not CaseClock(date(2026, 11, 20), DECISION, national).is_provisional(date(2026, 11, 22))


def test_entering_the_notice_of_the_next_year_moves_the_deadline() -> None:
    before = Calendar(known=frozenset({2026}))
    after = Calendar.of([(date(2027, 1, 1), False)], known=[2026, 2027])
    assert before.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert after.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert (before.is_provisional(date(2027, 1, 1)), after.is_provisional(date(2027, 1, 1))) == (True, False)


def test_a_fact_about_a_provisional_year_is_used_already() -> None:
    calendar = Calendar.of([(date(2027, 1, 1), False)], known=[2026])
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_provisional(date(2027, 1, 1))


def test_a_hearing_is_announced_seven_working_days_before(national: Calendar) -> None:
    assert national.add_workdays(date(2026, 10, 15), -7) == date(2026, 9, 30)


def test_the_same_day_given_twice_with_different_answers_is_refused() -> None:
    day = date(2026, 10, 1)
    assert Calendar.of([(day, False), (day, False)], known=[2026]).days_off == {day}
    with pytest.raises(ValueError, match="不能既放假又上班：2026-10-01"):
        Calendar.of([(day, False), (day, True)], known=[2026])


def test_a_mistyped_year_is_refused() -> None:
    with pytest.raises(ValueError, match="1990 至 2100"):
        Calendar.of([(date(202, 10, 1), False)], known=[2026])


def test_every_published_day_agrees_with_the_second_source(national: Calendar) -> None:
    if not FACTS.exists():
        pytest.skip("the second source of holidays is not at hand")
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    for year in range(2023, 2027):
        off, on = set(facts[str(year)]["holidays"]), set(facts[str(year)]["makeup_workdays"])
        day = date(year, 1, 1)
        while day.year == year:
            worked = day.isoformat() in on or (day.weekday() < 5 and day.isoformat() not in off)
            assert national.is_workday(day) is worked, day
            day += timedelta(days=1)


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    lambda off, on: Calendar(frozenset(off - on), frozenset(on), frozenset({2025, 2026})),
    st.sets(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=60),
    st.sets(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=20),
)


def _walk(calendar: Calendar, start: date, step: int) -> Iterator[date]:
    day = start
    while True:
        day += timedelta(days=step)
        if day in calendar.days_on or (day.weekday() < 5 and day not in calendar.days_off):
            yield day


@settings(max_examples=150, deadline=None)
@given(calendars, days, st.integers(1, 90))
def test_the_table_counts_as_a_finger_on_the_wall_calendar_does(calendar: Calendar, start: date, n: int) -> None:
    ahead = list(islice(_walk(calendar, start, 1), n))
    assert calendar.add_workdays(start, n) == ahead[-1]
    assert calendar.workdays(start, ahead[-1]) == tuple(ahead)
    assert calendar.workdays_between(start, ahead[-1]) == n
    assert calendar.add_workdays(start, -n) == list(islice(_walk(calendar, start, -1), n))[-1]
    assert calendar.workday_on_or_after(start) == next(_walk(calendar, start - timedelta(days=1), 1))


@settings(max_examples=50, deadline=None)
@given(calendars, st.lists(st.tuples(days, st.integers(-5, 60)), max_size=20))
def test_many_dates_at_once_are_the_same_dates(calendar: Calendar, starts: list[tuple[date, int]]) -> None:
    assert list(calendar.add_workdays_many(starts)) == [calendar.add_workdays(start, n) for start, n in starts]


@settings(max_examples=150, deadline=None)
@given(calendars, days, st.integers(0, 90), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_adding_a_holiday_never_brings_the_due_day_nearer(calendar: Calendar, start: date, n: int, day: date) -> None:
    more = Calendar(calendar.days_off | {day}, calendar.days_on - {day}, calendar.known)
    assert more.add_workdays(start, n) >= calendar.add_workdays(start, n)
