"""What doors hold of what is asked while a case runs: pre-review, consultations, withdrawal after acceptance. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bancheng.registers.catalog.types import Place


@dataclass(frozen=True, slots=True)
class PreReviewView:
    """预审通过: since when, until when one may come, with which originals, and where. `bring` empty: nothing to show.

    `must_come`: it is the applicant's turn, and no clock runs; else acceptance follows without him. `came`: how the window
    knew who came, "" before anybody did.
    """

    at: datetime
    until: date
    bring: tuple[str, ...]
    places: tuple[Place, ...]
    must_come: bool
    came: str


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """One unit's row in the table of a joint review.

    `outcome`: "", agree, disagree or silent; `late`: answered after its last day; `overdue`: not answered, and past it;
    `mine`: the reader may answer it now.
    """

    id: int
    organisation: str
    question: str
    silence_label: str
    asked_at: datetime
    asked_name: str
    due_on: date
    outcome: str
    outcome_label: str
    opinion: str
    answered_at: datetime | None
    answered_name: str
    late: bool
    overdue: bool
    mine: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawalView:
    """受理后的撤回申请. `consented` None: nobody has answered yet."""

    reason: str
    asked_at: datetime
    consented: bool | None
    answer: str
    answered_at: datetime | None
    answered_name: str
