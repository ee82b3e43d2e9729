"""What doors hold of an application through a bundle: while it is filled in, while it runs, and on the board of its lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bancheng.casework.bundles.merging import Merged, MergedQuestion
from bancheng.casework.cases.types import DraftView, FieldView, MaterialView, Problem, SectionView
from bancheng.ground.law import Point

RUN_STATES = {"draft": "草稿", "running": "办理中", "closed": "已办结"}
OUTCOMES = {"": "", "whole": "全部办成", "partial": "部分办成", "failed": "没有办成"}
PART_STATES = {
    "held": "等待前置结果",
    "open": "办理中",
    "granted": "已办成",
    "refused": "未通过",
    "withdrawn": "已撤回",
    "stopped": "随前置事项停止",
    "dropped": "不再需要",
}
ENDED = frozenset({"granted", "refused", "withdrawn", "stopped", "dropped"})


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A member while the application is filled in. `waits_for`: labels of the members whose results it needs first.

    `commitment`: whether its guide offers 告知承诺; `committed`: whether that was chosen.
    """

    key: str
    label: str
    item_id: int
    item_name: str
    organ: str
    case: str
    suffix: int
    waits_for: tuple[str, ...] = ()
    commitment: bool = False
    committed: bool = False


@dataclass(frozen=True, slots=True)
class BundleMaterial:
    """A paper of the one set. `view`: as the member that asks most of it shows it; `lines`: (case, line) of each member,

    that of `view` first.

    `members`: labels. `fed_by`: the label of the member whose result it will be; then nothing is handed in.
    """

    code: str
    name: str
    view: MaterialView
    members: tuple[str, ...]
    lines: tuple[tuple[str, int], ...]
    fed_by: str = ""


@dataclass(frozen=True, slots=True)
class BundleDraft:
    """The one form and the one set of materials, with everything that is still missing.

    `fields_of`: element → the labels of the members that it serves. `problems`: as those of a case, but the key of a
    material is its code, and that of a commitment or an intermediary is the member's case. `changed`: the bundle has a newer
    version; `gone`: why it can no longer be applied for.
    """

    key: str
    bundle_key: str
    region: str
    name: str
    lead: str
    version: int
    merged: Merged
    questions: tuple[MergedQuestion, ...]
    question: MergedQuestion | None
    answers: Mapping[str, object]
    capacity: str
    capacity_label: str
    applicant_name: str
    applicant_masked: str
    parts: tuple[PartDraft, ...]
    sections: tuple[SectionView, ...]
    fields_of: Mapping[str, tuple[str, ...]]
    materials: tuple[BundleMaterial, ...]
    problems: tuple[Problem, ...]
    saved_at: datetime
    channel: str = "portal"
    changed: bool = False
    gone: str = ""
    unfit: str = ""
    trial: bool = False
    project_code: str = ""

    @property
    def ready(self) -> bool:
        return not (self.problems or self.gone or self.changed or self.unfit)

    def material(self, code: str) -> BundleMaterial | None:
        """The paper with this code, if it is one of the set."""
        return next((one for one in self.materials if one.code == code), None)

    def field(self, element: str) -> FieldView | None:
        """The field of the one form for this element."""
        return next((one for part in self.sections for one in part.fields if one.element.code == element), None)


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """One member's draft by itself, of the application `key`, which is `whole`: draft, running or closed.

    `draft` asks only for what no other member brings about; `ready`: it waits for nothing from who applies: it was handed in
    and waits for what it needs first, or it was stopped.
    """

    key: str
    whole: str
    name: str
    member: str
    label: str
    ready: bool
    draft: DraftView


