"""Every day both books are compared; what differs is listed until somebody says what became of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import PLATFORM, staff
from bancheng.registers.payments import schedule, selectors, services
from bancheng.registers.payments.adapters.cashier import CashierDown
from bancheng.registers.payments.models import Attempt, DemoOrder, Difference, Reconciliation
from bancheng.registers.payments.services import reconciling
from bancheng.registers.payments.tests.sample import CODE

pytestmark = pytest.mark.django_db
DAY, NEXT, LATER = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 24)


@pytest.mark.demand("PAY-04")
def test_the_order_carries_the_non_tax_code_and_both_sides_of_a_day_agree(till, on):
    on(DAY, 9)
    detail = till.paid()
    assert detail.attempts[0].nontax_codes == CODE
    order = detail.attempts[0].order
    assert DemoOrder.objects.get(order=order).nontax_codes == CODE
    on(NEXT, 3)
    schedule.reconcile.function(None)
    rows = {row.channel: row for row in selectors.days(till.keeper)}
    assert set(rows) == {"unified", "wechat", "alipay"}
    mine = rows["wechat"]
    assert (mine.ours_count, mine.ours_fen, mine.theirs_count, mine.theirs_fen) == (1, 10000, 1, 10000)
    assert all(row.differences == 0 for row in rows.values())


@pytest.mark.demand("PAY-07")
def test_what_does_not_match_stands_in_the_reconciliation_of_the_day(till, on):
    on(DAY, 9)
    ghost, changed, lost = till.raised(), till.raised(), till.raised()
    till.paid(ghost)
    till.paid(changed)
    till.happens(till.started(lost), "lost")
    DemoOrder.objects.filter(order__startswith=ghost.number).update(state="closed", paid_at=None)
    DemoOrder.objects.filter(order__startswith=changed.number).update(amount_fen=9999)
    DemoOrder.objects.create(
        order="STRANGER-1", channel="wechat", amount_fen=7, state="paid", paid_at=Attempt.objects.first().started_at
    )
    on(NEXT, 3)
    assert services.reconcile(day=DAY, by=till.keeper) == 3
    whole = selectors.differences(PLATFORM)
    assert {(one.bill, one.kind_label, one.ours_fen, one.theirs_fen) for one in whole} == {
        (ghost.number, "本平台有，收款平台没有", 10000, None),
        (changed.number, "金额不符", 10000, 9999),
        (lost.number, "收款平台有，本平台没有", None, 10000),
        ("", "收款平台有，本平台没有", None, 7),
    }
    assert till.state(lost) == "paid"
    assert till.seen(lost).last.learnt_label == "对账单"
    assert {one.bill for one in selectors.differences(till.keeper)} == {ghost.number, changed.number, lost.number}


def test_a_second_run_doubles_nothing_and_settles_what_agrees_by_then(till, on):
    on(DAY, 9)
    bill = till.raised()
    till.happens(till.started(bill), "lost")
    on(NEXT, 3)
    assert services.reconcile(day=DAY) == 1
    assert services.reconcile(day=DAY) == 0
    (row,) = selectors.differences(till.keeper)
    assert (row.note, row.settled_by) == ("再次对账时两边已经一致", "每日对账")
    assert Reconciliation.objects.count() == 3


def test_a_comparison_that_breaks_off_hides_nothing_of_what_it_found(till, on, monkeypatch):
    on(DAY, 9)
    bill = till.raised()
    till.happens(till.started(bill), "lost")
    on(NEXT, 3)

    def broken(*given):
        raise RuntimeError("killed between taking the money in and listing it")

    monkeypatch.setattr(reconciling, "_list", broken)
    with pytest.raises(RuntimeError):
        services.reconcile(day=DAY)
    assert (till.state(bill), Reconciliation.objects.filter(channel="wechat").count()) == ("unpaid", 0)
    monkeypatch.undo()
    assert services.reconcile(day=DAY) == 1
    assert (till.state(bill), Difference.objects.get().bill.number) == ("paid", bill.number)


def test_a_refund_counts_on_its_own_day(till, on):
    on(DAY, 9)
    bill = till.raised()
    till.paid(bill)
    on(NEXT, 9)
    services.refund(number=bill.number, reason="多收", by=till.keeper)
    drain()
    on(date(2026, 11, 22), 3)
    services.reconcile(day=DAY)
    services.reconcile(day=NEXT)
    sums = {row.day: (row.ours_fen, row.theirs_fen) for row in selectors.days(till.keeper) if row.channel == "wechat"}
    assert sums == {DAY: (10000, 10000), NEXT: (-10000, -10000)}
    assert selectors.differences(till.keeper) == ()


def test_a_difference_is_settled_once_with_a_note_by_who_keeps_that_money(till, on):
    on(DAY, 9)
    bill = till.raised()
    till.paid(bill)
    DemoOrder.objects.update(amount_fen=9999)
    DemoOrder.objects.create(
        order="STRANGER-1", channel="wechat", amount_fen=7, state="paid", paid_at=Attempt.objects.first().started_at
    )
    on(NEXT, 3)
    services.reconcile(day=DAY)
    (mine,) = selectors.differences(till.keeper)
    stranger = next(one for one in selectors.differences(PLATFORM) if not one.bill)
    elsewhere = staff("payments.reconcile", region="410183000000")
    for key, who in ((mine.id, elsewhere), (stranger.id, till.keeper), (mine.id, till.him), (10**6, till.keeper)):
        with pytest.raises(AccessDenied):
            services.settle_difference(difference=key, note="已核实", by=who)
    with pytest.raises(Refused) as refused:
        services.settle_difference(difference=mine.id, note=" ", by=till.keeper)
    assert refused.value.code == "payments.note"
    services.settle_difference(difference=mine.id, note="收款平台扣了手续费，已补", by=till.keeper)
    assert selectors.differences(till.keeper, open_only=True) == ()
    with pytest.raises(Refused) as refused:
        services.settle_difference(difference=mine.id, note="再来", by=till.keeper)
    assert refused.value.code == "payments.settled"


def test_a_day_that_is_not_over_is_not_reconciled(till):
    with pytest.raises(Refused) as refused:
        services.reconcile(day=DAY, by=till.keeper)
    assert refused.value.code == "payments.day"
    with pytest.raises(AccessDenied):
        services.reconcile(day=DAY, by=till.him)
    with pytest.raises(Refused) as refused:
        services.reconcile(day=date(1, 1, 1), by=till.keeper)
    assert refused.value.code == "payments.day"


def days_done() -> list[date]:
    return sorted(set(Reconciliation.objects.values_list("day", flat=True)))


def test_days_that_an_outage_left_out_are_made_up_for(till, on):
    on(DAY, 9)
    till.paid()
    on(NEXT, 3)
    schedule.reconcile.function(None)
    on(LATER, 3)
    schedule.reconcile.function(None)
    assert days_done() == [DAY + timedelta(days=n) for n in range(4)]
    Reconciliation.objects.filter(day=NEXT, channel="alipay").delete()
    schedule.reconcile.function(None)
    assert Reconciliation.objects.filter(day=NEXT).count() == 3
    on(date(2027, 6, 1), 3)
    schedule.reconcile.function(None)
    assert len(days_done()) == 4 + 60


def test_a_day_that_cannot_be_compared_keeps_no_other_waiting_and_comes_again(till, on, silent, monkeypatch):
    on(DAY, 9)
    silent.down = False
    till.paid()
    books = type(silent).statement

    def torn(self, day, channel):
        if day == NEXT:
            raise CashierDown
        return books(self, day, channel)

    monkeypatch.setattr(type(silent), "statement", torn)
    on(LATER, 3)
    with pytest.raises(CashierDown, match="2026-11-21"):
        schedule.reconcile.function(None)
    assert days_done() == [DAY, date(2026, 11, 22), date(2026, 11, 23)]
    monkeypatch.undo()
    on(LATER, 4)
    schedule.reconcile.function(None)
    assert NEXT in days_done()


def test_a_settled_difference_hides_no_new_one(till, on):
    on(DAY, 9)
    till.paid()
    on(NEXT, 3)
    seen = []
    for fen in (9999, 5000, 10000, 5000):
        DemoOrder.objects.update(amount_fen=fen)
        services.reconcile(day=DAY)
        row = Difference.objects.get()
        seen.append((row.theirs_fen, row.settled_by))
    # Changed while open; agreed; and apart again.
    assert seen == [(9999, ""), (5000, ""), (5000, "每日对账"), (5000, "")]
    services.settle_difference(difference=row.pk, note="已核实", by=till.keeper)
    services.reconcile(day=DAY)
    assert Difference.objects.get().note == "已核实"
    DemoOrder.objects.update(amount_fen=1)
    assert services.reconcile(day=DAY) == 1
    verbs = [one.verb for one in journal.entries_of(Subject("payments.difference", str(row.pk)))]
    assert verbs == ["change", "reopen", "settle", "reopen"]
