"""送审 as the workbench shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """The last submission of a draft. `state`: waiting or returned; `answer` is the reason of who returned it."""

    state: str
    state_label: str
    revision: int
    note: str
    submitted_at: datetime
    submitted_by: str
    mine: bool
    """Whether whoever looks has submitted it."""
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""

    @property
    def waiting(self) -> bool:
        return self.state == "waiting"

    @property
    def returned(self) -> bool:
        return self.state == "returned"
