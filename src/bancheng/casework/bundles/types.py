"""What doors and other rooms may hold of bundles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bancheng.casework.bundles.merging import (
    ATTRIBUTES,
    Conflict,
    MemberGuide,
    Merged,
    MergedField,
    MergedMaterial,
    MergedQuestion,
)
from bancheng.casework.bundles.planning import Saving, Savings
from bancheng.casework.bundles.schema import BundleBody, Feed, Member, Plan, Resolution, Step

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

    @property
    def body(self) -> BundleBody:
        return self.merged.body

    @property
    def short_hash(self) -> str:
        return self.digest[:8]


__all__ = [
    "ATTRIBUTES",
    "BundleBody",
    "BundleLine",
    "BundlePage",
    "BundleRefused",
    "Checked",
    "Conflict",
    "DOCUMENTS",
    "ELEMENTS",
    "Feed",
    "Link",
    "Member",
    "MemberGuide",
    "Merged",
    "MergedField",
    "MergedMaterial",
    "MergedQuestion",
    "Plan",
    "Resolution",
    "Saving",
    "Savings",
    "Step",
]
