"""Work plans of bundles (工作方案): the nodes that a batch sets, and those of a plan. Pure but for the rule that it reads.

A node is a duty of its bundle's lead. Its subject is "<bundle>-<yyyymmdd>": a bundle has one milestone a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bancheng.casework.bundles.keys import BATCH_NODES
from bancheng.casework.bundles.models import Bundle
from bancheng.casework.bundles.plan_types import WorkPlan
from bancheng.ground.access import Subject
from bancheng.registers.organisations import selectors as organisations

SUBJECT = "bundles.plan"
PLAN, MILESTONE = "bundles.plan", "bundles.milestone"
REGISTERED = "plan"
"""The verb of a bundle's stream under which its work plan stands."""
WHOSE = {"示范": "demonstration", "其余": "rest", "全部": "all"}
WHAT = {"方案": PLAN, "节点": MILESTONE}
CENTRE = "service_centre"
YEARS = range(2000, 2100)
"""The years that a node may lie in: a mistyped year is told, before it stands in a ledger."""
_PARTS = 5


@dataclass(frozen=True, slots=True)
class Node:
    """时间节点 of a batch. `whose`: demonstration, rest or all of its bundles; `kind`: that of the duty; `goal`: what is due."""

    batch: str
    whose: str
    kind: str
    due_on: date
    goal: str

    def is_for(self, row: Bundle) -> bool:
        return row.batch == self.batch and self.whose in ("all", "demonstration" if row.demonstration else "rest")

    @property
    def opens_on(self) -> date:
        """A node opens with its year, however late its rule was written down (the days of 2024 lie before their document)."""
        return date(self.due_on.year, 1, 1)


def nodes_of(text: str) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """The nodes that a rule text sets, and the parts of it that cannot be read."""
    nodes, strange = [], []
    for part in filter(None, (one.strip() for one in re.split("[;；]", text))):
        node = _node(part)
        if node is not None:
            nodes.append(node)
        elif part != BATCH_NODES.default:
            strange.append(part)
    return tuple(nodes), tuple(strange)


def _node(part: str) -> Node | None:
    words = [one.strip() for one in re.split("[|｜]", part)]
    if len(words) != _PARTS or words[1] not in WHOSE or words[2] not in WHAT or not all(words):
        return None
    try:
        due_on = date.fromisoformat(words[3])
    except ValueError:
        return None
    if due_on.year not in YEARS:
        return None
    return Node(words[0], WHOSE[words[1]], WHAT[words[2]], due_on, words[4])


def nodes_in(region: str, on: date) -> tuple[Node, ...]:
    """The nodes in force in a region (12 digits) on a day."""
    return nodes_of(str(organisations.rule(BATCH_NODES.key, region, on)))[0]


def subject_of_node(bundle: int, due_on: date, turn: int = 1) -> Subject:
    """What the duty of a node is about. `turn`: a node that was taken off and set again is the second one of its day."""
    return Subject(SUBJECT, f"{bundle}-{due_on:%Y%m%d}" + (f"-{turn}" if turn > 1 else ""))


def owner_of(row: Bundle) -> int | None:
    """Whose the nodes of a bundle are: its lead's; without one the service centre's, which has to find it one."""
    if row.lead_id is not None:
        return row.lead_id
    centre = organisations.organisation_for(row.region_id, CENTRE)
    return centre.pk if centre else None


def day_of(subject: Subject | None) -> date:
    """The day that was set for a node, before it moved off a day on which nobody works. ValueError for what is no node."""
    words = subject.key.split("-") if subject is not None and subject.kind == SUBJECT else []
    if len(words) < 2:
        raise ValueError(f"{subject} is no node of a work plan")
    return date.fromisoformat(words[1])


def bundle_of(key: str) -> int:
    """The bundle of a node, by the key of what its duty is about; 0 for what is none."""
    told = key.partition("-")[0]
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0


def facts_of(plan: WorkPlan) -> dict[str, Any]:
    """The plan as an entry keeps it."""
    return {
        "goal": plan.goal,
        "measures": plan.measures,
        "division": plan.division,
        "milestones": [[day.isoformat(), goal] for day, goal in plan.milestones],
        "file_number": plan.file_number,
    }


def plan_of(facts: Mapping[str, Any]) -> WorkPlan:
    """The plan that an entry keeps."""
    return WorkPlan(
        goal=str(facts["goal"]),
        measures=str(facts["measures"]),
        division=str(facts["division"]),
        milestones=tuple((date.fromisoformat(day), str(goal)) for day, goal in facts["milestones"]),
        file_number=str(facts["file_number"]),
    )


def title_of(name: str, goal: str) -> str:
    """The title of a node's duty: the bundle and what is due."""
    return f"{name}：{goal}"[:200]


def goal_in(title: str, name: str) -> str:
    """What is due, out of the title of a node's duty."""
    return title.removeprefix(f"{name}：")


def one_a_day(milestones: Iterable[tuple[date, str]]) -> tuple[tuple[date, str], ...]:
    """In order of their days, those of one day put together."""
    found: dict[date, list[str]] = {}
    for day, goal in milestones:
        told = found.setdefault(day, [])
        if goal.strip() not in told:
            told.append(goal.strip())
    return tuple((day, "；".join(found[day])) for day in sorted(found))
