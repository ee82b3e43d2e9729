"""Staff raise bills for cases; finance sees, refunds, voids and reconciles them."""

from __future__ import annotations

from datetime import datetime

import pytest

from bancheng.casework.cases import services as cases
from bancheng.casework.cases.services import charging
from bancheng.doors.workbench.tests.cases_cast import Story
from bancheng.doors.workbench.tests.cast import Desk, build_desk, text
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import SHANGHAI, Refused
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, body, published, republish
from bancheng.registers.identity.models import NaturalPerson
from bancheng.registers.identity.tests.cast import actor, person
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.models import Bill, DemoOrder
from bancheng.registers.payments.tests.sample import CODE, FEES, LOST, NEW, coded
from bancheng.registers.payments.types import Charge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine) -> None:
    time_machine.move_to(datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI))


@pytest.fixture
def story(db: None) -> Story:
    desk: Desk = build_desk()
    guide = published(desk.world.market, guide=body(fees=FEES, questions=body()["questions"][:1], materials=[]))
    coded(guide.item_id, {NEW: CODE, LOST: CODE})
    return Story(desk, guide.item_id)


def filed(story: Story) -> str:
    by = actor(person())
    key = cases.start(item_id=story.item, by=by, answers={"shop_kind": "shop"})
    cases.save_fields(key, by=by, values={"person_name": "王小满", "has_staff": "no"})
    return cases.submit(key, by=by, declared=True).number


def applicant():
    return NaturalPerson.objects.get(name="王小满")


def paid(number: str) -> str:
    bill = Bill.objects.get(number=number)
    him = actor(applicant())
    services.start_payment(number=bill.number, channel="wechat", by=him)
    order = bill.attempts.latest("pk").order
    services.demonstrate(order=order, course="pay", by=him)
    return order


def test_a_case_is_billed_by_its_pinned_guide_and_the_applicant_is_told(story):
    number = filed(story)
    clerk = story.browser("clerk")
    page = text(clerk.get(f"/work/cases/{number}/charge/"))
    assert "每证20元" in page and "每证40元" in page and "加急费" not in page
    republish(ImplementationItem.objects.get(pk=story.item), body())
    answer = clerk.post(f"/work/cases/{number}/charge/", {"fee0": "1", "fee1": "2"})
    assert answer.status_code == 302
    bill = Bill.objects.get()
    assert (bill.amount_fen, bill.about, bill.payer.name) == (10000, number, "王小满")
    case = Subject(bill.subject_kind, bill.subject_key)
    assert "charge" in [entry.verb for entry in journal.entries_of(case)]
    assert [one.number for one in selectors.bills_of_subject(case)] == [bill.number]
    told = inbox.inbox(applicant().account).messages
    assert any(one.title.startswith("请缴费") for one in told)
    again = clerk.post(f"/work/cases/{number}/charge/", {"fee0": "1"})
    assert again.status_code == 422 and "已经开过" in text(again)


@pytest.mark.parametrize("sent", [{}, {"fee0": ""}, {"fee0": "-1"}, {"fee0": "x"}, {"fee0": "99999999999999999999"}])
def test_a_form_without_a_proper_quantity_bills_nothing(story, sent):
    number = filed(story)
    assert story.browser("clerk").post(f"/work/cases/{number}/charge/", sent).status_code == 422
    assert not Bill.objects.exists()


def test_only_who_takes_the_case_in_bills_it_and_never_beyond_the_standard(story):
    number = filed(story)
    for who in (story.actor("reviewer"), actor(applicant())):
        with pytest.raises(AccessDenied):
            charging.charge(number, charges=[Charge(NEW)], by=who)
    with pytest.raises(Refused) as refused:
        charging.charge(number, charges=[Charge(NEW, 1, 1)], by=story.actor("clerk"))
    assert refused.value.code == "payments.not_standard"
    with pytest.raises(AccessDenied):
        charging.charge("0" * 32, charges=[Charge(NEW)], by=story.actor("clerk"))


def test_finance_finds_a_bill_refunds_it_after_a_question_and_prints_the_ticket(story):
    number = filed(story)
    bill = charging.charge(number, charges=[Charge(NEW)], by=story.actor("clerk"))
    order = paid(bill.number)
    drain()
    desk = story.browser("finance_officer")
    for words in (bill.number, number, order, "王小满"):
        assert bill.number in text(desk.get("/work/bills/", {"q": words}))
    assert bill.number not in text(desk.get("/work/bills/", {"q": "没有"}))
    assert "20.00" in b"".join(desk.get("/work/bills/export/csv/").streaming_content).decode()
    page = text(desk.get(f"/work/bills/{bill.number}/"))
    assert order in page and "已采信" in page and "退款" in page
    address = f"/work/bills/{bill.number}/refund/"
    assert desk.post(address, {"reason": ""}).status_code == 422
    asked = text(desk.post(address, {"reason": "多收了一件"}))
    assert "确认退款" in asked and Bill.objects.get().state == "paid"
    assert desk.post(address, {"reason": "多收了一件", "confirm": "yes"}).status_code == 302
    drain()
    assert Bill.objects.get().state == "refunded"
    assert "已冲红" in text(desk.get(f"/work/bills/{bill.number}/"))
    ticket = selectors.my_bill(bill.number, actor(applicant())).tickets[0].number
    assert desk.get(f"/work/bills/{bill.number}/tickets/{ticket}/")["Content-Type"] == "application/pdf"
    again = desk.post(address, {"reason": "再退", "confirm": "yes"})
    assert again.status_code == 422


