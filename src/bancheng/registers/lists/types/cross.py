"""跨省通办 targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STATES = {
    "done": "已实现",
    "guide": "有指南，尚不能跨省",
    "draft": "指南编制中",
    "absent": "目录中还没有",
}


@dataclass(frozen=True, slots=True)
class TargetSeed:
    """A target as a profile file names it."""

    number: int
    name: str
    department: str
    due_on: date
    batch: int = 1
    matches: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target and how far it is; `item_id` the item that is furthest, None without one. `situations`: questions of its guide."""

    id: int
    batch: int
    number: int
    name: str
    department: str
    due_on: date
    note: str
    state: str
    item_id: int | None
    item_name: str
    organ: str
    acceptance: str
    situations: int
    late: bool

    @property
    def state_label(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class CrossBoard:
    """The progress board of a region: the target and what is done, by state, and each line."""

    target: int
    done: int
    counts: dict[str, int]
    lines: tuple[TargetLine, ...]

    @property
    def percent(self) -> int:
        return self.done * 100 // self.target if self.target else 0
