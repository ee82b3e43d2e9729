"""The demo cashier: keeps books of its own, signs its callbacks, and lets the payer choose what goes wrong. No network.

It takes no money, so it serves the demonstration only: in production mode it offers no channel and answers nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from bancheng.ground.law import now
from bancheng.registers.payments.adapters.cashier import (
    CLOSED,
    FAILED,
    PAID,
    PENDING,
    CashierDown,
    Channel,
    Forged,
    Notice,
    Order,
    RefundAnswer,
    RefundOrder,
    Result,
    StatementLine,
    register,
)
from bancheng.registers.payments.adapters.cashier.signing import SIGNATURE, is_ours, signed
from bancheng.registers.payments.days import bounds
from bancheng.registers.payments.models import DemoOrder

REFUSED = "演示收款台不收钱，不能用于正式运行，请接入本地的统一缴费平台。"
A_LONG_WHILE = timedelta(days=2)
"""How old a belated callback is: beyond any window that a rule allows."""
KEYS = {"order", "state", "amount_fen", "channel", "transaction", "paid_at", "sent_at", "nonce", SIGNATURE}


@dataclass(frozen=True, slots=True)
class Course:
    """One thing that may happen at the demo cashier: `outcome` in its books, then the callbacks it sends."""

    key: str
    label: str
    outcome: str
    sends: tuple[str, ...]


COURSES = (
    Course("pay", "缴费成功", PAID, ("right",)),
    Course("fail", "缴费失败（余额不足）", FAILED, ("right",)),
    Course("leave", "不缴费，离开（等到超时）", PENDING, ()),
    Course("twice", "缴费成功，通知发两遍", PAID, ("right", "again")),
    Course("lost", "缴费成功，通知丢失", PAID, ()),
    Course("late", "缴费成功，通知两天后才到", PAID, ("late",)),
    Course("short", "没有缴费，却来了金额不符的通知", PENDING, ("short",)),
    Course("forged", "没有缴费，却来了伪造的通知", PENDING, ("forged",)),
)


class DemoCashier:
    """Cashier over rows of our own. Refuses in production mode."""

    key = "demo"
    label = "演示收款台"
    demo = True

    def channels(self) -> tuple[Channel, ...]:
        if self.check():
            return ()
        return (
            Channel("unified", "市统一缴费平台（演示）"),
            Channel("wechat", "微信支付（演示）"),
            Channel("alipay", "支付宝（演示）"),
        )

    def start(self, order: Order) -> str:
        self._demand_the_demonstration()
        DemoOrder.objects.get_or_create(
            order=order.number,
            defaults={
                "channel": order.channel,
                "amount_fen": order.amount_fen,
                "nontax_codes": " ".join(order.nontax_codes),
            },
        )
        return f"/pay/demo/{order.number}/"

    def query(self, order: str) -> Result | None:
        self._demand_the_demonstration()
        row = DemoOrder.objects.filter(order=order).first()
        return None if row is None else _result(row)

    def close(self, order: str) -> Result | None:
        self._demand_the_demonstration()
        with transaction.atomic():
            row = _locked(order)
            if row is not None and row.state == PENDING:
                row.state = CLOSED
                row.save(update_fields=["state"])
        return None if row is None else _result(row)

    def refund(self, refund: RefundOrder) -> RefundAnswer:
        self._demand_the_demonstration()
        with transaction.atomic():
            row = _locked(refund.order)
            if row is None or row.state != PAID or row.amount_fen != refund.amount_fen:
                return RefundAnswer(False, reason="收款平台没有这笔可以退的款")
            if row.refund and row.refund != refund.number:
                return RefundAnswer(False, reason="这笔款已经用别的退款单退过")
            if not row.refund:
                row.refund, row.refunded_at = refund.number, now()
                row.save(update_fields=["refund", "refunded_at"])
        return RefundAnswer(True, row.refunded_at)

    def statement(self, day: date, channel: str) -> tuple[StatementLine, ...]:
        self._demand_the_demonstration()
        paid = _of_day(DemoOrder.objects.filter(channel=channel, state=PAID), "paid_at", day)
        back = _of_day(DemoOrder.objects.filter(channel=channel), "refunded_at", day)
        lines = [_line("pay", row, row.order, row.paid_at) for row in paid]
        return (*lines, *(_line("refund", row, row.refund, row.refunded_at) for row in back))

    def verify(self, payload: Mapping[str, Any]) -> Notice:
        if self.check() or set(payload) != KEYS or not is_ours(payload):
            raise Forged
        try:
            paid_at = datetime.fromisoformat(payload["paid_at"]) if payload["paid_at"] else None
            if paid_at is not None and paid_at.tzinfo is None:
                raise Forged
            result = Result(
                order=payload["order"],
                state=payload["state"],
                amount_fen=payload["amount_fen"],
                channel=payload["channel"],
                transaction=payload["transaction"],
                paid_at=paid_at,
            )
            return Notice(result, datetime.fromisoformat(payload["sent_at"]))
        except (TypeError, ValueError) as error:
            raise Forged from error

    def check(self) -> str:
        """The demonstration's cashier serves the demonstration only."""
        return "" if settings.BANCHENG_MODE == "demo" else REFUSED

    def _demand_the_demonstration(self) -> None:
        if problem := self.check():
            raise CashierDown(problem)

    def act(self, order: str, course: str) -> tuple[dict[str, Any], ...]:
        """Let something happen to an order that waits; the callbacks that the cashier now sends, in their order.

        Raises LookupError for an order or a course that does not exist, and outside the demonstration. An order that has
        ended stays as it is.
        """
        if self.check():
            raise LookupError(order)
        chosen = next((one for one in COURSES if one.key == course), None)
        with transaction.atomic():
            row = _locked(order)
            if row is None or chosen is None:
                raise LookupError(order)
            if row.state != PENDING:
                return ()
            if chosen.outcome != PENDING:
                row.state = chosen.outcome
                if chosen.outcome == PAID:
                    row.paid_at, row.transaction = now(), f"DEMO{secrets.token_hex(8).upper()}"
                row.save(update_fields=["state", "paid_at", "transaction"])
        first = notice(row)
        return tuple(_sent(row, first, how) for how in chosen.sends)


