"""The page of one's own case says what is to be paid, leads to it, and says when nothing is owed any more."""

from __future__ import annotations

import pytest
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.services import charging
from bancheng.ground.jobs import drain
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, build_world, published
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.tests.cast import actor, person
from bancheng.registers.identity.tests.conftest import _a_friday
from bancheng.registers.organisations import services as organisations
from bancheng.registers.payments import services as payments
from bancheng.registers.payments.models import Bill
from bancheng.registers.payments.tests.sample import CODE, FEES, LOST, NEW, coded
from bancheng.registers.payments.types import Charge

__all__ = ["_a_friday"]
pytestmark = pytest.mark.django_db


def page(client: Client, key: str) -> str:
    return client.get(f"/space/cases/{key}/").content.decode()


def test_the_next_step_is_to_pay_until_it_is_paid_or_the_case_ends() -> None:
    world = build_world()
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    guide = published(world.market, guide=body(fees=FEES, questions=body()["questions"][:1], materials=[]))
    coded(guide.item_id, {NEW: CODE, LOST: CODE})
    clerk = identity.create_staff(
        number="c1", name="周敏", organisation_id=world.market.pk, password="Heron-7-lake-9", by=PLATFORM
    )
    identity.grant_role(staff=clerk, role="clerk", by=PLATFORM, region=COUNTY, organisation_id=world.market.pk)
    me, desk = person(), actor(clerk)
    client = Client()
    client.force_login(me.account)
    first, second = (filed(guide.item_id, me) for _ in range(2))
    assert "没有缴款单的，请不要付钱" in page(client, first) and "去缴费" not in page(client, first)
    for key in (first, second):
        charging.charge(key, charges=[Charge(NEW)], by=desk)
    bills = {bill.subject_key: bill.number for bill in Bill.objects.all()}
    shown = page(client, first)
    assert "请您做一件事：缴费" in shown and f"/my/bills/{bills[first]}/" in shown and "20.00" in shown
    payments.start_payment(number=bills[first], channel="wechat", by=actor(me))
    order = Bill.objects.get(number=bills[first]).attempts.get().order
    payments.demonstrate(order=order, course="pay", by=actor(me))
    drain()
    assert "请您做一件事" not in page(client, first) and "已缴费" in page(client, first)
    services.withdraw(second, by=actor(me))
    ended = page(client, second)
    assert "去缴费" not in ended and "已作废" in ended


def filed(item: int, me: object) -> str:
    by = actor(me)
    key = services.start(item_id=item, by=by, answers={"shop_kind": "shop"})
    services.save_fields(key, by=by, values={"person_name": "王小满", "has_staff": "no"})
    services.submit(key, by=by, declared=True)
    return key
