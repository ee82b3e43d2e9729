"""审查要点 as a reviewer meets them, what the rules propose, and where he judged otherwise. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PointView:
    """One review point of a stage for one file.

    `kind`: yes_no or value; `bounds` in words, `basis` one provision a line. `met` is what the rules say of this file: None
    where only a person can tell; `why` explains it and `value` is the number found in the form. `lines`: the materials to look at.
    """

    text: str
    kind: str = "yes_no"
    bounds: str = ""
    unit: str = ""
    basis: tuple[str, ...] = ()
    met: bool | None = None
    value: str = ""
    why: str = ""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """What a stage looks at, and the outcome that follows from the file alone.

    `outcome`: agree, disagree, or "" while points are left that only a person can judge; `sentence` says so in words.
    """

    task: int
    stage: str
    points: tuple[PointView, ...]
    outcome: str
    sentence: str

    @property
    def open_points(self) -> int:
        """How many points only a person can judge."""
        return sum(point.met is None for point in self.points)


@dataclass(frozen=True, slots=True)
class OtherJudgement:
    """One point that a reviewer judged otherwise than the rules."""

    text: str
    proposed: str
    given: str
    why: str


@dataclass(frozen=True, slots=True)
class DeviationView:
    """One deviation from what the rules proposed, as supervision reads it."""

    id: int
    case: str
    number: str
    item_name: str
    organisation: str
    region_name: str
    stage_name: str
    proposed_label: str
    outcome_label: str
    points: tuple[OtherJudgement, ...]
    reason: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class DeviationPage:
    """A keyset page, newest first; `next_cursor` "" at the end."""

    rows: tuple[DeviationView, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class VerificationView:
    """What a register or an e-licence said when it was asked: the outcome, never a value."""

    name: str
    source: str
    reach: str
    outcome: str
    outcome_label: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class VerifiableView:
    """A field (`element`) or a material (`line`) with a verification interface. `open`: whether it may be asked now."""

    element: str
    line: int
    name: str
    shown: str
    source: str
    reach: str
    latest: VerificationView | None
    open: bool