def test_a_day_is_reconciled_and_a_difference_settled_with_a_note(story, time_machine):
    number = filed(story)
    bill = charging.charge(number, charges=[Charge(NEW)], by=story.actor("clerk"))
    paid(bill.number)
    DemoOrder.objects.update(amount_fen=1999)
    time_machine.move_to(datetime(2026, 11, 21, 9, 0, tzinfo=SHANGHAI))
    desk = story.browser("finance_officer")
    assert desk.post("/work/reconciliation/run/", {"day": "2026-11-21"}).status_code == 422
    assert desk.post("/work/reconciliation/run/", {"day": "2026-11-20"}).status_code == 302
    page = text(desk.get("/work/reconciliation/"))
    assert "金额不符" in page and "19.99" in page
    (one,) = selectors.differences(story.actor("finance_officer"))
    address = f"/work/reconciliation/differences/{one.id}/"
    assert desk.post(address, {"note": ""}).status_code == 422
    assert desk.post(address, {"note": "渠道扣了一分，已补"}).status_code == 302
    assert "已补" in text(desk.get("/work/reconciliation/2026-11-20/"))
    assert "已补" in b"".join(desk.get("/work/reconciliation/export/csv/?day=2026-11-20").streaming_content).decode()
    assert desk.get("/work/reconciliation/export/csv/?day=x").status_code == 404
    for day in ("2026-11-19", "9999-12-31", "0001-01-01"):
        assert desk.get(f"/work/reconciliation/{day}/").status_code == 404
    assert desk.post("/work/reconciliation/run/", {"day": "0001-01-01"}).status_code == 422


def test_a_code_is_entered_for_a_fee_by_its_place_in_the_guide(story):
    desk = story.browser("finance_officer")
    assert "还没有登记非税项目编码" in text(desk.get("/work/fees/"))
    address = f"/work/fees/{story.item}/3/"
    assert desk.post(address, {"code": "x", "valid_from": "2026-11-20"}).status_code == 422
    assert desk.post(address, {"code": CODE, "valid_from": "2026-11-20"}).status_code == 302
    assert "还没有登记非税项目编码" not in text(desk.get("/work/fees/"))
    assert desk.get(f"/work/fees/{story.item}/9/").status_code == 404


def test_money_is_not_seen_by_who_does_not_keep_it(story):
    number = filed(story)
    bill = charging.charge(number, charges=[Charge(NEW)], by=story.actor("clerk"))
    for address in ("/work/bills/", f"/work/bills/{bill.number}/", "/work/reconciliation/", "/work/fees/"):
        assert story.browser("reviewer").get(address).status_code == 403
    assert story.browser("supervisor").post(f"/work/bills/{bill.number}/void/", {"reason": "x"}).status_code == 403
    elsewhere = story.desk.browser("finance_officer", number="far", region="410183000000")
    assert elsewhere.get(f"/work/bills/{bill.number}/").status_code == 404
    assert bill.number not in text(elsewhere.get("/work/bills/"))
    assert COUNTY not in text(elsewhere.get("/work/bills/callbacks/"))


def test_the_page_of_a_case_leads_to_its_bill_and_says_when_money_may_have_to_go_back(story):
    number, address = filed(story), "/work/cases/{}/charge/"
    clerk, reviewer = story.browser("clerk"), story.browser("reviewer")
    page = text(clerk.get(f"/work/cases/{number}/"))
    assert address.format(number) in page and "还没有开缴款单" in page
    assert address.format(number) not in text(reviewer.get(f"/work/cases/{number}/"))
    bill = charging.charge(number, charges=[Charge(NEW)], by=story.actor("clerk"))
    page = text(clerk.get(f"/work/cases/{number}/"))
    assert bill.number in page and "待缴费" in page and "20.00 元" in page and address.format(number) not in page
    # Who keeps no money sees the number, not a link that would be refused.
    assert f"/work/bills/{bill.number}/" not in page
    assert f"/work/bills/{bill.number}/" in text(story.browser("supervisor").get(f"/work/cases/{number}/"))
    finance = story.browser("finance_officer")
    paid(bill.number)
    cases.withdraw(number, by=actor(applicant()))
    drain()
    assert "请财务人员核实退款" in text(clerk.get(f"/work/cases/{number}/"))
    told = text(finance.get("/work/inbox/"))
    assert "请核实是否退款" in told
    assert finance.get(f"/work/bills/{bill.number}/").status_code == 200
