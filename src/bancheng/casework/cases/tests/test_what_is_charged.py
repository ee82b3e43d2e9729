"""What a case owes ends with it: the unpaid bill is taken back, a paid one is shown to finance, and nobody bills twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bancheng.casework.cases import selectors, services, standing
from bancheng.casework.cases.services import charging
from bancheng.casework.cases.tests.stage import Stage
from bancheng.ground.jobs import drain
from bancheng.registers.messages.models import Message
from bancheng.registers.payments import services as payments
from bancheng.registers.payments.models import Bill
from bancheng.registers.payments.tests.sample import CODE, FEES, LOST, NEW, coded
from bancheng.registers.payments.types import Charge


def billed(stage: Stage, *, accepted: bool = False) -> str:
    """A case of an item that charges, with its bill."""
    item = stage.item("收费事项", fees=FEES)
    coded(item, {NEW: CODE, LOST: CODE})
    number = stage.accepted(item) if accepted else stage.file(item).number
    charging.charge(number, charges=[Charge(NEW)], by=stage.staff("clerk"))
    return number


def pay(stage: Stage) -> None:
    bill, him = Bill.objects.get(), stage.citizen()
    payments.start_payment(number=bill.number, channel="wechat", by=him)
    payments.demonstrate(order=bill.attempts.latest("pk").order, course="pay", by=him)
    drain()


def withdrawn(stage: Stage, number: str) -> None:
    services.withdraw(number, by=stage.citizen(), reason="不办了")


def not_accepted(stage: Stage, number: str) -> None:
    services.not_accept(number, by=stage.staff("clerk"), ground="not_needed", reason="不需要许可。")


@pytest.mark.parametrize("end", [withdrawn, not_accepted])
def test_a_case_that_ends_without_a_decision_owes_nothing(stage: Stage, end: Callable[..., None]) -> None:
    number = billed(stage)
    end(stage, number)
    bill = Bill.objects.get()
    assert bill.state == "void" and "不再需要缴费" in bill.voided_reason
    assert not Message.objects.filter(template__key="cases.refund_due").exists()


def test_a_refusal_takes_the_unpaid_bill_back_and_a_grant_leaves_it(stage: Stage) -> None:
    refused = billed(stage, accepted=True)
    for step in (("review",), ("inspect",), ("inspect", "何永生")):
        stage.agree(refused, *step)
    services.decide(refused, by=stage.staff("approver"), outcome="refused", reason="不符合规定的条件。")
    assert Bill.objects.get().state == "void"
    granted = stage.accepted(stage.item("收费事项"), stage.citizen("李秀英", 2))
    charging.charge(granted, charges=[Charge(NEW)], by=stage.staff("clerk"))
    for step in (("review",), ("inspect",), ("inspect", "何永生")):
        stage.agree(granted, *step)
    services.decide(granted, by=stage.staff("approver"), outcome="granted")
    assert Bill.objects.get(about=granted).state == "unpaid"


@pytest.mark.parametrize("end", [withdrawn, not_accepted])
def test_what_was_paid_for_nothing_is_shown_to_finance_and_no_refund_happens_by_itself(
    stage: Stage, end: Callable[..., None]
) -> None:
    finance: Any = stage.staff("finance_officer", "岳明慧")
    number = billed(stage)
    pay(stage)
    end(stage, number)
    drain()
    drain()
    bill = Bill.objects.get()
    told = Message.objects.get(template__key="cases.refund_due")
    assert told.account_id == finance.account and number in told.body and bill.number in told.body
    assert (told.subject_kind, told.subject_key) == ("payments.bill", bill.number)
    assert bill.state == "paid"
    found = stage.seen(number)
    assert found.to_return and not found.chargeable


def test_who_takes_in_may_bill_once_and_only_where_the_guide_charges(stage: Stage) -> None:
    free, clerk = stage.file(), stage.staff("clerk")
    item = stage.item("收费事项", fees=FEES)
    coded(item, {NEW: CODE, LOST: CODE})
    number = stage.file(item, stage.citizen("李秀英", 2)).number
    assert stage.seen(number, clerk).chargeable and not stage.seen(number, stage.staff("reviewer")).chargeable
    assert not stage.seen(free.number, clerk).chargeable
    charging.charge(number, charges=[Charge(NEW)], by=clerk)
    assert not stage.seen(number, clerk).chargeable
    payments.void_for(subject=standing.subject_of(stage.row(number)), reason="开错", by=clerk)
    assert stage.seen(number, clerk).chargeable
    assert [one.state for one in selectors.own_case(stage.citizen("李秀英", 2), number).bills] == ["void"]
