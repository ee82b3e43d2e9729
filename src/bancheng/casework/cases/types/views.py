"""What doors hold of a case: frozen, masked, already scoped. No ORM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bancheng.casework.cases.types.afterwards import Afterwards
from bancheng.casework.cases.types.asking import PreReviewView, WithdrawalView
from bancheng.casework.cases.types.commitments import CommitmentView
from bancheng.casework.cases.types.handing import Handed
from bancheng.casework.cases.types.paths import ExtensionView, ProcedureView
from bancheng.casework.cases.types.promises import ToleranceView
from bancheng.ground.law import Cell, Point
from bancheng.registers.catalog.types import ElementView, FormField, GuideDocument, Material, Question
from bancheng.registers.payments.types import BillView


@dataclass(frozen=True, slots=True)
class FileView:
    """One uploaded file. `key` names it in addresses; `removed` ones are shown to staff only."""

    key: str
    name: str
    kind: str
    size: int
    pages: int | None
    uploaded_at: datetime
    uploaded_by: str
    digest: str
    reused_from: str = ""
    health: str = ""
    """What is known of viruses in it: "" clean, else a sentence (还没有查毒; 查出病毒，已隔离)."""


@dataclass(frozen=True, slots=True)
class Reusable:
    """An earlier upload of the same material by the same applicant."""

    file: str
    name: str
    number: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class Holding:
    """A valid e-licence of the applicant that stands for this material."""

    licence: str
    name: str
    number: str
    valid_to: date | None
    issuer: str


@dataclass(frozen=True, slots=True)
class MaterialView:
    """One line of the case's materials.

    `given`, `check`: see `types.words`. `spared`: nothing to hand in, `reason` says why, `source` and `obtained_at` from
    where. `missing`: must be handed in and is not. `gap`: what the last notice asks for. `holdings`, `reusable`: what one
    click would attach (drafts only).
    """

    line: int
    code: str
    name: str
    material: Material
    required: bool
    given: str
    given_label: str
    spared: bool
    missing: bool
    source: str = ""
    reason: str = ""
    obtained_at: datetime | None = None
    licence: str = ""
    files: tuple[FileView, ...] = ()
    check: str = ""
    check_label: str = ""
    check_note: str = ""
    checked_by: str = ""
    checked_at: datetime | None = None
    gap: str = ""
    why: str = ""
    holdings: tuple[Holding, ...] = ()
    reusable: tuple[Reusable, ...] = ()
    originals_received: int | None = None
    copies_received: int | None = None
    """What a window counted of the paper it took; None for what is not paper."""

    @property
    def attested(self) -> bool:
        """Whether an e-licence stands for it that was checked with its store: the mark of verification (APP-09)."""
        return bool(self.licence) and self.obtained_at is not None

    @property
    def short(self) -> bool:
        """Whether a window took fewer originals or copies than the guide asks for."""
        if self.originals_received is None or self.copies_received is None:
            return False
        return self.originals_received < self.material.originals or self.copies_received < self.material.copies

    @property
    def tolerable(self) -> bool:
        """Whether the guide lets it come after acceptance (可容缺后补)."""
        return self.material.necessity == "tolerable"

    @property
    def lacking(self) -> bool:
        """Whether it may come later and has not come."""
        return self.tolerable and not self.given and self.check != "exempt"


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the form. `value` as a form holds it; `text` as people read it (masked if the element is sensitive).

    `source` "" means typed by hand; `fault` is the sentence to show beside it.
    """

    field: FormField
    element: ElementView
    label: str
    value: Any
    text: str
    source: str = ""
    obtained_at: datetime | None = None
    fault: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class SectionView:
    """The fields of one page (section of the guide). `number` from 1; `complete` when nothing in it is wrong or missing."""

    number: int
    name: str
    fields: tuple[FieldView, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a draft from being submitted: where to mend it and what to do.

    `part`: guide, applicant, question, field, material, intermediary, declaration; `key`: element code, material line or
    code of the service.
    """

    part: str
    key: str
    sentence: str
    section: int = 0


@dataclass(frozen=True, slots=True)
class GuideChange:
    """What differs between the guide a draft was begun under and the one in force: told before going on."""

    old_version: int
    new_version: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """Everything the applicant's pages (and the window's) show of a draft or of a file to be supplemented."""

    key: str
    number: str
    version: int
    state: str
    item_id: int
    item_name: str
    organisation: str
    region: str
    document: GuideDocument
    guide_number: int
    capacity: str
    capacity_label: str
    applicant_name: str
    applicant_masked: str
    applicant_set: bool
    questions: tuple[Question, ...]
    question: Question | None
    answers: Mapping[str, object]
    sections: tuple[SectionView, ...]
    materials: tuple[MaterialView, ...]
    problems: tuple[Problem, ...]
    saved_at: datetime
    change: GuideChange | None = None
    gone: str = ""
    """Why the item can no longer be applied for; "" while it can."""
    committed: bool = False
    """Whether 告知承诺 was chosen in place of proofs."""
    part_of: str = ""
    """The key of the whole that it is filled in and handed in with."""

    @property
    def ready(self) -> bool:
        return not self.problems and not self.gone and self.change is None


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock as a picture: `cells` one a counted day; sentences are ready to show."""

    name: str
    due_on: date
    light: str
    light_label: str
    remaining: int
    used: int
    total: int
    unit: str
    cells: tuple[Cell, ...]
    basis: str
    stopped: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of the course of a case: the same in the applicant's view and in the supervisor's (FLW-21)."""

    number: int
    at: datetime
    verb: str
    label: str
    who: str
    text: str = ""
    article: str = ""
    paper: str = ""
    by_right: str = ""
    """By what right he acted, where not by his own role: 代周敏（ck01）办理, 行使首席代表权限."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """A numbered paper of the case. `ready` False: being made; `url_key` is what the door's address takes (its number)."""

    number: str
    title: str
    issued_on: date
    ready: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list: of its owner, of staff, of a supervisor. Names of natural persons are masked for the public only."""

    key: str
    number: str
    item_id: int
    item_name: str
    organisation: str
    region: str
    region_name: str
    state: str
    state_label: str
    public_state: str
    outcome: str
    applicant_name: str
    applicant_masked: str
    channel: str
    handling: str
    submitted_at: datetime | None
    saved_at: datetime
    due_on: date | None
    light: str
    light_label: str
    remaining: int | None
    holder: str = ""
    version: int = 1
    tolerated: bool = False
    committed: bool = False
    """容缺受理: accepted with something still to come."""
    part_of: str = ""
    """The key of the bundle that it is a member of; "" for a case of its own."""
    trial: bool = False
    """走流程: tried out by an official."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """A keyset page; `next_cursor` "" at the end."""

    rows: tuple[CaseLine, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """What number and query code tell anybody: no name, no number of a person, no papers (PUB-09)."""

    number: str
    item_name: str
    organisation: str
    public_state: str
    outcome: str
    progress: tuple[Point, ...]
    steps: tuple[StepView, ...]
    due_on: date | None
    light: str
    remaining: int | None
    todo: str = ""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The decision as written."""

    outcome: str
    outcome_label: str
    number: str
    reason: str
    basis: str
    remedies: str
    decided_at: datetime
    decided_name: str
    valid_from: date | None
    valid_to: date | None
    licence: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A one-off notification: `items` (line, material name, gap, new fact?); `elements`: fields to put right, label, gap."""

    round: int
    told_at: datetime
    told_by: str
    answered_at: datetime | None
    items: tuple[tuple[int, str, str, bool], ...]
    paper: str
    elements: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OwnCase:
    """The page of a case for those who applied."""

    line: CaseLine
    query_code: str
    capacity_label: str
    filer_name: str
    progress: tuple[Point, ...]
    steps: tuple[StepView, ...]
    clock: ClockView | None
    materials: tuple[MaterialView, ...]
    sections: tuple[SectionView, ...]
    papers: tuple[PaperView, ...]
    notice: NoticeView | None
    decision: DecisionView | None
    verbs: tuple[str, ...]
    """What may be done now: supplement, withdraw, urge."""
    document: GuideDocument
    delivery: str
    can_rate: bool = False
    procedures: tuple[ProcedureView, ...] = ()
    extension: ExtensionView | None = None
    trips: tuple[date, ...] = ()
    """The days on which the applicant's side came to a window."""
    afterwards: Afterwards = field(default_factory=Afterwards)
    handed: Handed = field(default_factory=Handed)
    tolerance: ToleranceView | None = None
    commitment: CommitmentView | None = None
    bills: tuple[BillView, ...] = ()
    pre_review: PreReviewView | None = None
    """Only while it lasts: the file passed and is not yet accepted."""
    withdrawals: tuple[WithdrawalView, ...] = ()
    """受理后的撤回申请, the latest last."""
