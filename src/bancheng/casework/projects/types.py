"""What other rooms and doors may hold of projects: frozen, scoped. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bancheng.casework.bundles.types import RunLine
from bancheng.casework.projects.rules.words import (
    BESIDE,
    INDUSTRIES,
    KINDS,
    NODE_ACTS,
    NODES,
    OUTCOMES,
    STAGES,
    STATES,
)
from bancheng.ground.codes.projects import DEPARTMENTS, PROJECT_TYPES

__all__ = [
    "BESIDE",
    "DEPARTMENTS",
    "INDUSTRIES",
    "KINDS",
    "NODES",
    "NODE_ACTS",
    "OUTCOMES",
    "PROJECT_TYPES",
    "STAGES",
    "STATES",
    "ApprovalView",
    "BoardFilters",
    "ChangeView",
    "Moment",
    "NodeView",
    "OfferedItem",
    "ProblemPage",
    "ProblemView",
    "ProjectData",
    "ProjectLine",
    "ProjectPage",
    "ProjectView",
    "ReceiptView",
    "RunLine",
    "SiteView",
    "StageView",
    "Step",
]


@dataclass(frozen=True, slots=True)
class ProjectData:
    """What a firm says of its project. `investment` in 万元; `sites`: (12-digit region, address), the first one leads."""

    name: str
    kind: str
    project_type: str
    department: str
    industry: str
    investment: Decimal
    starts_on: date | None
    summary: str
    sites: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """A place where it is built."""

    region: str
    region_name: str
    address: str


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a list. `stages`: the label and the mark (none, running, done, overdue) of each of the four."""

    key: str
    code: str
    name: str
    firm: str
    state: str
    state_label: str
    kind_label: str
    regions: tuple[str, ...]
    investment: Decimal
    saved_at: datetime
    stages: tuple[tuple[str, str], ...] = ()
    approvals: int = 0
    overdue: int = 0
    """Approvals and open steps past their last day."""
    problems: int = 0
    """Problems that are not closed."""
    late_problems: int = 0


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A keyset page; `next_cursor` "" at the end."""

    rows: tuple[ProjectLine, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """What the list of projects is narrowed by. `part`: "", registered, submitted, overdue, problems, mine, cancelled."""

    q: str = ""
    part: str = ""
    kind: str = ""
    region: str = ""
    order: str = ""
    """"" the newest first, `investment` the greatest first."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an approval that waits now; `overdue` past its last day."""

    name: str
    organisation: str
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """One message of a department's own system, with its route."""

    number: str
    outcome_label: str
    happened_on: date
    received_at: datetime
    route: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One approval of a project as it stands. `place`: running, done, refused, ended; `case` "" for one of another system.

    `started_on` and `ended_on` bound its bar in the picture; `ended_on` None while it runs. `started_at` and `ended_at`: the
    instants, of cases of this platform only.
    """

    id: int
    stage: str
    item_name: str
    organ_name: str
    region_name: str
    case: str
    item: int
    number: str
    system: str
    state_label: str
    place: str
    started_on: date
    ended_on: date | None
    due_on: date | None
    overdue: bool
    steps: tuple[Step, ...]
    started_at: datetime | None = None
    ended_at: datetime | None = None
    document: str = ""
    receipts: tuple[ReceiptView, ...] = ()
    mine: bool = False
    """Whether whoever looks may open the case itself."""
    urgeable: bool = False


@dataclass(frozen=True, slots=True)
class OfferedItem:
    """An item of a stage that the project's places offer and that has not been applied for."""

    item_id: int
    name: str
    organ: str
    region_name: str


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage with its approvals, which run side by side. `mark`: none, running, done, overdue."""

    key: str
    label: str
    mark: str
    approvals: tuple[ApprovalView, ...]
    offered: tuple[OfferedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node of a problem. `standing`: done, late, overdue, warned, open."""

    node: str
    label: str
    due_on: date
    standing: str
    done_at: datetime | None = None
    done_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem with its nodes, in order of their days."""

    key: str
    project: str
    project_name: str
    title: str
    detail: str
    major: bool
    organ: str
    opened_on: date
    opened_at: datetime
    opened_by: str
    nodes: tuple[NodeView, ...]
    closed_at: datetime | None
    closed_by: str
    result: str
    duty: int
    may_answer: bool = False
    may_close: bool = False

    @property
    def late(self) -> bool:
        """Whether an open node is past its last day."""
        return self.closed_at is None and any(node.standing == "overdue" for node in self.nodes)


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A keyset page of problems; `next_cursor` "" at the end."""

    rows: tuple[ProblemView, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of what the project says: (label, before, after)."""

    number: int
    at: datetime
    by_name: str
    reason: str
    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the time line."""

    at: datetime
    label: str
    text: str
    who: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ProjectView:
    """The page of a project. `may`: the verbs open to whoever looks (submit, change, cancel, accept, give_back, open_problem, urge)."""

    line: ProjectLine
    data: ProjectData
    uscc: str
    sites: tuple[SiteView, ...]
    type_label: str
    industry_label: str
    department_label: str
    revision: int
    submitted_at: datetime | None
    registered_at: datetime | None
    registered_by: str
    returned_reason: str
    cancelled_at: datetime | None
    cancelled_reason: str
    stages: tuple[StageView, ...]
    timeline: tuple[Moment, ...]
    problems: tuple[ProblemView, ...]
    changes: tuple[ChangeView, ...]
    paper: str
    """The number of the 项目登记单; "" before there is a code."""
    may: frozenset[str]
    bundles: tuple[RunLine, ...] = ()
    """Applications through a bundle that were begun for the project."""
    alike: tuple[ProjectLine, ...] = ()
    """Lines of projects of the same firm with the same name."""
