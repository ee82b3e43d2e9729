"""Bill the applicant of a case by the fees of the guide that the case is pinned to; nothing of the case waits for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.lifecycle import CASE, UNDECIDED_END
from bancheng.casework.cases.models import Case
from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused
from bancheng.registers.payments import selectors as payments
from bancheng.registers.payments import services as billing
from bancheng.registers.payments.types import BillView, Charge, FeeStandard, Payer

PAID = "paid"


def release(row: Case, *, by: Actor) -> tuple[str, ...]:
    """A case that has ended without what was charged for owes nothing: its unpaid bill is taken back.

    In the caller's transaction, right after the step. Returns the numbers of bills that were paid for a case without a
    decision: their refund is decided by people.
    """
    refused = row.state == "decided" and row.outcome == "refused"
    if not refused and row.state not in UNDECIDED_END:
        return ()
    about, why = standing.subject_of(row), "不予决定" if refused else CASE.label(row.state)
    billing.void_for(subject=about, reason=f"办件{why}，不再需要缴费。", by=by)
    if refused:
        return ()
    return tuple(bill.number for bill in payments.bills_of_subject(about) if bill.state == PAID)


def fees_of(case: str, *, by: Actor) -> tuple[FeeStandard, ...]:
    """The fees of the guide that a case is pinned to, for who may bill it. Raises AccessDenied."""
    return payments.fees_of_version(_billable(finding.find(case), by).guide_version_id)


def charge(case: str, *, charges: Sequence[Charge], by: Actor) -> BillView:
    """Raise a bill for a case (key or number), in one transaction with the entry in its journal.

    Raises AccessDenied without `cases.take_in` for it; Refused: cases.not_billable and those of `payments.raise_bill`.
    """
    with transaction.atomic():
        row = _billable(finding.locked(case), by)
        if row.trial:
            raise Refused("cases.not_billable", "走流程体验的办件不收费。")
        if row.state == CASE.initial or row.state in CASE.final:
            raise Refused("cases.not_billable", f"这件现在是“{CASE.label(row.state)}”，不能开缴款单。")
        payer = Payer(
            row.applicant_name,
            person=row.applicant_id,
            legal_person=row.legal_person_id,
            filer=row.filer_id if row.capacity == Case.Capacity.AGENT else None,
        )
        about = standing.subject_of(row)
        made = billing.raise_bill(
            subject=about, about=row.number or "", version=row.guide_version_id, charges=charges, payer=payer, by=by
        )
        facts = {"bill": made.number, "amount_fen": made.amount_fen}
        journal.append(about, "charge", by=by, facts=facts)
    return made


def _billable(row: Case | None, by: Actor) -> Case:
    if row is None:
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.TAKE_IN)
    demand(by, standing.TAKE_IN, standing.target_of(row))
    return row
