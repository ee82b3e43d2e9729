"""What came of an attempt: the one place where money is taken in, whoever told of it. The bill is locked first, always."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground import jobs, journal
from bancheng.ground.access import Subject, system
from bancheng.ground.jobs import Progress, job
from bancheng.ground.law import now
from bancheng.registers.payments import standing
from bancheng.registers.payments.adapters.cashier import CLOSED as CLOSED_THERE
from bancheng.registers.payments.adapters.cashier import FAILED as FAILED_THERE
from bancheng.registers.payments.adapters.cashier import PAID as PAID_THERE
from bancheng.registers.payments.adapters.cashier import Result, cashier
from bancheng.registers.payments.events import BillPaid
from bancheng.registers.payments.lifecycle import ATTEMPT, BILL, PLATFORM, STARTED, SUCCEEDED, UNPAID
from bancheng.registers.payments.models import Attempt, Bill, Callback
from bancheng.registers.payments.services.refunding import give_back
from bancheng.registers.payments.services.telling import tell
from bancheng.registers.payments.services.ticketing import issue_ticket
from bancheng.registers.payments.templates import PAID as PAID_WORDS

CASHIER = system("收款平台")
Verdict = Callback.Verdict
EARLY = "收款平台没有给出收款时间，按得知的时间记"


def apply(result: Result, *, learnt_by: str, timed_out: bool = False) -> tuple[str, int | None]:
    """Take a result in: (verdict of `Callback.Verdict`, key of the attempt), in one transaction (or the caller's).

    Only what agrees with the order in amount and channel is believed. A success settles the bill if nothing has; the money
    of any further one goes back by itself. Taken once: the same told again is `duplicate` and changes nothing.
    `timed_out`: an order found closed ended because nobody paid in time.
    """
    with transaction.atomic():
        known = Attempt.objects.filter(order=result.order).values_list("pk", "bill").first()
        if known is None:
            return Verdict.UNKNOWN, None
        bill = standing.locked(known[1])
        attempt = Attempt.objects.select_for_update().get(pk=known[0])
        return _verdict(bill, attempt, result, learnt_by, timed_out), attempt.pk


def _verdict(bill: Bill, attempt: Attempt, result: Result, learnt_by: str, timed_out: bool) -> str:
    if (result.amount_fen, result.channel) != (attempt.amount_fen, attempt.channel):
        return Verdict.MISMATCH
    if result.state == PAID_THERE:
        if attempt.state == SUCCEEDED:
            same = not result.transaction or result.transaction == attempt.transaction
            return Verdict.DUPLICATE if same else Verdict.CONTRARY
        _succeed(bill, attempt, result, learnt_by)
        return Verdict.TAKEN
    if result.state not in {FAILED_THERE, CLOSED_THERE}:
        return Verdict.DUPLICATE
    if attempt.state == SUCCEEDED:
        return Verdict.CONTRARY
    if attempt.state != STARTED:
        return Verdict.DUPLICATE
    verb = "fail" if result.state == FAILED_THERE else "time_out" if timed_out else "close"
    _end(bill, attempt, verb, learnt_by)
    return Verdict.TAKEN


def _succeed(bill: Bill, attempt: Attempt, result: Result, learnt_by: str) -> None:
    attempt.state = ATTEMPT.find("succeed", attempt.state, PLATFORM).target(attempt.state)
    attempt.paid_at, attempt.ended_at = result.paid_at or now(), now()
    attempt.transaction, attempt.learnt_by = result.transaction[:64], learnt_by
    attempt.note = "" if result.paid_at else EARLY
    attempt.settles = bill.state == UNPAID
    attempt.save()
    facts = {"order": attempt.order, "amount_fen": attempt.amount_fen, "learnt_by": learnt_by}
    journal.append(standing.subject_of(bill), "succeed", by=CASHIER, facts=facts | {"settles": attempt.settles})
    if attempt.settles:
        _settle(bill, attempt)
    else:
        give_back(bill, attempt, reason="缴款单已经缴清或者作废，多缴的款自动退回", automatic=True, by=CASHIER)


def _settle(bill: Bill, attempt: Attempt) -> None:
    bill.state = BILL.find("pay", bill.state, PLATFORM).target(bill.state)
    bill.paid_at = attempt.paid_at
    bill.save(update_fields=["state", "paid_at"])
    ticket = issue_ticket(bill, attempt, by=CASHIER)
    facts = {"order": attempt.order, "channel": attempt.channel, "ticket": ticket.number}
    journal.append(standing.subject_of(bill), "pay", by=CASHIER, facts=facts)
    close_open(bill)
    tell(bill, PAID_WORDS.key, ticket=ticket.number)
    jobs.announce(
        BillPaid(
            bill=bill.number,
            about=Subject(bill.subject_kind, bill.subject_key),
            item=bill.item_id,
            organisation=bill.organisation_id,
            region=bill.region_id,
            amount_fen=bill.amount_fen,
            channel=attempt.channel,
            order=attempt.order,
            ticket=ticket.number,
            at=attempt.paid_at or now(),
        )
    )


def _end(bill: Bill, attempt: Attempt, verb: str, learnt_by: str) -> None:
    attempt.state = ATTEMPT.find(verb, attempt.state, PLATFORM).target(attempt.state)
    attempt.ended_at, attempt.learnt_by = now(), learnt_by
    attempt.save(update_fields=["state", "ended_at", "learnt_by"])
    facts = {"order": attempt.order, "learnt_by": learnt_by}
    journal.append(standing.subject_of(bill), verb, by=CASHIER, facts=facts)


def close_open(bill: Bill) -> None:
    """Have the cashier end the orders of a bill that nobody shall pay any more, by jobs after this transaction."""
    for order in bill.attempts.filter(state=STARTED).values_list("order", flat=True):
        jobs.enqueue(close_order, order=order, subject=standing.subject_of(bill))


@job(title="关闭不再需要的缴费订单")
def close_order(_progress: Progress, *, order: str) -> str:
    """End an order at the cashier; if it was paid meanwhile, the money is taken in (and goes back if it is too much)."""
    found = cashier().close(order)
    return apply(found, learnt_by="query")[0] if found is not None else end_unknown(order)


def end_unknown(order: str) -> str:
    """An order that the cashier does not know cannot be paid: it ends here."""
    with transaction.atomic():
        known = Attempt.objects.filter(order=order).values_list("pk", "bill").first()
        if known is None:
            return Verdict.UNKNOWN
        bill = standing.locked(known[1])
        attempt = Attempt.objects.select_for_update().get(pk=known[0])
        if attempt.state != STARTED:
            return Verdict.DUPLICATE
        _end(bill, attempt, "close", "query")
        return Verdict.TAKEN
