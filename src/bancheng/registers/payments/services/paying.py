"""Pay: open an order at the cashier, and ask after those of which nothing was heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction

from bancheng.ground import jobs, journal
from bancheng.ground.access import Actor
from bancheng.ground.jobs import Progress, job
from bancheng.ground.law import Refused, now
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.payments import standing
from bancheng.registers.payments.adapters.cashier import (
    PENDING,
    CashierDown,
    Channel,
    Order,
    Result,
    cashier,
)
from bancheng.registers.payments.keys import EXPIRE, QUERY
from bancheng.registers.payments.lifecycle import STARTED, UNPAID
from bancheng.registers.payments.models import Attempt, Bill
from bancheng.registers.payments.services.results import apply, close_open, end_unknown

OWN = "own.bills"
DOWN = "缴费平台暂时连不上，没有扣款，请过几分钟再试。"
BATCH = 200
MOST_ATTEMPTS = 99


def start_payment(*, number: str, channel: str, by: Actor) -> str:
    """Open an order for one's own bill through a channel; the address where the payer goes on.

    Orders begun before are closed at the cashier. Call it outside a transaction: the cashier is spoken to after the commit.
    Raises AccessDenied (not visible); `Refused`: payments.channel, payments.not_open, payments.too_often,
    payments.cashier_down (nothing was taken).
    """
    known = standing.own_bill(number, by, action=OWN)
    offered = cashier().channels()
    if not offered:
        raise Refused("payments.cashier_down", DOWN)
    chosen = next((one for one in offered if one.code == channel), None)
    if chosen is None:
        raise Refused("payments.channel", "请选择一个缴费渠道。")
    with transaction.atomic():
        attempt = _begin(standing.locked(known.pk), chosen, by)
    codes = tuple(attempt.nontax_codes.split())
    order = Order(attempt.order, number, chosen.code, attempt.amount_fen, codes, known.item_name)
    try:
        return cashier().start(order)
    except CashierDown as error:
        # Whether the order arrived is not known: it stays open and is asked after, as any that falls silent.
        raise Refused("payments.cashier_down", DOWN) from error


def _begin(bill: Bill, chosen: Channel, by: Actor) -> Attempt:
    if bill.state != UNPAID:
        raise Refused("payments.not_open", f"这张缴款单{bill.get_state_display()}，不用再缴费。")
    count = bill.attempts.count()
    if count >= MOST_ATTEMPTS:
        raise Refused("payments.too_often", "这张缴款单试过的次数太多，请到窗口缴费。")
    close_open(bill)
    attempt = Attempt.objects.create(
        bill=bill,
        order=f"{bill.number}-{count + 1:02d}",
        channel=chosen.code,
        channel_label=chosen.label,
        nontax_codes=" ".join(dict.fromkeys(bill.lines.values_list("nontax_code", flat=True))),
        amount_fen=bill.amount_fen,
        started_at=now(),
    )
    facts = {"order": attempt.order, "channel": chosen.code, "amount_fen": attempt.amount_fen}
    journal.append(standing.subject_of(bill), "start", by=by, facts=facts | {"codes": attempt.nontax_codes})
    return attempt


def ask(order: str) -> str:
    """Ask the cashier how an order stands, and take the answer in; the verdict, "" while it still waits. Raises CashierDown."""
    attempt = Attempt.objects.select_related("bill").get(order=order)
    Attempt.objects.filter(pk=attempt.pk).update(asked_at=now())
    found = cashier().query(order)
    if found is None or found.state == PENDING:
        limit = timedelta(minutes=int(organisations.rule(EXPIRE.key, attempt.bill.region_id)))
        if attempt.state != STARTED or now() < attempt.started_at + limit:
            return ""
        found = cashier().close(order)
    return _taken(order, found)


def _taken(order: str, found: Result | None) -> str:
    if found is None:
        return end_unknown(order)
    return apply(found, learnt_by="query", timed_out=True)[0] if found.state != PENDING else ""


def ask_waiting(progress: Progress) -> int:
    """Ask after every order that is silent for longer than the rule allows; how many were asked.

    One that fails does not keep the others from being asked; a cashier that is down is left for the next run.
    """
    asked = 0
    for order in _silent():
        if progress.cancelled:
            break
        try:
            ask(order)
        except CashierDown:
            break
        asked += 1
        progress.advance()
    return asked


def _silent() -> Iterator[str]:
    """The orders to ask after; those asked longest ago first, so that none is passed over."""
    rows = Attempt.objects.filter(state=STARTED).select_related("bill")
    for row in list(rows.order_by("asked_at", "started_at", "pk")[:BATCH]):
        wait = timedelta(minutes=int(organisations.rule(QUERY.key, row.bill.region_id)))
        if now() >= (row.asked_at or row.started_at) + wait:
            yield row.order


@job(title="查询缴费结果")
def ask_order(_progress: Progress, *, order: str) -> str:
    """Ask after one order, because a callback about it could not be believed."""
    return ask(order)


def ask_soon(order: str) -> None:
    """Ask after an order by a job, in the caller's transaction."""
    jobs.enqueue(ask_order, order=order)
