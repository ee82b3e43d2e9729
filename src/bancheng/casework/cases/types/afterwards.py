"""What doors hold of what follows a decision: corrections, revocation, when the result is due. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A slip put right; `paper` is the number of the 更正通知书."""

    wrong: str
    right: str
    reason: str
    paper: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class RevocationView:
    """A decision that fell. `basis` names the item of 第六十九条, `ground` quotes it; `licence`: what ended with it."""

    ground: str
    basis: str
    reason: str
    heard: str
    remedies: str
    licence: str
    paper: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class RenewalView:
    """A licence of this case that can be renewed now, or a case that renews one.

    `licence`: its key; `apply_by`: the last day of a timely application; `before` and `case`: number (or key) of the old
    case and of the renewal, "" where there is none; `deemed`: the old one ended undecided (第五十条).
    """

    licence: int
    name: str
    ends_on: date
    apply_by: date
    before: str = ""
    case: str = ""
    deemed: bool = False


@dataclass(frozen=True, slots=True)
class Afterwards:
    """All of it. `due_on`: the last day on which a granted result must be with the applicant, while it is not."""

    corrections: tuple[CorrectionView, ...] = ()
    revocation: RevocationView | None = None
    due_on: date | None = None
    late: bool = False
    renewal: RenewalView | None = None
