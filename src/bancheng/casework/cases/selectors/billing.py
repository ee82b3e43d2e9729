"""What is charged for a case: its bills, whether it may be billed now, whether paid money has to be looked at."""

from __future__ import annotations

from bancheng.casework.cases import standing
from bancheng.casework.cases.lifecycle import CASE, UNDECIDED_END
from bancheng.casework.cases.models import Case
from bancheng.ground.access import Actor, may
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.payments import selectors as payments
from bancheng.registers.payments.types import BillView

SETTLED = {"void", "refunded"}
"""A bill in one of these states leaves room for another one."""


def bills_of(row: Case, document: GuideDocument) -> tuple[BillView, ...]:
    """The bills of a case, oldest first. One query; none where the pinned guide charges nothing."""
    return payments.bills_of_subject(standing.subject_of(row)) if document.fees.charged else ()


def chargeable(actor: Actor, row: Case, document: GuideDocument, bills: tuple[BillView, ...]) -> bool:
    """Whether this member of staff may bill the case now: `charging.charge` would not refuse him for its state."""
    open_now = row.state not in {CASE.initial, *CASE.final} and all(one.state in SETTLED for one in bills)
    return document.fees.charged and open_now and may(actor, standing.TAKE_IN, standing.target_of(row)).allowed


def to_return(row: Case, bills: tuple[BillView, ...]) -> bool:
    """Whether somebody paid for a case that ended without its result: people decide on the refund."""
    return row.state in UNDECIDED_END and any(one.state == "paid" for one in bills)