def notice(row: DemoOrder, **changes: Any) -> dict[str, Any]:
    """A callback about an order as it stands now, signed; `changes` are signed with it."""
    told = {
        "order": row.order,
        "state": row.state,
        "amount_fen": row.amount_fen,
        "channel": row.channel,
        "transaction": row.transaction,
        "paid_at": row.paid_at.isoformat() if row.paid_at else "",
        "sent_at": now().isoformat(),
        "nonce": secrets.token_hex(8),
    }
    return signed(told | changes)


def _sent(row: DemoOrder, first: dict[str, Any], how: str) -> dict[str, Any]:
    if how in {"right", "again"}:
        return first
    if how == "late":
        return notice(row, sent_at=(now() - A_LONG_WHILE).isoformat())
    claim = {"state": PAID, "paid_at": now().isoformat()}
    if how == "short":
        return notice(row, **claim, amount_fen=max(1, row.amount_fen // 100))
    return notice(row, **claim) | {SIGNATURE: "0" * 64}


def _result(row: DemoOrder) -> Result:
    return Result(row.order, row.state, row.amount_fen, row.channel, row.transaction, row.paid_at)


def _line(flow: str, row: DemoOrder, number: str, at: datetime | None) -> StatementLine:
    return StatementLine(flow, number, row.order, row.channel, row.amount_fen, at or now(), row.transaction)


def _of_day(rows: QuerySet[DemoOrder], field: str, day: date) -> QuerySet[DemoOrder]:
    start, end = bounds(day)
    return rows.filter(**{f"{field}__gte": start, f"{field}__lt": end}).order_by("pk")


def _locked(order: str) -> DemoOrder | None:
    return DemoOrder.objects.select_for_update().filter(order=order).first()


register("demo", DemoCashier)
