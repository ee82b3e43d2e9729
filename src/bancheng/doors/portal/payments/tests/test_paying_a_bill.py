"""A citizen pays: bill, channel, cashier, result, receipt, verification."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from bancheng.ground.jobs import drain
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, published
from bancheng.registers.identity.tests.cast import person
from bancheng.registers.identity.tests.conftest import _a_friday
from bancheng.registers.organisations import services as organisations
from bancheng.registers.payments import services
from bancheng.registers.payments.keys import LEAD_FIELDS
from bancheng.registers.payments.models import Attempt, Ticket
from bancheng.registers.payments.tests.sample import CODE, FEES, LOST, NEW, Till, build_till, coded

__all__ = ["_a_friday"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def till(db: None) -> Till:
    made = build_till()
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    return made


def browser(who) -> Client:
    client = Client()
    client.force_login(who.account)
    return client


def text(answer) -> str:
    return answer.content.decode()


def test_a_bill_is_paid_by_the_chosen_channel_and_its_receipt_downloaded_and_checked(till):
    bill, client = till.raised(), browser(till.payer)
    assert bill.number in text(client.get("/my/bills/"))
    page = text(client.get(f"/my/bills/{bill.number}/"))
    assert all(word in page for word in ("100.00", "微信支付", "支付宝", "每证20元", "第二十一条"))
    gone = client.post(f"/my/bills/{bill.number}/", {"channel": "alipay"})
    order = Attempt.objects.get().order
    assert gone["Location"] == f"/pay/demo/{order}/"
    desk = text(client.get(gone["Location"]))
    assert order in desk and "不会真的扣款" in desk
    waiting = text(client.get(f"/my/bills/{bill.number}/"))
    assert 'hx-trigger="every 3s"' in waiting and "正在等支付宝" in waiting
    assert client.post(f"/pay/demo/{order}/", {"course": "pay"})["Location"] == f"/my/bills/{bill.number}/"
    part = client.get(f"/my/bills/{bill.number}/", headers={"HX-Request": "true", "HX-Target": "state"})
    assert "缴费成功" in text(part) and "<h1" not in text(part) and "every 3s" not in text(part)
    ticket = Ticket.objects.get()
    address = f"/my/bills/{bill.number}/tickets/{ticket.number}/"
    assert client.get(address).status_code == 302
    drain()
    answer = client.get(address)
    assert (answer["Content-Type"], b"".join(answer.streaming_content)[:5]) == ("application/pdf", b"%PDF-")
    told = Client().post("/receipts/check/", {"number": ticket.number, "code": ticket.check_code.lower()})
    assert told.status_code == 200 and "现在有效" in text(told) and "王**" in text(told) and "王小满" not in text(told)
    wrong = Client().post("/receipts/check/", {"number": ticket.number, "code": "AAAAAA"})
    assert wrong.status_code == 422 and "没有查到" in text(wrong)


@pytest.mark.parametrize(("course", "sentence"), [("fail", "没有扣款"), ("leave", "正在等"), ("forged", "正在等")])
def test_what_did_not_pay_says_so_and_may_be_tried_again(till, course, sentence):
    bill, client = till.raised(), browser(till.payer)
    gone = client.post(f"/my/bills/{bill.number}/", {"channel": "wechat"})
    client.post(gone["Location"], {"course": course})
    page = text(client.get(f"/my/bills/{bill.number}/"))
    assert sentence in page and re.search(r'name="channel"', page)


def test_nothing_of_a_bill_is_there_for_anybody_else(till):
    bill = till.raised()
    order = till.started(bill)
    till.happens(order, "pay")
    ticket = Ticket.objects.get().number
    other = browser(person("李大雪", stem="41132319851212002", phone="13800000002"))
    for address in (f"/my/bills/{bill.number}/", f"/pay/demo/{order}/", f"/my/bills/{bill.number}/tickets/{ticket}/"):
        assert other.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    assert bill.number not in text(other.get("/my/bills/"))


@pytest.mark.parametrize("sent", [{}, {"channel": "cash"}, {"channel": "\x00"}])
def test_a_form_without_a_known_channel_comes_back(till, sent):
    bill = till.raised()
    assert browser(till.payer).post(f"/my/bills/{bill.number}/", sent).status_code == 422
    assert not Attempt.objects.exists()


def test_a_paid_bill_cannot_be_paid_again_from_an_old_page(till):
    bill, client = till.raised(), browser(till.payer)
    till.paid(bill)
    answer = client.post(f"/my/bills/{bill.number}/", {"channel": "wechat"})
    assert answer.status_code == 422 and "不用再缴费" in text(answer)


@pytest.mark.parametrize(
    "address", ["/my/bills/x/", "/my/bills/J" + "1" * 21 + "/", "/pay/demo/x/", "/my/bills/?after=x"]
)
def test_an_address_that_is_none_breaks_nothing(till, address):
    assert browser(till.payer).get(address).status_code in {200, 404}


def test_bad_input_to_the_check_is_told(till):
    for sent in ({}, {"number": "\x00", "code": "\x00"}, {"number": "x" * 99, "code": "y" * 99}):
        assert Client().post("/receipts/check/", sent).status_code == 422
    assert "P123" in text(Client().get("/receipts/check/?number=P123&code=ABC"))


def test_a_refunded_and_a_voided_bill_say_so(till):
    bill, other, client = till.raised(), till.raised(), browser(till.payer)
    till.paid(bill)
    services.refund(number=bill.number, reason="多收", by=till.keeper)
    drain()
    services.void_bill(number=other.number, reason="开错了", by=till.keeper)
    assert "已经退款" in text(client.get(f"/my/bills/{bill.number}/"))
    assert "开错了" in text(client.get(f"/my/bills/{other.number}/"))


@pytest.mark.demand("PAY-06")
def test_a_guide_whose_fees_have_price_and_code_says_pay_online_and_so_does_the_board(till):
    assert Client().get("/paying-online/").status_code == 200
    assert "可网上缴费" not in text(Client().get(f"/guide/{till.guide.item_id}/"))
    fees = {"charged": True, "items": FEES["items"][:2]}
    item = published(till.organ, "营业执照工本", guide=body(fees=fees)).item_id
    coded(item, {NEW: CODE, LOST: CODE})
    assert "可网上缴费" in text(Client().get(f"/guide/{item}/"))
    facts = {"key": LEAD_FIELDS.key, "region": COUNTY, "value": "market_regulation", "basis": "三（三）4"}
    organisations.set_rule(**facts, valid_from=date(2026, 11, 20), by=PLATFORM)
    client = browser(till.payer)
    client.post("/regions/", {"region": COUNTY})
    board = text(client.get("/paying-online/"))
    assert "营业执照工本" in board and board.count("可网上缴费") == 1


def test_without_a_cashier_the_rollout_says_that_nothing_can_be_paid_online(till, settings):
    facts = {"key": LEAD_FIELDS.key, "region": COUNTY, "value": "market_regulation", "basis": "三（三）4"}
    organisations.set_rule(**facts, valid_from=date(2026, 11, 20), by=PLATFORM)
    fees = {**FEES, "items": FEES["items"][:2]}
    item = published(till.organ, "营业执照工本", guide=body(fees=fees)).item_id
    coded(item, {NEW: CODE, LOST: CODE})
    settings.BANCHENG_MODE = "production"
    client = browser(till.payer)
    client.post("/regions/", {"region": COUNTY})
    board = text(client.get("/paying-online/"))
    assert "营业执照工本" in board and "可网上缴费" not in board
    assert "到窗口缴费" in board and "还没有接通网上缴费渠道" in board
    assert "可网上缴费" not in text(client.get(f"/guide/{item}/"))


def test_a_real_installation_without_a_cashier_offers_no_channel_and_no_demo(till, settings):
    bill, client = till.raised(), browser(till.payer)
    order = till.started(bill)
    settings.BANCHENG_MODE = "production"
    page = text(client.get(f"/my/bills/{bill.number}/"))
    assert 'name="channel"' not in page and "到窗口缴费" in page
    assert client.post(f"/my/bills/{bill.number}/", {"channel": "wechat"}).status_code == 422
    assert client.get(f"/pay/demo/{order}/").status_code == 404
    assert client.post(f"/pay/demo/{order}/", {"course": "pay"}).status_code == 404
    assert till.state(bill) == "unpaid"
