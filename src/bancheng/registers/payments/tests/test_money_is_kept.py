"""Whatever comes in whatever order: what was taken less what went back is what the bill says."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bancheng.ground.access import Subject
from bancheng.ground.jobs import Progress, drain
from bancheng.ground.law import Refused, now
from bancheng.registers.payments import services
from bancheng.registers.payments.adapters.cashier import Channel, cashier
from bancheng.registers.payments.adapters.cashier.demo import COURSES, notice
from bancheng.registers.payments.lifecycle import ATTEMPT, BILL, REFUND
from bancheng.registers.payments.models import Attempt, Bill, DemoOrder, Refund, Ticket
from bancheng.registers.payments.tests.sample import NEW
from bancheng.registers.payments.types import Charge

pytestmark = pytest.mark.django_db
CHANNELS = ["unified", "wechat", "alipay"]
ACTS = st.one_of(
    st.tuples(st.just("start"), st.sampled_from(CHANNELS)),
    st.tuples(st.just("course"), st.integers(0, 4), st.sampled_from([one.key for one in COURSES])),
    st.tuples(st.just("replay"), st.integers(0, 9)),
    st.tuples(st.just("tell"), st.integers(0, 4)),
    st.tuples(st.sampled_from(["ask", "drain", "refund", "void", "statement"])),
)


class Life:
    """One bill, and all that may happen to it."""

    def __init__(self, till) -> None:
        self.till = till
        self.bill = till.raised(Charge(NEW), subject=Subject("cases.case", uuid4().hex))
        self.sent: list[dict] = []

    @property
    def orders(self) -> list[str]:
        return list(
            Attempt.objects.filter(bill__number=self.bill.number).order_by("pk").values_list("order", flat=True)
        )

    def do(self, name: str, *what) -> None:
        try:
            with transaction.atomic():
                getattr(self, name)(*what)
        except Refused:
            pass

    def start(self, channel: str) -> None:
        self.till.started(self.bill, channel)

    def course(self, which: int, key: str) -> None:
        if orders := self.orders:
            told = cashier().act(orders[which % len(orders)], key)
            self.sent += told
            for one in told:
                services.take_callback(payload=one)

    def replay(self, which: int) -> None:
        if self.sent:
            services.take_callback(payload=self.sent[which % len(self.sent)])

    def tell(self, which: int) -> None:
        if orders := self.orders:
            services.take_callback(payload=notice(DemoOrder.objects.get(order=orders[which % len(orders)])))

    def ask(self) -> None:
        Attempt.objects.update(started_at=now() - timedelta(hours=1))
        services.ask_waiting(Progress())

    def drain(self) -> None:
        drain()

    def refund(self) -> None:
        services.refund(number=self.bill.number, reason="试", by=self.till.keeper)

    def void(self) -> None:
        services.void_bill(number=self.bill.number, reason="试", by=self.till.keeper)

    def statement(self) -> None:
        for channel in cashier().channels():
            assert isinstance(channel, Channel)
            cashier().statement(now().date(), channel.code)

    def kept(self) -> int:
        paid = Attempt.objects.filter(bill__number=self.bill.number, state="succeeded").aggregate(n=Sum("amount_fen"))
        back = Refund.objects.filter(bill__number=self.bill.number, state="done").aggregate(n=Sum("amount_fen"))
        return (paid["n"] or 0) - (back["n"] or 0)

    def at_the_cashier(self) -> int:
        rows = DemoOrder.objects.filter(order__startswith=self.bill.number, state="paid")
        return sum(row.amount_fen for row in rows if not row.refund)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, max_size=14))
def test_any_order_of_callbacks_queries_timeouts_and_refunds_keeps_the_money_right(till, acts):
    life = Life(till)
    for act in acts:
        life.do(*act)
        assert Attempt.objects.filter(bill__number=life.bill.number, settles=True).count() <= 1
    life.do("ask")
    for _again in range(3):
        life.do("drain")
    bill = Bill.objects.get(number=life.bill.number)
    expected = bill.amount_fen if bill.state == "paid" else 0
    assert bill.state in {"unpaid", "paid", "refunded", "void"}
    assert life.kept() == expected == life.at_the_cashier()
    tickets = Ticket.objects.filter(bill=bill)
    assert sum(one.amount_fen for one in tickets) == expected
    assert tickets.count() == {"unpaid": 0, "void": 0, "paid": 1, "refunded": 2}[bill.state]


@pytest.mark.parametrize("table", [BILL, ATTEMPT, REFUND])
def test_the_tables_of_life_are_whole(table):
    assert table.problems() == ()
