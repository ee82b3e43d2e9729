"""The demo cashier serves the demonstration: a real installation that has no cashier takes nothing and says so."""

from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused, now
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.adapters.cashier import CashierDown, cashier
from bancheng.registers.payments.adapters.cashier.demo import notice
from bancheng.registers.payments.models import DemoOrder

pytestmark = pytest.mark.django_db


def test_in_production_nothing_is_offered_begun_played_or_believed(till, settings):
    bill = till.raised()
    order = till.started(bill)
    told = notice(DemoOrder.objects.get(order=order), state="paid", paid_at=now().isoformat())
    settings.BANCHENG_MODE = "production"
    assert selectors.channels() == () and selectors.demo_courses() == {}
    with pytest.raises(Refused) as refused:
        till.started(bill)
    assert refused.value.code == "payments.cashier_down"
    with pytest.raises(AccessDenied) as denied:
        services.demonstrate(order=order, course="pay", by=till.him)
    assert not denied.value.visible
    with pytest.raises(LookupError):
        cashier().act(order, "pay")  # type: ignore[attr-defined]
    with pytest.raises(CashierDown):
        services.ask(order)
    assert services.take_callback(payload=told).verdict == "forged"
    assert till.state(bill) == "unpaid"


def test_the_configuration_check_says_that_money_cannot_be_taken(settings):
    (health,) = selectors.checks()
    assert (health.plug, health.demo, health.state) == ("cashier", True, "ok")
    settings.BANCHENG_MODE = "production"
    (health,) = selectors.checks()
    assert health.state == "fail" and "不能用于正式运行" in health.sentence


def test_a_time_of_payment_without_a_zone_is_no_word_of_the_cashier(till):
    row = DemoOrder.objects.get(order=till.started(till.raised()))
    told = notice(row, state="paid", paid_at="2026-11-20T09:00:00", transaction="T1")
    assert services.take_callback(payload=told).verdict == "forged"
