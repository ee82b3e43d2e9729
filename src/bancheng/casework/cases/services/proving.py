"""The proof of the clocks: every due day computed from the journal alone, and compared with what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from bancheng.casework.cases import clocks, standing
from bancheng.casework.cases.lifecycle import WITH_US
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.types import ClockCheck, ClockFault
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal.selectors import Told
from bancheng.ground.law import Pause, in_shanghai, procedure, today

BATCH = 500
READ = (
    *("key", "number", "region_id", "clock", "due_on", "due_at", "warn_at"),
    *("statutory_due_on", "statutory_due_at", "guide_version__digest"),
)
Stored = tuple[str, date | None, date | None, datetime | None, datetime | None, datetime | None]
"""Clock, due day, statutory due day, due, warning and statutory instant."""
ONE_DAY = timedelta(days=1)
STARTING = ("submit", "supplement", "accept", "accept_tolerant", "deem_accepted")
STARTING_AGAIN = "check_in"
STOPPING = ("request_supplement", "not_accept", "withdraw", "consent_to_withdraw", "decide")
BEGINNING, ENDING = ("suspend", "add_procedure"), ("end_procedure", "resume")
TELLING = (*STARTING, STARTING_AGAIN, *STOPPING, *BEGINNING, *ENDING, "pre_review", "extend")


@dataclass(slots=True)
class ClockStory:
    """What the journal tells of a case's clocks: from which days they run, what stopped and what lengthened them.

    `since`: the day of the last entry that moved them; `running`: whether one runs.
    """

    received_on: date | None = None
    accepted_on: date | None = None
    running: bool = False
    extension: int = 0
    ended: list[Pause] = field(default_factory=list)
    open: dict[str, Pause] = field(default_factory=dict)
    since: date | None = None

    @property
    def pauses(self) -> tuple[Pause, ...]:
        return (*self.ended, *self.open.values())

    def take(self, told: Told) -> None:
        """Read one entry of the stream on."""
        facts, verb = told.facts, told.verb
        self.since = in_shanghai(told.at).date()
        if verb in STARTING or verb in STOPPING:
            self.running = verb in STARTING
            self.received_on = _day(facts, "received_on") or self.received_on
            self.accepted_on = _day(facts, "accepted_on") or self.accepted_on
        elif verb == STARTING_AGAIN:
            # Only where it stood still: who came to the window is answered from that day.
            self.received_on = _day(facts, "received_on") or self.received_on
            self.running = True
        elif verb == "pre_review":
            self.running = not facts["must_come"]
        elif verb in BEGINNING:
            kind, started = facts["kind"], _day(facts, "started_on")
            assert started is not None, "a procedure is journaled with the day it began"
            self.open[kind] = Pause(started, None, procedure(kind), facts.get("cited", ""))
        elif verb in ENDING:
            begun = self.open.pop(facts["kind"])
            self.ended.append(Pause(begun.start, _day(facts, "ended_on"), begun.kind, begun.cited))
        else:
            self.extension = int(facts["days"])


def verify_clocks(on_progress: Callable[[int], None] | None = None) -> ClockCheck:
    """Compute every clock that runs, or should, from the journal alone and compare it with what is stored. Writes nothing.

    `on_progress` is told now and then how many were looked at.
    """
    faults: list[ClockFault] = []
    rows = Case.objects.filter(Q(state__in=WITH_US) | ~Q(clock="")).only(*READ).select_related("guide_version")
    count, checked, last = Counting(), 0, 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        stories, last = _stories(some), some[-1].pk
        for row in some:
            faults += _faults(row, stories[row.key], count)
        checked += len(some)
        if on_progress is not None:
            on_progress(checked)
    return ClockCheck(checked, tuple(faults))


class Counting:
    """Computes what is stored of a running clock; what many cases of one guide and day share is computed once."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], Stored] = {}

    def __call__(self, row: Case, story: ClockStory, day: date) -> Stored:
        asked = (row.guide_version_id, row.region_id, story.received_on, story.accepted_on, story.pauses)
        key = (*asked, story.extension, day)
        if key not in self.known:
            self.known[key] = _counted(row, story, day)
        return self.known[key]


def _faults(row: Case, story: ClockStory, count: Counting) -> list[ClockFault]:
    """Compare a case with what its journal says of the days its clocks run from."""
    number = row.number or row.key
    if not story.running:
        return [ClockFault(number, row.clock, row.due_on, None)] if row.clock else []
    if story.received_on is None:
        return [ClockFault(number, row.clock, row.due_on, None)]
    stored = _stored(row)
    if any(stored == count(row, story, day) for day in _looks(story)):
        return []
    clock, due, statutory, *_ = count(row, story, today())
    if row.due_on == due and row.statutory_due_on != statutory:
        return [ClockFault(number, "statutory", row.statutory_due_on, statutory)]
    return [ClockFault(number, clock, row.due_on, due)]


def _looks(story: ClockStory) -> Iterator[date]:
    """The days as of which the due day may have been stored: while a procedure is open, any since it was last moved."""
    day = today()
    yield day
    while story.open and story.since is not None and day > story.since:
        day -= ONE_DAY
        yield day


def _counted(row: Case, story: ClockStory, day: date) -> Stored:
    made = Case(region_id=row.region_id, received_on=story.received_on, accepted_on=story.accepted_on)
    if story.accepted_on is None:
        clocks.put(made, Case.Clock.ACCEPTANCE, clocks.acceptance(made), None, day=day)
    else:
        both = clocks.counted(made, document_of(row), story.pauses, story.extension)
        clocks.put(made, Case.Clock.DECISION, both.promised, both.statutory, day=day)
    return _stored(made)


def _stored(row: Case) -> Stored:
    """What a running clock is stored as."""
    return row.clock, row.due_on, row.statutory_due_on, row.due_at, row.warn_at, row.statutory_due_at


def _stories(rows: Sequence[Case]) -> dict[str, ClockStory]:
    stories: dict[str, ClockStory] = defaultdict(ClockStory)
    for told in journal.told_of(standing.KIND, [row.key for row in rows], TELLING):
        stories[told.key].take(told)
    return stories


def _day(facts: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None
