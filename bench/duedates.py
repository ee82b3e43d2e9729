"""The last day of a million cases, beside adding as many natural days."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bancheng.ground.law import Calendar
from bancheng.registers.organisations.calendar_facts import published
from bench.measure import in_turns
from bench.report import Figure

CASES = 1_000_000


def run() -> Iterator[Figure]:
    calendar = _calendar()
    random = Random(1)
    first = date(2018, 1, 1)
    cases = [(first + timedelta(random.randrange(3200)), random.randrange(1, 61)) for _ in range(CASES)]
    spans = [timedelta(n) for n in range(61)]

    def ours() -> None:
        deque(calendar.add_workdays_many(cases), maxlen=0)

    def floor() -> None:
        deque((start + spans[n] for start, n in cases), maxlen=0)

    turns = in_turns(ours, floor, rounds=3)
    verdict = "under 2 s" + (" (kept)" if turns.ours < 2 else " (not kept)")
    told = f"{turns.floor:.2f} s: natural days added"
    yield Figure("duedates", "due dates of 1,000,000 cases", f"{turns.ours:.2f} s", told, turns.ratio, wish=verdict)


def _calendar() -> Calendar:
    """Every year whose notice the State Council has published, as an installation holds them."""
    years = published()
    facts = ((row.day, row.kind == row.Kind.WORKDAY) for rows in years.values() for row in rows)
    return Calendar.of(facts, known=years)
