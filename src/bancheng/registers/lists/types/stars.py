"""Star rates against targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STAR_WORDS = {0: "未达星级", 1: "一星级", 2: "二星级", 3: "三星级", 4: "四星级", 5: "五星级"}


@dataclass(frozen=True, slots=True)
class Target:
    """A share in percent that must be reached on a day; `due_on` None when the locality sets none."""

    key: str
    label: str
    percent: int
    due_on: date | None

    @property
    def is_set(self) -> bool:
        return self.percent > 0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the items reach a target. `met` is True where no target is set; `due`: its day has come."""

    target: Target
    n: int
    total: int
    due: bool

    @property
    def percent(self) -> float:
        """In percent, one decimal, cut and not rounded: 49.96 % is not 50 %."""
        return self.n * 1000 // self.total / 10 if self.total else 0.0

    @property
    def met(self) -> bool:
        return not self.target.is_set or self.total == 0 or self.n * 100 >= self.target.percent * self.total

    @property
    def red(self) -> bool:
        """Below a target whose day has come."""
        return self.due and not self.met


@dataclass(frozen=True, slots=True)
class StarRow:
    """One department, or one level. `stars`: items by star 0–5; `listed`, `done`: items on delivered lists, done in one go."""

    key: str
    name: str
    items: int
    online: Share
    three: Share
    four: Share
    stars: tuple[int, ...]
    listed: int
    done: int

    @property
    def shares(self) -> tuple[Share, Share, Share]:
        return self.online, self.three, self.four

    @property
    def interview(self) -> bool:
        """Proposed for 约谈 (西峡县实施方案四（二）): below a target whose day has come."""
        return any(share.red for share in self.shares)

    @property
    def done_percent(self) -> int:
        return self.done * 100 // self.listed if self.listed else 0


@dataclass(frozen=True, slots=True)
class StarBoard:
    """The dashboard of a region on a day: its targets, departments (red ones first), levels, and all together."""

    on: date
    targets: tuple[Target, ...]
    departments: tuple[StarRow, ...]
    levels: tuple[StarRow, ...]
    total: StarRow
