"""A payment makes a ticket that verifies; a refund makes the one that reverses it."""

from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import staff
from bancheng.registers.documents import selectors as documents
from bancheng.registers.documents.models import Document
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.models import DemoOrder, Refund, Ticket

pytestmark = pytest.mark.django_db


@pytest.mark.demand("PAY-03")
def test_a_payment_makes_a_ticket_that_verifies_and_a_refund_the_one_that_reverses_it(till):
    bill = till.raised()
    (ticket,) = till.paid(bill).tickets
    assert (len(ticket.number), len(ticket.check_code), ticket.amount_yuan) == (22, 6, "100.00")
    drain()
    told = selectors.check_ticket(f" {ticket.number.lower()} ", ticket.check_code.lower())
    assert (told.valid, told.payer_masked, told.item_name) == (True, "王**", "居民身份证换领、补领")
    paper = documents.verify(Document.objects.get(number=ticket.number).token)
    assert (paper.title, paper.state, ("金额（元）", "100.00") in paper.facts) == ("非税收入电子票据", "ready", True)
    file = selectors.ticket_file(ticket.number, actor=till.him)
    with file.open() as stream:
        assert documents.verify_file(stream).number == ticket.number
    services.refund(number=bill.number, reason="多收了一件", by=till.keeper)
    assert till.state(bill) == "refunding"
    drain()
    assert till.state(bill) == "refunded"
    first, second = till.seen(bill).tickets
    assert (second.reverses, second.amount_fen, first.reversed_by) == (ticket.number, -10000, second.number)
    assert not selectors.check_ticket(ticket.number, ticket.check_code).valid
    reversal = selectors.check_ticket(second.number, second.check_code)
    assert (reversal.valid, reversal.reverses) == (False, ticket.number)
    assert Document.objects.get(number=second.number).state == "ready"


@pytest.mark.parametrize("code", ["", "AAAAAA", "校验码校验码", "\x00" * 6])
def test_a_wrong_check_code_and_an_absent_ticket_read_alike(till, code):
    (ticket,) = till.paid().tickets
    assert selectors.check_ticket(ticket.number, code) is None
    assert selectors.check_ticket("P" + "1" * 21, ticket.check_code) is None
    assert selectors.check_ticket("x", ticket.check_code) is None


def test_only_the_payer_and_who_keeps_the_money_have_the_file(till):
    (ticket,) = till.paid().tickets
    drain()
    assert selectors.ticket_file(ticket.number, actor=till.keeper).name
    with pytest.raises(AccessDenied):
        selectors.ticket_file(ticket.number, actor=staff("payments.view", region="410183000000"))


def test_a_refund_is_asked_once_by_finance_with_a_reason(till):
    bill = till.raised()
    till.paid(bill)
    for who in (till.him, staff("payments.view", "payments.reconcile")):
        with pytest.raises(AccessDenied):
            services.refund(number=bill.number, reason="多收", by=who)
    with pytest.raises(Refused) as refused:
        services.refund(number=bill.number, reason=" \x00 ", by=till.keeper)
    assert refused.value.code == "payments.reason"
    services.refund(number=bill.number, reason="多收", by=till.keeper)
    with pytest.raises(Refused) as refused:
        services.refund(number=bill.number, reason="再来一次", by=till.keeper)
    assert refused.value.code == "lifecycle.not_open"
    drain()
    drain()
    assert (Refund.objects.count(), Ticket.objects.count(), till.state(bill)) == (1, 2, "refunded")
    verbs = [entry.verb for entry in journal.entries_of(Subject("payments.bill", bill.number))]
    assert verbs == [
        *("raise", "start", "succeed", "issue_ticket", "pay", "callback"),
        *("ask_refund", "refund_finish", "reverse_ticket"),
    ]


def test_a_refund_that_the_cashier_refuses_leaves_the_bill_paid_and_may_be_asked_again(till):
    bill = till.raised()
    till.paid(bill)
    DemoOrder.objects.update(state="failed")
    services.refund(number=bill.number, reason="多收", by=till.keeper)
    drain()
    (told,) = till.seen(bill).refunds
    assert (told.state, told.note, till.state(bill)) == ("refused", "收款平台没有这笔可以退的款", "paid")
    DemoOrder.objects.update(state="paid")
    services.refund(number=bill.number, reason="多收", by=till.keeper)
    drain()
    assert (Refund.objects.get().state, till.state(bill), Ticket.objects.count()) == ("done", "refunded", 2)


def test_a_refund_whose_job_was_given_up_is_tried_again(till, silent, on):
    silent.down = False
    bill = till.raised()
    till.paid(bill)
    silent.down = True
    services.refund(number=bill.number, reason="多收", by=till.keeper)
    assert services.carry_out_forgotten() == 0
    Refund.objects.update(asked_at="2026-11-19T00:00:00Z")
    silent.down = False
    assert services.carry_out_forgotten() == 1
    assert till.state(bill) == "refunded"
