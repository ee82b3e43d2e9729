"""What other rooms may hold of ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator with its national code (three digits, the first being the grade)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Grade:
    """One of the five grades. `value` 5 (best) to 1; `satisfaction` the same after GB/T 39046, 1 (best) to 5."""

    value: int
    label: str
    satisfaction: int
    bad: bool
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingView:
    """What was said, for those whose case it is; never by whom."""

    grade: int
    grade_label: str
    indicators: tuple[Indicator, ...]
    words: str
    anonymous: bool
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation as its page shows it: no name, no number of a person.

    `state`: open, rated or expired; `expires_on` is the last day. `rating` only for those whose case it is.
    """

    token: str
    case: str
    number: str
    item_name: str
    organisation: str
    created_at: datetime
    expires_on: date
    state: str
    state_label: str
    rated_at: datetime | None = None
    rating: RatingView | None = None

    @property
    def open(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Summary:
    """How often each grade (5–1) was given; `satisfied` is the share of 非常满意, 满意 and 基本满意, None without ratings."""

    counts: Mapping[int, int]
    total: int
    satisfied: float | None

    @property
    def percent(self) -> int | None:
        """The share of the satisfied, cut to whole percent."""
        return None if self.satisfied is None else int(self.satisfied * 100)

    @property
    def bad(self) -> int:
        """差评: how often one of the two lowest grades was given."""
        return self.counts[1] + self.counts[2]


@dataclass(frozen=True, slots=True)
class RatingLine:
    """What was said about one item of one department, or one bundle of its lead, in a period: sums, nothing of who said it.

    `item_id`: None for a bundle.
    """

    item_id: int | None
    item_name: str
    organisation_id: int
    organ: str
    sums: Summary


@dataclass(frozen=True, slots=True)
class RatingBoard:
    """The ratings of a scope by item and department, the most 差评 first; `matched` lines in all, `sums` over all of them.

    `next_cursor` is the place of the last line shown, "" on the last page.
    """

    lines: tuple[RatingLine, ...]
    matched: int
    sums: Summary
    next_cursor: str = ""
