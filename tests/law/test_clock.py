"""The clock of a case: tables of real dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bancheng.ground.law import (
    DECISION,
    INSTANT,
    Calendar,
    CaseClock,
    CaseClocks,
    Light,
    OtherProcedure,
    Pause,
    SpecialProcedure,
    Term,
    TermUnit,
    acceptance_clock,
    deemed_accepted,
)

TESTING, EXPERTS, HEARING = SpecialProcedure.TESTING, SpecialProcedure.EXPERT_REVIEW, SpecialProcedure.HEARING


def october(day: int) -> date:
    return date(2024, 10, day)


@pytest.fixture
def noodles(national: Calendar) -> CaseClock:
    """A food licence accepted on Thursday 2024-09-26, promised in five days, tested from 09-28 to 10-09."""
    return CaseClock(date(2024, 9, 26), Term(5), national, pauses=(Pause(date(2024, 9, 28), october(9), TESTING),))


def test_a_pause_over_the_national_day_gives_three_working_days_back(noodles: CaseClock) -> None:
    assert noodles.due(october(10)) == october(12), "a Saturday that is worked"
    assert replace(noodles, pauses=()).due(october(10)) == october(9)
    assert noodles.paused(october(10)) == 3


def test_today_counts_as_used_and_the_last_day_has_none_left(noodles: CaseClock) -> None:
    table = [(day, noodles.used(october(day)), noodles.remaining(october(day))) for day in (8, 9, 10, 11, 12, 13, 14)]
    assert table == [(8, 1, 4), (9, 2, 3), (10, 3, 2), (11, 4, 1), (12, 5, 0), (13, 5, 0), (14, 6, -1)]


def test_the_light_turns_near_the_end_and_the_day_after_it(noodles: CaseClock) -> None:
    lights = [noodles.light(october(day), warn_days=1) for day in (9, 10, 11, 12, 13, 14)]
    assert [light.label for light in lights] == ["正常", "正常", "预警", "预警", "逾期", "逾期"]


def test_the_day_a_pause_starts_is_paused_and_the_day_it_ends_is_not(national: Calendar) -> None:
    monday = date(2026, 11, 2)
    clock = CaseClock(monday, Term(5), national, pauses=(Pause(date(2026, 11, 4), date(2026, 11, 6), EXPERTS),))
    assert [clock.is_paused(date(2026, 11, day)) for day in (3, 4, 5, 6)] == [False, True, True, False]
    assert clock.used(date(2026, 11, 6)) == 2
    assert clock.due(monday) == date(2026, 11, 11)


def test_a_pause_that_starts_and_ends_on_one_day_gives_nothing_back(national: Calendar) -> None:
    day = date(2026, 11, 4)
    clock = CaseClock(date(2026, 11, 2), Term(5), national, pauses=(Pause(day, day, EXPERTS),))
    assert clock.due(day) == date(2026, 11, 9)


def test_a_pause_over_a_weekend_gives_working_days_only(national: Calendar) -> None:
    pause = Pause(date(2026, 11, 6), date(2026, 11, 9), EXPERTS)
    assert CaseClock(date(2026, 11, 2), Term(5), national, pauses=(pause,)).due(date(2026, 11, 20)) == date(
        2026, 11, 10
    )


def test_an_open_pause_holds_the_clock_through_today(national: Calendar) -> None:
    clock = CaseClock(date(2026, 11, 2), Term(5), national, pauses=(Pause(date(2026, 11, 4), None, HEARING),))
    assert clock.due(date(2026, 11, 3)) == date(2026, 11, 9), "it has not begun yet"
    assert clock.due(date(2026, 11, 4)) == date(2026, 11, 10)
    assert clock.due(date(2026, 11, 20)) == date(2026, 11, 26)
    assert clock.used(date(2026, 11, 20)) == 1
    assert clock.is_paused(date(2026, 11, 20))
    assert not clock.is_overdue(date(2027, 11, 20))


def test_overlapping_pauses_are_merged(national: Calendar) -> None:
    two = (
        Pause(date(2026, 11, 4), date(2026, 11, 10), HEARING),
        Pause(date(2026, 11, 6), date(2026, 11, 12), EXPERTS),
    )
    one = (Pause(date(2026, 11, 4), date(2026, 11, 12), HEARING),)
    clocks = [CaseClock(date(2026, 11, 2), DECISION, national, pauses=pauses) for pauses in (two, two[::-1], one)]
    assert len({clock.due(date(2026, 11, 20)) for clock in clocks}) == 1


def test_a_pause_may_begin_on_the_last_day(national: Calendar) -> None:
    pause = Pause(date(2026, 11, 9), date(2026, 11, 11), HEARING)
    clock = CaseClock(date(2026, 11, 2), Term(5), national, pauses=(pause,))
    assert clock.due(date(2026, 11, 20)) == date(2026, 11, 11)


def test_a_pause_after_the_term_does_not_heal_it(national: Calendar) -> None:
    pause = Pause(date(2026, 11, 11), None, HEARING)
    clock = CaseClock(date(2026, 11, 2), Term(5), national, pauses=(pause,))
    assert clock.due(date(2026, 11, 20)) == date(2026, 11, 9)
    assert clock.is_overdue(date(2026, 11, 20))


@pytest.mark.parametrize("kind", [OtherProcedure.ASSESSMENT, OtherProcedure.SITE_INSPECTION])
def test_an_assessment_or_a_site_inspection_never_stops_the_clock(national: Calendar, kind: OtherProcedure) -> None:
    pause = Pause(date(2026, 11, 4), date(2026, 11, 10), kind)
    clock = CaseClock(date(2026, 11, 2), DECISION, national, pauses=(pause,))
    assert clock.due(date(2026, 11, 10)) == national.add_workdays(date(2026, 11, 2), 20)
    assert not clock.is_paused(date(2026, 11, 5))
    cited = replace(clock, pauses=(replace(pause, cited="《某法》第一条"),))
    assert cited.due(date(2026, 11, 10)) == national.add_workdays(date(2026, 11, 2), 24)


def test_an_extension_approved_on_the_last_day_adds_its_ten_days(national: Calendar) -> None:
    clock = CaseClock(date(2026, 9, 15), DECISION, national)
    last = clock.due(date(2026, 9, 15))
    assert (last, clock.remaining(last)) == (date(2026, 10, 19), 0)
    extended = replace(clock, extension=10)
    assert extended.due(last) == date(2026, 11, 2)
    assert extended.remaining(last) == 10


def test_a_decision_stops_the_clock_for_good(national: Calendar) -> None:
    clock = CaseClock(date(2026, 11, 2), Term(5), national, stopped=date(2026, 11, 4))
    later = date(2026, 12, 31)
    assert (clock.used(later), clock.remaining(later), clock.light(later, 5)) == (2, 3, Light.NORMAL)
    late = replace(clock, stopped=date(2026, 11, 10))
    assert (late.remaining(later), late.light(later, 1)) == (-1, Light.OVERDUE)
    assert late.light(date(2026, 11, 5), 5) is Light.WARNING, "as it stood before the decision"


def test_a_decision_ends_a_pause_that_nobody_closed(national: Calendar) -> None:
    pause = Pause(date(2026, 11, 4), None, HEARING)
    clock = CaseClock(date(2026, 11, 2), Term(5), national, pauses=(pause,), stopped=date(2026, 11, 6))
    assert clock.used(date(2026, 12, 1)) == 2
    assert clock.due(date(2026, 12, 1)) == date(2026, 11, 11)
    assert not clock.is_paused(date(2026, 12, 1))


def test_an_instant_item_is_overdue_the_day_after(national: Calendar) -> None:
    clock = CaseClock(date(2026, 11, 6), INSTANT, national)
    assert clock.due(date(2026, 11, 6)) == date(2026, 11, 6)
    assert [clock.light(date(2026, 11, day), 0) for day in (6, 7)] == [Light.WARNING, Light.OVERDUE]


@pytest.mark.parametrize(
    ("started", "term", "due"),
    [
        (date(2026, 9, 1), Term(30, TermUnit.DAY), date(2026, 10, 8)),  # 10-01 is a holiday: the next working day
        (date(2026, 11, 2), Term(10, TermUnit.DAY), date(2026, 11, 12)),
        (date(2026, 1, 31), Term(1, TermUnit.MONTH), date(2026, 2, 28)),  # a worked Saturday
        (date(2024, 2, 29), Term(1, TermUnit.YEAR), date(2025, 2, 28)),
        (date(2025, 11, 15), Term(3, TermUnit.MONTH), date(2026, 2, 24)),  # 02-15 is in 春节
    ],
)
def test_natural_days_months_and_years_run_through_holidays_but_do_not_end_on_one(
    national: Calendar, started: date, term: Term, due: date
) -> None:
    clock = CaseClock(started, term, national)
    assert clock.due(started) == due
    assert clock.remaining(due) == 0
    assert clock.remaining(started) == (due - started).days


def test_a_pause_gives_natural_days_back_one_for_one(national: Calendar) -> None:
    pause = Pause(date(2026, 11, 6), date(2026, 11, 10), TESTING)
    clock = CaseClock(date(2026, 11, 2), Term(10, TermUnit.DAY), national, pauses=(pause,))
    assert clock.due(date(2026, 11, 30)) == date(2026, 11, 16)
    assert (clock.total(date(2026, 11, 30)), clock.used(date(2026, 11, 16))) == (10, 10)


def test_the_promised_clock_pauses_with_the_statutory_one_unless_the_profile_says_otherwise(national: Calendar) -> None:
    start = date(2026, 11, 2)
    pause = Pause(date(2026, 11, 4), date(2026, 11, 6), EXPERTS)

    def both(keeps_running: bool) -> CaseClocks:
        return CaseClocks.start(
            accepted=start, promised=Term(5), statutory=DECISION, calendar=national, promise_keeps_running=keeps_running
        ).with_pauses([pause])

    paused, running = both(False), both(True)
    assert (paused.promised.due(start), running.promised.due(start)) == (date(2026, 11, 11), date(2026, 11, 9))
    assert paused.statutory is not None and running.statutory is not None
    assert paused.statutory.due(start) == running.statutory.due(start) == date(2026, 12, 2)


def test_an_extension_moves_the_statutory_term_and_the_promise_only_when_told(national: Calendar) -> None:
    start = date(2026, 11, 2)
    clocks = CaseClocks.start(accepted=start, promised=Term(5), statutory=DECISION, calendar=national)
    extended = clocks.extended(statutory=10)
    assert extended.statutory is not None
    assert extended.statutory.total(start) == 30
    assert extended.promised == clocks.promised
    assert clocks.extended(statutory=10, promised=3).promised.total(start) == 8
    assert clocks.stopped_on(start).promised.stopped == start


def test_without_a_statutory_term_only_the_promise_runs(national: Calendar) -> None:
    start = date(2026, 11, 2)
    clocks = CaseClocks.start(accepted=start, promised=Term(5), statutory=None, calendar=national)
    moved = clocks.with_pauses([]).extended(statutory=10).stopped_on(start)
    assert moved.statutory is None


# received on Tuesday 2026-09-15; the fifth working day is Monday 09-21, because Sunday 09-20 is worked
@pytest.mark.parametrize(
    ("told", "today", "as_of"),
    [
        (None, date(2026, 9, 21), None),
        (None, date(2026, 9, 22), date(2026, 9, 15)),
        (date(2026, 9, 21), date(2026, 12, 1), None),
        (date(2026, 9, 22), date(2026, 12, 1), date(2026, 9, 15)),
        (date(2026, 9, 15), date(2026, 12, 1), None),
    ],
)
def test_silence_for_five_working_days_is_acceptance_as_of_the_day_of_receipt(
    national: Calendar, told: date | None, today: date, as_of: date | None
) -> None:
    received = date(2026, 9, 15)
    assert acceptance_clock(received, national).due(today) == date(2026, 9, 21)
    assert deemed_accepted(received, national, told=told, today=today) == as_of


def test_impossible_clocks_are_refused(national: Calendar) -> None:
    start = date(2026, 11, 2)
    with pytest.raises(ValueError, match="结束日期不能早于开始日期"):
        Pause(start, date(2026, 11, 1), HEARING)
    with pytest.raises(ValueError, match="不能为负数"):
        CaseClock(start, DECISION, national, extension=-1)
    with pytest.raises(ValueError, match="即办"):
        CaseClock(start, INSTANT, national, extension=5)
    with pytest.raises(ValueError, match="不能早于开始计时"):
        CaseClock(start, DECISION, national, stopped=date(2026, 11, 1))
