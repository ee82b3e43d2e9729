"""Terms and acceptance by silence over 春节 and 国庆 2026, worked out by hand from 国办发明电〔2025〕7号.

春节: off from Sunday 15 to Monday 23 February; Saturdays 14 and 28 February are worked.
中秋: off from Friday 25 to Sunday 27 September. 国庆: off from Thursday 1 to Wednesday 7 October; Sunday 20 September and
Saturday 10 October are worked.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.ground.law import (
    DECISION,
    Calendar,
    CaseClock,
    CaseClocks,
    Light,
    Term,
    TermUnit,
    acceptance_clock,
    deemed_accepted,
)

ONE_DAY = timedelta(days=1)


def february(day: int) -> date:
    return date(2026, 2, day)


def march(day: int) -> date:
    return date(2026, 3, day)


def september(day: int) -> date:
    return date(2026, 9, day)


def october(day: int) -> date:
    return date(2026, 10, day)


# received, the five working days within which an answer must be given
RECEIVED = [
    (
        february(6),
        (february(9), february(10), february(11), february(12), february(13)),
    ),  # the Friday of the week before
    (february(9), (february(10), february(11), february(12), february(13), february(14))),  # ends on a worked Saturday
    (february(10), (february(11), february(12), february(13), february(14), february(24))),
    (february(11), (february(12), february(13), february(14), february(24), february(25))),
    (february(13), (february(14), february(24), february(25), february(26), february(27))),  # the Friday before
    (february(14), (february(24), february(25), february(26), february(27), february(28))),  # both Saturdays
    (february(17), (february(24), february(25), february(26), february(27), february(28))),  # 初一, filed online
    (february(23), (february(24), february(25), february(26), february(27), february(28))),  # the last day off
    (february(24), (february(25), february(26), february(27), february(28), march(2))),
    (february(28), (march(2), march(3), march(4), march(5), march(6))),
    (september(18), (september(20), september(21), september(22), september(23), september(24))),  # a worked Sunday
    (september(20), (september(21), september(22), september(23), september(24), september(28))),
    (september(24), (september(28), september(29), september(30), october(8), october(9))),  # over both festivals
    (september(30), (october(8), october(9), october(10), october(12), october(13))),  # the eve, a worked Saturday
    (october(1), (october(8), october(9), october(10), october(12), october(13))),  # the National Day
    (october(7), (october(8), october(9), october(10), october(12), october(13))),
    (october(8), (october(9), october(10), october(12), october(13), october(14))),
    (october(10), (october(12), october(13), october(14), october(15), october(16))),
]


@pytest.mark.parametrize(
    ("received", "days"), RECEIVED, ids=lambda value: str(value) if isinstance(value, date) else ""
)
def test_silence_is_acceptance_the_day_after_the_fifth_working_day_as_of_the_day_of_receipt(
    national: Calendar, received: date, days: tuple[date, ...]
) -> None:
    clock = acceptance_clock(received, national)
    assert tuple(cell.day for cell in clock.cells(received)) == days
    assert clock.due(received) == days[-1]
    assert deemed_accepted(received, national, told=days[-1], today=days[-1] + ONE_DAY) is None
    assert deemed_accepted(received, national, told=None, today=days[-1]) is None
    for later in (days[-1] + ONE_DAY, days[-1] + 30 * ONE_DAY):
        assert deemed_accepted(received, national, told=None, today=later) == received
    late = days[-1] + ONE_DAY
    assert deemed_accepted(received, national, told=late, today=late) == received


# accepted, term, last day
TERMS = [
    (february(13), Term(1), february(14)),
    (february(13), Term(2), february(24)),
    (february(13), Term(5), february(27)),
    (february(13), Term(6), february(28)),
    (february(13), Term(10), march(5)),
    (february(13), DECISION, march(19)),
    (february(14), Term(1), february(24)),
    (february(18), Term(3), february(26)),
    (september(24), Term(3), september(30)),
    (september(24), Term(5), october(9)),
    (september(24), Term(10), october(15)),
    (september(24), DECISION, october(29)),
    (september(30), Term(1), october(8)),
    (september(30), Term(3), october(10)),
    (september(30), Term(4), october(12)),
    (september(30), DECISION, date(2026, 11, 3)),
    (october(5), Term(1), october(8)),
    (february(14), Term(10, TermUnit.DAY), february(24)),  # natural days
    (september(30), Term(7, TermUnit.DAY), october(8)),  # the last day is off: 《民法典》第二百零三条
]


@pytest.mark.parametrize(("accepted", "term", "last"), TERMS)
def test_a_term_over_a_festival_ends_on_the_day_of_the_table(
    national: Calendar, accepted: date, term: Term, last: date
) -> None:
    assert CaseClock(accepted, term, national).due(accepted) == last


def test_the_light_is_the_same_on_every_day_of_the_holiday(national: Calendar) -> None:
    """Accepted on Friday 13 February with five days: one is used on the worked Saturday, four are left for the whole week."""
    clock = CaseClock(february(13), Term(5), national)
    assert {clock.remaining(february(day)) for day in range(14, 24)} == {4}
    assert {clock.light(february(day), warn_days=3) for day in range(14, 24)} == {Light.NORMAL}
    assert [clock.light(february(day), warn_days=3) for day in (24, 27, 28)] == [
        Light.WARNING,
        Light.WARNING,
        Light.OVERDUE,
    ]


def test_silence_starts_both_clocks_on_the_day_of_receipt(national: Calendar) -> None:
    """Received on Thursday 24 September, unanswered until the holidays were over: five of the promised ten days are gone."""
    accepted = deemed_accepted(september(24), national, told=None, today=october(10))
    assert accepted == september(24)
    clocks = CaseClocks.start(accepted=accepted, promised=Term(10), statutory=DECISION, calendar=national)
    assert clocks.statutory is not None
    assert (clocks.promised.due(october(10)), clocks.statutory.due(october(10))) == (october(15), october(29))
    assert clocks.promised.used(october(9)) == 5 and clocks.promised.remaining(october(10)) == 4
