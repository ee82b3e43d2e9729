"""Paying: channels, success, failure, silence; and what a callback may and may not do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import Progress, drain
from bancheng.ground.law import Refused, now
from bancheng.registers.identity.tests.cast import actor, person
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.adapters.cashier.demo import notice
from bancheng.registers.payments.adapters.cashier.signing import signed
from bancheng.registers.payments.models import Attempt, Bill, Callback, DemoOrder, Refund, Ticket
from bancheng.registers.payments.tests.sample import CODE

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


@pytest.mark.demand("PAY-05")
def test_the_payer_chooses_among_channels_and_success_failure_and_timeout_are_handled(till, on):
    on(DAY, 9)
    assert len(selectors.channels()) >= 2
    bill = till.raised()
    assert (
        refusal(lambda: services.start_payment(number=bill.number, channel="cash", by=till.him)) == "payments.channel"
    )
    failed = till.started(bill, "wechat")
    assert till.happens(failed, "fail") == ["taken"]
    assert selectors.my_bill(bill.number, till.him).last.state == "failed"
    left = till.started(bill, "unified")
    assert till.happens(left, "leave") == []
    on(DAY, 9, 20)
    services.ask_waiting(Progress())
    assert selectors.my_bill(bill.number, till.him).waiting.order == left
    on(DAY, 9, 31)
    services.ask_waiting(Progress())
    assert selectors.my_bill(bill.number, till.him).last.state == "timeout"
    assert (till.state(bill), DemoOrder.objects.get(order=left).state) == ("unpaid", "closed")
    assert till.happens(till.started(bill, "alipay"), "pay") == ["taken"]
    seen = selectors.my_bill(bill.number, till.him)
    assert (seen.bill.state, [one.state for one in seen.attempts]) == ("paid", ["failed", "timeout", "succeeded"])
    assert refusal(lambda: till.started(bill)) == "payments.not_open"


def test_the_order_tells_the_cashier_the_code_and_nothing_of_the_payer(till):
    order = till.started(till.raised())
    row = DemoOrder.objects.get(order=order)
    assert (row.nontax_codes, row.amount_fen) == (CODE, 10000)
    names = {field.name for field in DemoOrder._meta.fields}
    assert not names & {"payer", "name", "person"}


def test_nobody_but_the_payer_sees_pays_or_plays_with_a_bill(till):
    bill = till.raised()
    order = till.started(bill)
    stranger = actor(person("李大雪", stem="41132319851212002", phone="13800000002"))
    for act in (
        lambda: selectors.my_bill(bill.number, stranger),
        lambda: services.start_payment(number=bill.number, channel="wechat", by=stranger),
        lambda: services.demonstrate(order=order, course="pay", by=stranger),
        lambda: selectors.my_bill("J" + "1" * 21, till.him),
        lambda: selectors.my_bill("x", till.him),
    ):
        with pytest.raises(AccessDenied) as denied:
            act()
        assert not denied.value.visible
    assert selectors.my_bills(stranger).rows == ()
    assert [one.number for one in selectors.my_bills(till.him).rows] == [bill.number]


@pytest.mark.demand("PAY-07")
def test_a_callback_sent_again_is_ignored_and_logged(till):
    bill = till.raised()
    order = till.started(bill)
    assert till.happens(order, "twice") == ["taken", "duplicate"]
    again = notice(DemoOrder.objects.get(order=order))
    assert services.take_callback(payload=again).verdict == "duplicate"
    assert [one.verdict for one in till.seen(bill).callbacks] == ["taken", "duplicate", "duplicate"]
    assert (Ticket.objects.count(), Refund.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "forge",
    [
        lambda told: told | {"amount_fen": told["amount_fen"] + 1},
        lambda told: told | {"signature": "0" * 64},
        lambda told: told | {"signature": 5},
        lambda told: {key: value for key, value in told.items() if key != "signature"},
        lambda told: told | {"state": "paid", "more": "x"},
        lambda told: signed(told | {"sent_at": "yesterday"}),
        lambda told: {},
    ],
)
def test_a_forged_callback_is_logged_and_changes_nothing(till, forge):
    bill = till.raised()
    order = till.started(bill)
    row = DemoOrder.objects.get(order=order)
    told = forge(notice(row, state="paid", paid_at=now().isoformat()))
    assert services.take_callback(payload=told).verdict == "forged"
    assert (till.state(bill), Attempt.objects.get().state) == ("unpaid", "started")
    assert Callback.objects.get().verified is False


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"amount_fen": 1}, "mismatch"),
        ({"channel": "alipay"}, "mismatch"),
        ({"order": "J1-01"}, "unknown"),
        ({"state": "pending"}, "duplicate"),
    ],
)
def test_a_signed_callback_that_does_not_fit_the_order_changes_nothing(till, changes, verdict):
    bill = till.raised()
    order = till.started(bill)
    told = notice(DemoOrder.objects.get(order=order), **({"state": "paid", "paid_at": now().isoformat()} | changes))
    assert services.take_callback(payload=told).verdict == verdict
    assert (till.state(bill), Attempt.objects.get().state) == ("unpaid", "started")


def test_a_late_callback_is_not_believed_but_the_cashier_is_asked(till):
    bill = till.raised()
    order = till.started(bill)
    assert till.happens(order, "late") == ["late"]
    assert till.state(bill) == "unpaid"
    drain()
    assert (till.state(bill), till.seen(bill).last.learnt_label) == ("paid", "主动查询")


def test_a_lost_callback_is_found_by_asking(till, on):
    on(DAY, 9)
    bill = till.raised()
    assert till.happens(till.started(bill), "lost") == []
    on(DAY, 9, 2)
    assert services.ask_waiting(Progress()) == 0
    on(DAY, 9, 3)
    assert services.ask_waiting(Progress()) == 1
    assert (till.state(bill), till.seen(bill).last.learnt_label) == ("paid", "主动查询")
    assert services.ask_waiting(Progress()) == 0


def test_a_success_told_after_failure_or_timeout_still_counts(till, on):
    on(DAY, 9)
    bill = till.raised()
    order = till.started(bill)
    assert till.happens(order, "fail") == ["taken"]
    row = DemoOrder.objects.get(order=order)
    told = notice(row, state="paid", paid_at=now().isoformat(), transaction="T1")
    assert services.take_callback(payload=told).verdict == "taken"
    assert till.state(bill) == "paid"
    back = notice(row, state="failed")
    assert services.take_callback(payload=back).verdict == "contrary"
    assert till.state(bill) == "paid"


def test_a_second_payment_of_the_same_bill_goes_back_by_itself(till):
    bill = till.raised()
    first, second = till.started(bill, "wechat"), till.started(bill, "alipay")
    assert till.happens(first, "pay") == ["taken"]
    assert till.happens(second, "pay") == ["taken"]
    refund = Refund.objects.get()
    assert (refund.attempt.order, refund.automatic, refund.state) == (second, True, "asked")
    drain()
    refund.refresh_from_db()
    assert (refund.state, till.state(bill)) == ("done", "paid")
    assert DemoOrder.objects.get(order=second).refund == refund.number
    assert [one.settles for one in till.seen(bill).attempts] == [True, False]


def test_beginning_again_closes_the_order_before_at_the_cashier(till):
    bill = till.raised()
    first = till.started(bill, "wechat")
    till.started(bill, "alipay")
    drain()
    assert DemoOrder.objects.get(order=first).state == "closed"
    assert till.happens(first, "pay") == []
    assert [one.state for one in till.seen(bill).attempts] == ["closed", "started"]


def test_money_for_a_voided_bill_goes_back(till):
    bill = till.raised()
    order = till.started(bill)
    till.happens(order, "lost")
    services.void_bill(number=bill.number, reason="申请已经撤回", by=till.keeper)
    drain()
    assert (till.state(bill), Refund.objects.get().state, Ticket.objects.count()) == ("void", "done", 0)


def test_a_cashier_that_is_down_takes_nothing_and_loses_nothing(till, silent, on):
    on(DAY, 9)
    bill = till.raised()
    assert refusal(lambda: till.started(bill)) == "payments.cashier_down"
    on(DAY, 9, 10)
    assert services.ask_waiting(Progress()) == 0
    silent.down = False
    on(DAY, 9, 40)
    assert services.ask_waiting(Progress()) == 1
    assert selectors.my_bill(bill.number, till.him).last.state == "closed"
    assert till.happens(till.started(bill), "pay") == ["taken"]


def test_the_database_itself_lets_one_attempt_settle_a_bill(till):
    bill = till.raised()
    till.started(bill, "wechat")
    till.started(bill, "alipay")
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.update(settles=True, state="succeeded", paid_at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(order__endswith="01").update(settles=True)
    assert Bill.objects.get().state == "unpaid"


def test_a_callback_keeps_no_number_of_a_person(till):
    services.take_callback(payload={"order": "41132319900307001X", "channel": "13800000001", "amount_fen": 10**30})
    row = Callback.objects.get()
    assert (row.order, row.channel, row.amount_fen, row.verdict) == ("", "", None, "forged")


def test_a_clock_of_the_cashier_far_ahead_is_not_believed(till):
    bill = till.raised()
    row = DemoOrder.objects.get(order=till.started(bill))
    ahead = (now() + timedelta(minutes=5)).isoformat()
    told = notice(row, state="paid", paid_at=now().isoformat(), sent_at=ahead)
    assert services.take_callback(payload=told).verdict == "late"
    assert till.state(bill) == "unpaid"
