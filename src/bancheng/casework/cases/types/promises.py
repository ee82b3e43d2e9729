"""What others may hold of promises: what comes later under 容缺受理, and a decision that waits for a human. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PromisedItem:
    """One thing that comes later. `line`: of the guide's materials from 1, or 0 for a secondary condition; `gap`: what is wanted."""

    line: int
    name: str
    gap: str


@dataclass(frozen=True, slots=True)
class ToleranceView:
    """容缺受理 of a case: offered, then signed, then accepted, then made up or lapsed; each instant None before it."""

    items: tuple[PromisedItem, ...]
    due_on: date
    consequence: str
    offered_at: datetime
    offered_by: str
    paper: str
    signed_at: datetime | None
    signed_by: str
    signed_how: str
    digest: str
    accepted_at: datetime | None
    made_up_at: datetime | None
    lapsed_at: datetime | None
    words: str = ""
    """SM3 of the words as they stand, by which a signature says what its signer has read."""
    scan: str = ""
    """Of a signature at a window: the key of the scan of what was signed."""

    @property
    def waiting(self) -> bool:
        """Whether something is still owed by the promise."""
        return self.accepted_at is not None and self.made_up_at is None

    @property
    def late(self) -> bool:
        """Whether it came, but after the draft refusal had been made."""
        return self.made_up_at is not None and self.lapsed_at is not None


@dataclass(frozen=True, slots=True)
class ProposedDecision:
    """拟作决定: what the platform prepared and only a human issues or drops (APP-17)."""

    outcome: str
    reason: str
    basis: str
    made_at: datetime
