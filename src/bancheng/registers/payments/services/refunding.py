"""Money that goes back: asked for by finance, or by itself where more came in than was owed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from bancheng.ground import jobs, journal
from bancheng.ground.access import Actor, Subject, demand, system
from bancheng.ground.jobs import Progress, job
from bancheng.ground.law import Refused, now
from bancheng.registers.payments import standing
from bancheng.registers.payments.adapters.cashier import RefundAnswer, RefundOrder, cashier
from bancheng.registers.payments.events import BillRefunded
from bancheng.registers.payments.lifecycle import ASKED, BILL, FINANCE, PLATFORM, REFUND
from bancheng.registers.payments.models import Attempt, Bill, Refund
from bancheng.registers.payments.services.reasons import checked_reason
from bancheng.registers.payments.services.telling import tell
from bancheng.registers.payments.services.ticketing import issue_ticket
from bancheng.registers.payments.templates import REFUNDED
from bancheng.registers.payments.types import RefundView
from bancheng.registers.payments.views import refund_view

CASHIER = system("收款平台")
FORGOTTEN = timedelta(minutes=30)
"""After so long a refund that is still only asked for is tried again, whatever became of its job."""


def refund(*, number: str, reason: str, by: Actor) -> RefundView:
    """Give the whole of a paid bill back; the cashier is told by a job, the reversing ticket follows with the money.

    Raises AccessDenied without `payments.refund`; `Refused`: payments.reason, lifecycle.not_open.
    """
    known = standing.kept_bill(number, by, standing.REFUND)
    said = checked_reason(reason)
    with transaction.atomic():
        bill = standing.locked(known.pk)
        demand(by, standing.REFUND, standing.target_of(bill))
        bill.state = BILL.find("ask_refund", bill.state, FINANCE).target(bill.state)
        bill.save(update_fields=["state"])
        made = give_back(bill, bill.attempts.get(settles=True), reason=said, automatic=False, by=by)
    return refund_view(made)


def retry_refund(*, number: str, by: Actor) -> RefundView:
    """Ask the cashier again for an automatic refund (its number) that it had refused. Raises AccessDenied; `Refused`."""
    row = Refund.objects.select_related("bill", "attempt").filter(number=number[:40], automatic=True).first()
    if row is None:
        raise Refused("payments.no_refund", "没有这笔退款，请刷新页面后重试。")
    with transaction.atomic():
        bill = standing.locked(row.bill_id)
        demand(by, standing.REFUND, standing.target_of(bill))
        made = give_back(bill, row.attempt, reason=row.reason, automatic=True, by=by)
    return refund_view(made)


def give_back(bill: Bill, attempt: Attempt, *, reason: str, automatic: bool, by: Actor) -> Refund:
    """Write that an attempt's money goes back (once; a refused refund is asked again), the bill being locked."""
    row = Refund.objects.select_for_update().filter(attempt=attempt).first()
    if row is None:
        row = Refund(bill=bill, attempt=attempt, number=f"{attempt.order}R", amount_fen=attempt.amount_fen)
        row.state = REFUND.initial
    else:
        row.state = REFUND.find("again", row.state, FINANCE).target(row.state)
    row.reason, row.automatic, row.note = reason, automatic, ""
    row.asked_at, row.asked_by = now(), by.name[:100]
    row.save()
    facts = {"refund": row.number, "amount_fen": row.amount_fen, "reason": reason, "automatic": automatic}
    journal.append(standing.subject_of(bill), "ask_refund", by=by, facts=facts)
    jobs.enqueue(carry_out, refund=row.pk, by=by, subject=standing.subject_of(bill))
    return row


@job(title="向收款平台退款", max_attempts=8)
def carry_out(_progress: Progress, *, refund: int) -> str:
    """Have the cashier give the money back, once however often this runs; the state in which the refund is then."""
    row = Refund.objects.select_related("attempt").get(pk=refund)
    if row.state != ASKED:
        return row.state
    answer = cashier().refund(RefundOrder(row.number, row.attempt.order, row.amount_fen))
    with transaction.atomic():
        bill = standing.locked(row.bill_id)
        row = Refund.objects.select_for_update(of=("self",)).select_related("attempt").get(pk=refund)
        if row.state == ASKED:
            _answered(bill, row, answer)
    return row.state


def carry_out_forgotten() -> int:
    """Try refunds again whose jobs were given up; how many were tried."""
    late = Refund.objects.filter(state=ASKED, asked_at__lt=now() - FORGOTTEN).order_by("pk")
    keys = list(late.values_list("pk", flat=True)[:100])
    for key in keys:
        carry_out.function(Progress(), refund=key)
    return len(keys)


def _answered(bill: Bill, row: Refund, answer: RefundAnswer) -> None:
    verb = "finish" if answer.done else "refuse"
    row.state = REFUND.find(verb, row.state, PLATFORM).target(row.state)
    row.done_at = (answer.at or now()) if answer.done else None
    row.note = answer.reason[:200]
    row.save(update_fields=["state", "done_at", "note"])
    facts = {"refund": row.number, "amount_fen": row.amount_fen, "note": row.note}
    journal.append(standing.subject_of(bill), f"refund_{verb}", by=CASHIER, facts=facts)
    if not row.attempt.settles:
        return
    bill.state = BILL.find("refund_done" if answer.done else "refund_refused", bill.state, PLATFORM).target(bill.state)
    bill.refunded_at = row.done_at
    bill.save(update_fields=["state", "refunded_at"])
    if answer.done:
        _reversed(bill, row)


def _reversed(bill: Bill, row: Refund) -> None:
    first = bill.tickets.get(reverses=None)
    ticket = issue_ticket(bill, row.attempt, by=CASHIER, reverses=first, reason=row.reason)
    tell(bill, REFUNDED.key, ticket=ticket.number)
    jobs.announce(
        BillRefunded(
            bill=bill.number,
            about=Subject(bill.subject_kind, bill.subject_key),
            item=bill.item_id,
            organisation=bill.organisation_id,
            region=bill.region_id,
            amount_fen=bill.amount_fen,
            ticket=ticket.number,
            at=row.done_at or now(),
        )
    )
