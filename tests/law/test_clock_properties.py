"""What must hold of every clock, whatever the calendar, the pauses and the day on which one looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bancheng.ground.law import (
    Calendar,
    CaseClock,
    CellKind,
    Light,
    OtherProcedure,
    Pause,
    SpecialProcedure,
    Term,
    TermUnit,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
days = st.dates(FIRST, LAST)
kinds = st.sampled_from([*SpecialProcedure, *OtherProcedure])
calendars = st.builds(
    lambda off, on: Calendar(frozenset(off - on), frozenset(on), frozenset({2026})),
    st.sets(days, max_size=30),
    st.sets(days, max_size=10),
)


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    start = draw(days)
    length = draw(st.none() | st.integers(0, 30))
    return Pause(start, None if length is None else start + timedelta(days=length), draw(kinds))


@st.composite
def clocks(
    draw: st.DrawFn, units: tuple[TermUnit, ...] = (TermUnit.WORKDAY, TermUnit.DAY, TermUnit.MONTH)
) -> CaseClock:
    started = draw(days)
    return CaseClock(
        started,
        Term(draw(st.integers(1, 25)), draw(st.sampled_from(units))),
        draw(calendars),
        extension=draw(st.integers(0, 10)),
        pauses=tuple(draw(st.lists(pauses(), max_size=4))),
        stopped=draw(st.none() | st.integers(0, 60).map(lambda n: started + timedelta(days=n))),
    )


working = clocks(units=(TermUnit.WORKDAY,))
looks = st.dates(FIRST, date(2026, 12, 31))
thorough = settings(max_examples=200, deadline=None)


@thorough
@given(clocks(), pauses(), looks)
def test_a_pause_never_brings_the_due_day_nearer(clock: CaseClock, pause: Pause, today: date) -> None:
    assert replace(clock, pauses=(*clock.pauses, pause)).due(today) >= clock.due(today)


@thorough
@given(working, days, looks)
def test_adding_a_holiday_never_brings_the_due_day_nearer(clock: CaseClock, day: date, today: date) -> None:
    calendar = clock.calendar
    more = Calendar(calendar.days_off | {day}, calendar.days_on - {day}, calendar.known)
    assert replace(clock, calendar=more).due(today) >= clock.due(today)


@thorough
@given(clocks(), looks, st.randoms(use_true_random=False))
def test_the_order_of_pauses_does_not_matter(clock: CaseClock, today: date, random: Random) -> None:
    shuffled = list(clock.pauses)
    random.shuffle(shuffled)
    other = replace(clock, pauses=tuple(shuffled))
    assert (other.due(today), other.used(today), other.cells(today)) == (
        clock.due(today),
        clock.used(today),
        clock.cells(today),
    )


@thorough
@given(clocks(), looks, st.integers(1, 10))
def test_an_extension_never_brings_the_due_day_nearer(clock: CaseClock, today: date, more: int) -> None:
    assert replace(clock, extension=clock.extension + more).due(today) >= clock.due(today)


def _on_the_wall(clock: CaseClock, today: date) -> date:
    """The due day of a term in working days, found by walking from day to day."""
    stop = date.max if clock.stopped is None else clock.stopped
    look = max(clock.started, min(today, stop))

    def stands_still(day: date) -> bool:
        return day < stop and any(
            pause.stops_the_clock and pause.start <= day and day < (pause.end or look + timedelta(days=1))
            for pause in clock.pauses
        )

    left, day = clock.term.n + clock.extension, clock.started
    while left:
        day += timedelta(days=1)
        left -= clock.calendar.is_workday(day) and not stands_still(day)
    return day


@thorough
@given(working, looks)
def test_the_clock_agrees_with_walking_from_day_to_day(clock: CaseClock, today: date) -> None:
    assert clock.due(today) == _on_the_wall(clock, today)


@thorough
@given(clocks(), looks)
def test_used_and_remaining_make_the_whole_term(clock: CaseClock, today: date) -> None:
    assert clock.used(today) + clock.remaining(today) == clock.total(today)
    assert clock.used(today) >= 0 and clock.paused(today) >= 0
    if clock.remaining(today) < 0:
        assert clock.light(today, 0) is Light.OVERDUE


@thorough
@given(clocks(), looks)
def test_the_picture_says_what_the_numbers_say(clock: CaseClock, today: date) -> None:
    cells = clock.cells(today)
    kinds = [cell.kind for cell in cells]
    ahead = kinds.count(CellKind.LEFT) + kinds.count(CellKind.SAVED)
    assert [cell.day for cell in cells] == sorted({cell.day for cell in cells})
    assert kinds.count(CellKind.USED) + kinds.count(CellKind.OVER) == clock.used(today)
    assert ahead - kinds.count(CellKind.OVER) == clock.remaining(today)
    assert kinds.count(CellKind.USED) + ahead == clock.total(today)
