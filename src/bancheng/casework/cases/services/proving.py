"""The proof of the clocks: every due day computed from the journal alone, and compared with what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from bancheng.casework.cases import clocks, standing
from bancheng.casework.cases.lifecycle import WITH_US
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.types import ClockCheck, ClockFault
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Pause, in_shanghai, procedure, today

BATCH = 200
ONE_DAY = timedelta(days=1)
STARTING = ("submit", "supplement", "accept", "accept_tolerant", "deem_accepted")
STOPPING = ("request_supplement", "not_accept", "withdraw", "decide")
BEGINNING, ENDING = ("suspend", "add_procedure"), ("end_procedure", "resume")
TELLING = (*STARTING, *STOPPING, *BEGINNING, *ENDING, "extend")


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

    def take(self, entry: Entry) -> None:
        """Read one entry of the stream on."""
        facts, verb = entry.facts, entry.verb
        self.since = in_shanghai(entry.at).date()
        if verb in STARTING or verb in STOPPING:
            self.running = verb in STARTING
            self.received_on = _day(facts, "received_on") or self.received_on
            self.accepted_on = _day(facts, "accepted_on") or self.accepted_on
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
    """Compute every clock that runs, or should, from the journal alone and compare it with what is stored. Writes nothing."""
    faults: list[ClockFault] = []
    checked = 0
    for row in Case.objects.filter(Q(state__in=WITH_US) | ~Q(clock="")).order_by("pk").iterator(chunk_size=BATCH):
        faults += _faults(row)
        checked += 1
        if on_progress is not None:
            on_progress(checked)
    return ClockCheck(checked, tuple(faults))


def _faults(row: Case) -> list[ClockFault]:
    """Compare a case with what its journal says of the days its clocks run from."""
    story, number = _story(row), row.number or row.key
    if not story.running:
        return [ClockFault(number, row.clock, row.due_on, None)] if row.clock else []
    stored, due, statutory = _stored(row), row.due_on, row.statutory_due_on
    row.received_on, row.accepted_on = story.received_on, story.accepted_on
    if row.received_on is None:
        return [ClockFault(number, row.clock, due, None)]
    for day in _looks(story):
        _put(row, story, day)
        if stored == _stored(row):
            return []
    _put(row, story, today())
    if due == row.due_on and statutory != row.statutory_due_on:
        return [ClockFault(number, "statutory", statutory, row.statutory_due_on)]
    return [ClockFault(number, row.clock, due, row.due_on)]


def _looks(story: ClockStory) -> Iterator[date]:
    """The days as of which the due day may have been stored: while a procedure is open, any since it was last moved."""
    day = today()
    yield day
    while story.open and story.since is not None and day > story.since:
        day -= ONE_DAY
        yield day


def _put(row: Case, story: ClockStory, day: date) -> None:
    if row.accepted_on is None:
        clocks.put(row, Case.Clock.ACCEPTANCE, clocks.acceptance(row), None, day=day)
        return
    both = clocks.counted(row, document_of(row), story.pauses, story.extension)
    clocks.put(row, Case.Clock.DECISION, both.promised, both.statutory, day=day)


def _stored(row: Case) -> tuple[object, ...]:
    """What a running clock is stored as."""
    return row.clock, row.due_on, row.statutory_due_on, row.due_at, row.warn_at, row.statutory_due_at


def _story(row: Case) -> ClockStory:
    story = ClockStory()
    entries = journal.entries_of(standing.subject_of(row)).filter(refused=False, verb__in=TELLING)
    for entry in entries:
        story.take(entry)
    return story


def _day(facts: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None
