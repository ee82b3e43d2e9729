"""Examining guides, beside parsing the same bodies into their types: pure, no statement to the database."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date

from bancheng.profiles.catalogue_reading import read_content
from bancheng.registers.catalog.lint.engine import Examiner
from bancheng.registers.catalog.lint.revival import Cancelled, Past
from bancheng.registers.catalog.lint.rules import BUILT_IN
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.types import LintSubject
from bench.measure import in_turns
from bench.report import Figure

REGION = "411323000000"
TIMES = 20  # each shipped guide, in one turn
ROUNDS = 9
WISH = 2_000  # guides a second


def run() -> Iterator[Figure]:
    subjects = [
        LintSubject(number, seed.name, seed.item_type, REGION, 1, "", "", seed.body)
        for number, seed in enumerate(read_content().guides, start=1)
    ] * TIMES
    bodies = [subject.body.model_dump(mode="json") for subject in subjects]
    examine = Examiner(BUILT_IN, _past())

    def ours() -> None:
        deque((examine(subject) for subject in subjects), maxlen=0)

    def floor() -> None:
        deque((GuideBody.model_validate(body) for body in bodies), maxlen=0)

    turns = in_turns(ours, floor, rounds=ROUNDS)
    rate, parsed = len(subjects) / turns.ours, len(subjects) / turns.floor
    wish = f"≥ {WISH:,}/s" + (" (kept)" if rate >= WISH else " (not kept)")
    told = f"{parsed:,.0f}/s: the same bodies parsed and validated"
    yield Figure("lint", "guides examined by every rule", f"{rate:,.0f}/s", told, turns.ratio, wish=wish)


def _past() -> Past:
    """A thousand cancelled items: each guide under one of the eleven words is held against them."""
    cancelled = [
        Cancelled(f"item:{n}", f"已取消事项{n}", date(2026, 1, 1), REGION[:6], frozenset({(f"第{n}号条例", "第一条")}))
        for n in range(1000)
    ]
    by_ground = {ground: [one] for one in cancelled for ground in one.grounds}
    return Past(cancelled, by_ground)
