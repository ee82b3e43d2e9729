"""What doors may hold of work plans, of their ledger and of walk-throughs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bancheng.casework.bundles.seeds import PlannedMember
from bancheng.casework.bundles.stages import Stage
from bancheng.registers.duties.types import DutyView


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """工作方案 as registered: goal, measures, division of duties, (day, goal) of its milestones, 文号, and who put it in when."""

    goal: str
    measures: str
    division: str
    milestones: tuple[tuple[date, str], ...]
    file_number: str


class _Owed:
    """What is kept as a duty, and how it stands."""

    __slots__ = ()
    duty: DutyView

    @property
    def standing(self) -> str:
        """overdue, open, done or cancelled."""
        return "overdue" if self.duty.overdue else self.duty.state

    @property
    def over(self) -> int:
        """Working days since the last day; 0 where it is not over by one yet."""
        return max(0, -self.duty.left) if self.duty.overdue else 0


@dataclass(frozen=True, slots=True)
class PlanNode(_Owed):
    """A line of the ledger: a bundle, one of its nodes, whose it is and how it stands. `state`: open, done, cancelled."""

    duty: DutyView
    bundle_id: int
    name: str
    batch: str
    region_code: str
    region_name: str
    goal: str
    set_for: date
    is_plan: bool


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """Who registered which plan, and when."""

    at: datetime
    by: str
    plan: WorkPlan


@dataclass(frozen=True, slots=True)
class WorkPlanPage:
    """The work plan of a bundle: what is registered (None: nothing yet), its nodes and all that was registered before."""

    bundle_id: int
    name: str
    lead: str
    batch: str
    region_code: str
    region_name: str
    planned: tuple[PlannedMember, ...]
    plan: WorkPlan | None
    proposed: WorkPlan | None
    """What the text of the bundle itself says of a plan, to begin with."""
    nodes: tuple[PlanNode, ...]
    history: tuple[PlanEntry, ...]
    may_register: bool


@dataclass(frozen=True, slots=True)
class StagesLeft:
    """By the end of a year every stage of both life lines has a bundle: those that have none in force yet."""

    year: int
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class WalkProblem(_Owed):
    """What a walk-through of a bundle has found, whose it is and how it stands."""

    duty: DutyView
    case_key: str
    bundle: str
    region_name: str


@dataclass(frozen=True, slots=True)
class Walked:
    """A walk-through with what it has found. `organs`: (id, name) of its lead and of its members' organs, who may owe a remedy."""

    key: str
    bundle: str
    region: str
    organs: tuple[tuple[int, str], ...]
    may_report: bool
    problems: tuple[WalkProblem, ...]
