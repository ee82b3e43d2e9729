"""What this room announces, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRated:
    """A case was rated: `grade` 5 (best) to 1, `bad` for 2 and 1. Neither who rated nor his words are in it.

    `case` is the key of a case, or of a bundle that was applied for: then `item` is None and the organisation its lead.
    """

    title: ClassVar[str] = "办件已评价"

    rating: int
    case: str
    number: str
    item: int | None
    item_name: str
    organisation: int
    region: str
    grade: int
    grade_label: str
    bad: bool
    indicators: tuple[str, ...]
    channel: str
    at: datetime
