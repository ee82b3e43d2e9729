"""A cashier tells what came of an order over HTTP; its signature is the only key."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from bancheng.ground.law import now
from bancheng.registers.identity.tests.conftest import _a_friday
from bancheng.registers.payments.adapters.cashier import cashier
from bancheng.registers.payments.adapters.cashier.demo import notice
from bancheng.registers.payments.models import Callback, DemoOrder
from bancheng.registers.payments.tests.sample import Till, build_till

__all__ = ["_a_friday"]

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/payments/callbacks"


@pytest.fixture
def till(db: None) -> Till:
    return build_till()


def post(told, **more):
    return Client().post(ADDRESS, json.dumps(told), content_type="application/json", **more)


def test_a_signed_callback_pays_the_bill_and_a_replay_is_answered_and_ignored(till):
    bill = till.raised()
    order = till.started(bill)
    (told,) = cashier().act(order, "pay")
    for verdict in ("taken", "duplicate"):
        answer = post(told)
        assert (answer.status_code, answer.json()) == (200, {"result": "received"})
        assert Callback.objects.latest("pk").verdict == verdict
    assert till.state(bill) == "paid"


def test_a_forged_callback_is_refused_and_logged(till):
    bill = till.raised()
    row = DemoOrder.objects.get(order=till.started(bill))
    told = notice(row, state="paid", paid_at=now().isoformat()) | {"signature": "0" * 64}
    answer = post(told)
    assert (answer.status_code, answer.json()["code"]) == (403, "payments.forged")
    assert (Callback.objects.get().verdict, till.state(bill)) == ("forged", "unpaid")


@pytest.mark.parametrize(
    "told",
    [
        {},
        [],
        5,
        None,
        {"order": 1},
        {"order": "x" * 40},
        {"order": "41132319900307001X", "more": 1},
        {"amount_fen": -1},
    ],
)
def test_what_is_no_callback_is_unfit_and_never_breaks(told, db):
    assert post(told).status_code == 422
    assert not Callback.objects.exists()
