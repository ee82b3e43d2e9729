"""What doors and other rooms may hold of bundles."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from bancheng.casework.bundles.applied import (
    ENDED,
    OUTCOMES,
    PART_STATES,
    Asked,
    BundleDraft,
    BundleFiled,
    BundleMaterial,
    BundleTrack,
    Happened,
    MemberDraft,
    PartDraft,
    PartView,
    RunLine,
    RunningBundle,
    RunPage,
    VisitView,
)
from bancheng.casework.bundles.choosing import Branch, Choice
from bancheng.casework.bundles.comparing import GROUPS, WAYS, Difference
from bancheng.casework.bundles.desk import (
    STATES,
    Candidate,
    WorkshopEdition,
    WorkshopFilters,
    WorkshopLine,
    WorkshopPage,
    Written,
)
from bancheng.casework.bundles.fees import FreeMember, MemberFee, MergedFees, OrganFees, merged_fees
from bancheng.casework.bundles.merging import (
    ATTRIBUTES,
    Conflict,
    MemberGuide,
    Merged,
    MergedField,
    MergedMaterial,
    MergedQuestion,
)
from bancheng.casework.bundles.plan_types import (
    PlanEntry,
    PlanNode,
    StagesLeft,
    Walked,
    WalkProblem,
    WorkPlan,
    WorkPlanPage,
)
from bancheng.casework.bundles.planning import Saving, Savings
from bancheng.casework.bundles.schema import BundleBody, Feed, Member, Plan, Resolution, Step
from bancheng.casework.bundles.stages import STAGES, Stage
from bancheng.casework.bundles.suggesting import Proposal, taken

ELEMENTS = {
    "basis": "设定依据",
    "requirements": "受理条件",
    "materials": "申请材料",
    "limit": "办结时限",
    "fees": "收费标准",
    "results": "办理结果",
}
"""六要素 of the unified template (青海省实施方案)."""
DOCUMENTS = {"plan": "实施方案", "form": "申请表", "guide": "办事指南", "flow": "操作流程"}
"""四文件 of the unified template."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A line of the check before publication: an element, a document or another condition, and what lacks ("" nothing)."""

    kind: str
    key: str
    label: str
    lacks: str = ""

    @property
    def met(self) -> bool:
        return not self.lacks


class BundleRefused(Exception):
    """The bundle cannot be published; `lines` are those of the check that are not met."""

    def __init__(self, lines: tuple[Checked, ...]) -> None:
        super().__init__("；".join(line.lacks for line in lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class BundleLine:
    """One line of a list of bundles. `state`: none (registered only), draft, published, withdrawn."""

    id: int
    key: str
    name: str
    audience: str
    audience_label: str
    region_code: str
    region_name: str
    lead: str
    batch: str
    stage: str
    state: str
    state_label: str
    version: int
    members: int
    published_at: datetime | None
    kind: str = "thing"
    kind_label: str = "一件事"
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A member in the graph of the plan: when it can start (layer, from 0) and on which working day it is done."""

    key: str
    label: str
    name: str
    organ: str
    item_id: int
    layer: int
    days: int
    done: int
    after: tuple[str, ...]
    active: bool
    undecided: bool
    why: str
    changed: bool = False
    """The item has another guide in force, or none, since this version was published."""


@dataclass(frozen=True, slots=True)
class BundlePage:
    """A bundle as a citizen reads it, under the answers given so far."""

    id: int
    key: str
    name: str
    region_code: str
    region_name: str
    audience: str
    lead: str
    batch: str
    version: int
    digest: str
    published_at: datetime | None
    merged: Merged
    whole: Savings
    """Counted over all members, before any answer."""
    savings: Savings
    links: tuple[Link, ...]
    organs: tuple[str, ...]
    state: str
    kind: str = "thing"
    stage: str = ""
    demonstration: bool = False
    choices: tuple[Choice, ...] = ()
    """Where members stand for each other (或)."""
    lead_organ: str = ""
    """The lead by its full name, as guides name it."""
    is_current: bool = False
    """Whether this is the version in force; only that one can be applied for."""
    source: Hashable = None
    """What version, guides, elements and answers it is made of, for who keeps what was made of it; None for a draft."""

    @property
    def body(self) -> BundleBody:
        return self.merged.body

    @property
    def short_hash(self) -> str:
        return self.digest[:8]


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """A published bundle as a list shows it: its line, what it spares over all members, and who takes part."""

    line: BundleLine
    summary: str
    savings: Savings
    organs: tuple[str, ...]
    labels: tuple[str, ...]
    questions: int

    @property
    def partners(self) -> int:
        return len(self.organs)


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of a life line with what is published on it; `stage` is None for what stands on none."""

    stage: Stage | None
    journeys: tuple[JourneyLine, ...]


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One version of the history of a bundle."""

    number: int
    state: str
    published_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class GoneBundle:
    """A bundle that was published and is not any more, with what was said of it. `items`: its members, to be done alone."""

    key: str
    name: str
    kind: str
    withdrawn_at: datetime
    reason: str
    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class BundleName:
    """What a link to a bundle needs."""

    key: str
    name: str
    kind: str


__all__ = [
    "ATTRIBUTES",
    "Asked",
    "Branch",
    "BundleBody",
    "BundleDraft",
    "BundleFiled",
    "BundleLine",
    "BundleMaterial",
    "BundleName",
    "BundlePage",
    "BundleRefused",
    "BundleTrack",
    "Candidate",
    "Checked",
    "Choice",
    "Conflict",
    "DOCUMENTS",
    "Difference",
    "ELEMENTS",
    "ENDED",
    "Feed",
    "FreeMember",
    "GROUPS",
    "GoneBundle",
    "Happened",
    "JourneyLine",
    "Link",
    "Member",
    "MemberDraft",
    "MemberFee",
    "MemberGuide",
    "Merged",
    "MergedFees",
    "MergedField",
    "MergedMaterial",
    "MergedQuestion",
    "OUTCOMES",
    "OrganFees",
    "PART_STATES",
    "PartDraft",
    "PartView",
    "Plan",
    "PlanEntry",
    "PlanNode",
    "Proposal",
    "PublishedLine",
    "Resolution",
    "RunLine",
    "RunPage",
    "RunningBundle",
    "STAGES",
    "STATES",
    "Saving",
    "Savings",
    "Stage",
    "StageLine",
    "StagesLeft",
    "Step",
    "VisitView",
    "WAYS",
    "WalkProblem",
    "Walked",
    "WorkPlan",
    "WorkPlanPage",
    "WorkshopEdition",
    "WorkshopFilters",
    "WorkshopLine",
    "WorkshopPage",
    "Written",
    "merged_fees",
    "taken",
]
