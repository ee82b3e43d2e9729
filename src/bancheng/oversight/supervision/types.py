"""What other rooms may hold of supervision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bancheng.oversight.supervision.rules import RULES, Rule

__all__ = ["RULES", "FindingCounts", "FindingPage", "FindingView", "Rule"]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as a supervisor reads it. `due_on`: the day by which it should have been done, where there was one.

    `responsible`: the post that held the work, or who did it; "" when nobody held it. `facts`: (label, text) pairs.
    """

    id: int
    rule: str
    rule_label: str
    article: str
    case: str
    number: str
    item_name: str
    organisation: int
    organisation_name: str
    region: str
    region_name: str
    responsible: str
    found_at: datetime
    due_on: date | None
    state: str
    state_label: str
    facts: tuple[tuple[str, str], ...] = ()
    closed_at: datetime | None = None
    closed_by: str = ""
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A keyset page of findings, newest first; `next_cursor` "" at the end."""

    rows: tuple[FindingView, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings: by the code of each rule (those of none too), and by organisation (key, name, count), most first."""

    total: int
    by_rule: Mapping[str, int]
    by_organisation: tuple[tuple[int, str, int], ...]
