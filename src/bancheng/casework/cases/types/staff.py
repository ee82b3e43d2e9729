"""What staff and supervision hold of a case: tasks, buttons, pages, the trace. No ORM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bancheng.casework.cases.types.afterwards import Afterwards
from bancheng.casework.cases.types.asking import ConsultationView, PreReviewView, WithdrawalView
from bancheng.casework.cases.types.commitments import CommitmentView
from bancheng.casework.cases.types.handing import Handed
from bancheng.casework.cases.types.paths import ExtensionView, ProcedureView
from bancheng.casework.cases.types.promises import ProposedDecision, ToleranceView
from bancheng.casework.cases.types.talking import PrecheckHint
from bancheng.casework.cases.types.views import (
    CaseLine,
    ClockView,
    DecisionView,
    MaterialView,
    NoticeView,
    PaperView,
    SectionView,
    StepView,
)
from bancheng.ground.law import Point
from bancheng.registers.catalog.types import GuideDocument, ReviewPoint
from bancheng.registers.payments.types import BillView


@dataclass(frozen=True, slots=True)
class TaskView:
    """A stage of a case as done or waiting."""

    id: int
    stage: str
    name: str
    kind: str
    post: str
    post_label: str
    round: int
    state: str
    opened_at: datetime
    due_on: date | None
    light: str
    two_persons: bool
    first_name: str
    done_at: datetime | None
    done_name: str
    outcome: str
    outcome_label: str
    opinion: str
    criteria: tuple[Mapping[str, Any], ...] = ()
    first_outcome_label: str = ""
    first_opinion: str = ""


@dataclass(frozen=True, slots=True)
class VerbView:
    """A button: the verb, its words, its basis. `task` names the open stage it belongs to."""

    verb: str
    label: str
    article: str
    task: int = 0
    reason: str = ""
    """Why it cannot be used now although the post may (a second person, one's own review); "" when it can."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One part of the responsibility chain (受理人、审查人、决定人、送达人) and the steps by which people took it."""

    part: str
    label: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class StaffCase:
    """The page of a case for staff in whose scope it is."""

    line: CaseLine
    capacity_label: str
    filer_name: str
    identity_method: str
    document: GuideDocument
    guide_version: int
    answers: tuple[tuple[str, str], ...]
    sections: tuple[SectionView, ...]
    materials: tuple[MaterialView, ...]
    tasks: tuple[TaskView, ...]
    stages: tuple[tuple[str, str, str], ...]
    """The stage graph in order: key, name, place (done, now, wait)."""
    notices: tuple[NoticeView, ...]
    decision: DecisionView | None
    papers: tuple[PaperView, ...]
    progress: tuple[Point, ...]
    clocks: tuple[ClockView, ...]
    steps: tuple[StepView, ...]
    verbs: tuple[VerbView, ...]
    duplicates: tuple[CaseLine, ...] = ()
    unclaimed: bool = False
    deemed: bool = False
    delivery: str = ""
    """How the applicant wants the result: a code of DELIVERIES."""
    procedures: tuple[ProcedureView, ...] = ()
    extension: ExtensionView | None = None
    trips: tuple[date, ...] = ()
    """The days on which the applicant's side came to a window."""
    tolerance: ToleranceView | None = None
    commitment: CommitmentView | None = None
    pre_review: PreReviewView | None = None
    consultations: tuple[ConsultationView, ...] = ()
    withdrawals: tuple[WithdrawalView, ...] = ()
    whole: bool = True
    """Whether notes, talks and export are open to him too; not to a unit that was only asked."""
    bills: tuple[BillView, ...] = ()
    chargeable: bool = False
    """Whether he may bill the case now."""
    to_return: bool = False
    """Whether somebody paid for a case that ended without a decision."""
    chain: tuple[ChainLink, ...] = ()
    """责任链: receiver, reviewer, decider, deliverer, each with names and times."""
    afterwards: Afterwards = field(default_factory=Afterwards)
    handed: Handed = field(default_factory=Handed)
    proposed: ProposedDecision | None = None
    """A decision that waits for a human (拟不予决定); None once one was made."""
    hints: tuple[PrecheckHint, ...] = ()
    """What the rules said when it was handed in; `hints_shown`: whether the applicant had seen that."""
    hints_shown: bool = False
    points: Mapping[str, tuple[ReviewPoint, ...]] = field(default_factory=dict)
    """By stage: what a review looks at in this situation, as the guide has it."""


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One task in an inbox."""

    task: int
    stage_name: str
    post_label: str
    case: CaseLine
    opened_at: datetime
    due_on: date | None
    light: str
    light_label: str
    remaining: int | None
    by_right: str = ""
    """By what he has it, where not by his own role: 代周敏（ck01）办理."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One step that somebody took on a case. `part`: his part in the responsibility chain, "" for other steps."""

    at: datetime
    verb: str
    label: str
    part: str
    who: str
    by_right: str
    case: CaseLine


@dataclass(frozen=True, slots=True)
class DoingPage:
    """A page of them, the newest first; `next_cursor` "" at the end."""

    rows: tuple[Doing, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class RouteView:
    """Where the decisions of an item (or of a whole organ, `item_name` "") go; `to_label` in words."""

    id: int
    organisation: str
    item_name: str
    to: str
    to_label: str
    basis: str
    valid_from: date
    valid_to: date | None
    set_by: str
    current: bool


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What became of one case: done, or not and why."""

    number: str
    applicant: str
    item: str
    done: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class BatchReport:
    """One act upon many cases."""

    id: int
    verb: str
    label: str
    by_name: str
    at: datetime
    lines: tuple[BatchLine, ...]

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A keyset page of tasks, the one due first on top."""

    rows: tuple[InboxLine, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One journal entry of a case as a supervisor reads it; refused attempts too."""

    number: int
    at: datetime
    actor: str
    verb: str
    label: str
    refused: bool
    article: str
    facts: tuple[tuple[str, str], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole life of a case: every entry, and whether its chain of hashes holds."""

    lines: tuple[TraceLine, ...]
    intact: bool
    sentence: str
    verified_at: datetime


@dataclass(frozen=True, slots=True)
class Filters:
    """By what lists of staff are narrowed; empty values narrow nothing. `light`: normal, warning, overdue."""

    q: str = ""
    state: str = ""
    light: str = ""
    organisation: int | None = None
    region: str = ""
    item: int | None = None
    channel: str = ""
    since: date | None = None
    until: date | None = None
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, named by the guide's material; `new_fact` as settled 14 has it.

    `element`: a field of the guide's form that is to be put right; `line` is 0 then.
    """

    line: int
    sentence: str
    new_fact: bool = False
    element: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One review point as judged; of one with bounds `value` counts, and whether it is met follows from it."""

    text: str
    met: bool
    note: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What the person who applied takes away."""

    key: str
    number: str
    query_code: str
    received_on: date
    acceptance_due: date


@dataclass(frozen=True, slots=True)
class ClockFault:
    """A stored due date that the journal does not bear out."""

    number: str
    clock: str
    stored: date | None
    computed: date | None


@dataclass(frozen=True, slots=True)
class ClockCheck:
    """What `verify_clocks` found."""

    checked: int
    faults: tuple[ClockFault, ...] = field(default=())