@dataclass(frozen=True, slots=True)
class BundleFiled:
    """What the person who applied takes away."""

    key: str
    number: str
    query_code: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that an open notice asks for, of one member or of several: `lines` (case, line) that one upload answers."""

    name: str
    gap: str
    code: str
    element: str
    members: tuple[str, ...]
    lines: tuple[tuple[str, int], ...]
    answered: bool = False


@dataclass(frozen=True, slots=True)
class PartView:
    """A member of a running bundle. `case`, `number`: "" while it has none. `line` and `why`: in words what it waits for,

    why it was refused, and what becomes of it. `light`: as the lights of a case. `verbs`: what the viewer may do with it now
    (withdraw, ask_to_withdraw, refile, complete, drop; urge).
    """

    key: str
    label: str
    name: str
    organ: str
    organisation: int
    case: str
    number: str
    attempt: int
    state: str
    state_label: str
    case_state: str
    case_state_label: str
    layer: int
    after: tuple[str, ...]
    waits_for: tuple[str, ...]
    opened_at: datetime | None
    ended_at: datetime | None
    due_on: date | None
    light: str
    light_label: str
    why: str = ""
    result: str = ""
    licence: str = ""
    current: bool = True
    verbs: tuple[str, ...] = ()
    sees_case: bool = False


@dataclass(frozen=True, slots=True)
class VisitView:
    """联合踏勘: one visit of several members."""

    id: int
    on: date
    place: str
    note: str
    members: tuple[str, ...]
    called_by: str
    findings: str
    recorded_by: str
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened to the whole."""

    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class RunningBundle:
    """A submitted bundle: for who applied, for its lead and for the organs of its members, each with his own `verbs`.

    `due_on`: by the critical path, as it stands now; `ceiling_on`: 45 working days (and 15 more, `extended_ceiling_on`) where
    all members are licences (行政许可法第四十二条). `asked`: what open notices ask for, all at once.
    """

    key: str
    bundle_id: int
    bundle_key: str
    name: str
    region: str
    lead: str
    number: str
    query_code: str
    state: str
    state_label: str
    outcome: str
    outcome_label: str
    applicant_name: str
    applicant_masked: str
    capacity_label: str
    channel: str
    submitted_at: datetime
    closed_at: datetime | None
    due_on: date | None
    remaining: int | None
    light: str
    light_label: str
    ceiling_on: date | None
    extended_ceiling_on: date | None
    progress: tuple[Point, ...]
    parts: tuple[PartView, ...]
    earlier: tuple[PartView, ...]
    asked: tuple[Asked, ...]
    visits: tuple[VisitView, ...]
    trace: tuple[Happened, ...]
    verbs: tuple[str, ...] = ()
    trial: bool = False
    project_code: str = ""
    collectable: bool = False
    collected_at: datetime | None = None
    collected_by: str = ""
    version: int = 1
    body_steps: tuple[str, ...] = field(default=())

    @property
    def done(self) -> int:
        return sum(one.state in ENDED for one in self.parts)


@dataclass(frozen=True, slots=True)
class BundleTrack:
    """What number and query code of the whole tell anybody: no name, no reason, no paper (PUB-09).

    `parts`: (label, organ, state, its word) of each member. `todo`: what waits for who applied; "" nothing.
    """

    number: str
    name: str
    lead: str
    state: str
    state_label: str
    progress: tuple[Point, ...]
    submitted_at: datetime
    closed_at: datetime | None
    due_on: date | None
    light: str
    remaining: int | None
    parts: tuple[tuple[str, str, str, str], ...]
    todo: str = ""


@dataclass(frozen=True, slots=True)
class RunLine:
    """A line of a list of applications through bundles. `parts`: (label, state, light) of each member, in order."""

    key: str
    name: str
    number: str
    state: str
    state_label: str
    outcome: str
    applicant_name: str
    applicant_masked: str
    lead: str
    region: str
    submitted_at: datetime | None
    saved_at: datetime
    due_on: date | None
    remaining: int | None
    light: str
    light_label: str
    parts: tuple[tuple[str, str, str], ...]
    open_parts: int
    late_parts: int
    trial: bool = False
    project_code: str = ""

    @property
    def done(self) -> int:
        return sum(state in ENDED for _, state, _ in self.parts)


@dataclass(frozen=True, slots=True)
class RunPage:
    """A page of such lines; `after` asks for the next ("" none)."""

    lines: tuple[RunLine, ...]
    after: str = ""
