"""A bill is what the published standard says, on a legal basis, or it is none."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import SHANGHAI, Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as catalogue
from bancheng.registers.catalog.tests.sample import body, make_item, published, staff
from bancheng.registers.lists.tests.test_intermediaries import commission, listed
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.models import Bill, BillLine
from bancheng.registers.payments.tests.sample import CODE, FEES, LAW, LOST, NEW, PLATFORM, coded
from bancheng.registers.payments.types import Charge, Payer

pytestmark = pytest.mark.django_db


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_bill_is_the_sum_of_its_standards_and_carries_basis_and_code(till):
    bill = till.raised(Charge(NEW), Charge(LOST, 2), about="411323202611200000018")
    assert (bill.amount_fen, bill.amount_yuan, bill.state, bill.about) == (10000, "100.00", "unpaid", bill.about)
    lines = selectors.my_bill(bill.number, till.him).lines
    assert [(one.name, one.quantity, one.amount_fen, one.nontax_code) for one in lines] == [
        (NEW, 1, 2000, CODE),
        (LOST, 2, 8000, CODE),
    ]
    assert {one.basis for one in lines} == {"《中华人民共和国居民身份证法》第二十一条"}
    entry = journal.entries_of(Subject("payments.bill", bill.number))[0]
    assert (entry.verb, entry.facts["amount_fen"]) == ("raise", 10000)


@pytest.mark.parametrize(
    ("charges", "code"),
    [
        ((Charge(NEW, 1, 2000),), ""),
        ((Charge(NEW, 1, 2001),), "payments.not_standard"),
        ((Charge(NEW, 3, 2000),), "payments.not_standard"),
        ((Charge("咨询费"),), "payments.not_standard"),
        ((Charge("加急费"),), "payments.not_standard"),
        ((Charge("邮寄工本费"),), "payments.no_code"),
        ((Charge(NEW), Charge(NEW)), "payments.not_standard"),
        ((Charge(NEW, 0),), "payments.not_standard"),
        ((Charge(NEW, -1),), "payments.not_standard"),
        ((Charge(NEW, True),), "payments.not_standard"),
    ],
)
def test_a_bill_equals_the_standard_or_is_refused(till, charges, code):
    if not code:
        assert till.raised(*charges).amount_fen == 2000
        return
    assert refusal(lambda: till.raised(*charges)) == code
    assert not Bill.objects.exists()


@pytest.mark.demand("PAY-01")
def test_nothing_is_charged_unless_the_guide_says_so_on_a_legal_basis(till):
    free = published(till.organ, "食品经营许可", guide=body())
    assert selectors.fees_of_version(free.pk) == ()
    assert refusal(lambda: till.raised(Charge(NEW), version=free.pk)) == "payments.no_fee"
    item = make_item(till.organ, "收费没有依据的事项")
    unfounded = body(fees={"charged": True, "items": [{"name": NEW, "standard": "每证20元", "basis": []}]})
    with pytest.raises(Refused, match="依据"):
        catalogue.save_draft(item=item, body=unfounded, revision=0, by=PLATFORM)
    catalogue.save_draft(item=item, body=unfounded, revision=0, by=PLATFORM, keep_incomplete=True)
    with pytest.raises(Refused, match="依据"):
        catalogue.publish(item=item, by=PLATFORM)
    _document, faults = catalog.examine(unfounded)
    assert any(fault.blocks and fault.path.startswith("fees.items.0.basis") for fault in faults)
    assert catalog.guide(item.pk) is None


def test_the_default_of_a_new_guide_is_that_nothing_is_charged(till):
    assert body()["fees"] == {"charged": False, "statement": "不收费"}
    assert not selectors.pays_online(till.guide.item_id, catalog.guide_document(published(till.organ).pk).document)


@pytest.mark.demand("CAT-36")
def test_what_the_agency_commissions_names_its_method_and_is_never_billed_to_an_applicant(till, time_machine):
    time_machine.move_to(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), tick=False)
    listed()
    own = staff("lists.commission", organisation=till.organ.pk)
    for bad in ("", "direct"):
        assert refusal(lambda bad=bad: commission(own, organisation=till.organ.pk, method=bad)) == "commissions.method"
    row = commission(own, organisation=till.organ.pk, method="lot")
    assert (row.method, row.organisation_id) == ("lot", till.organ.pk)
    for charges in ((Charge(NEW),), (Charge("技术评估费", 1, 500000),)):
        code = refusal(lambda charges=charges: till.raised(*charges, subject=Subject("lists.commission", row.number)))
        assert code == "payments.agency_pays"
    assert refusal(lambda: till.raised(Charge("技术评估费", 1, 500000))) == "payments.not_standard", "nor with a case"
    assert not Bill.objects.exists()


def test_one_thing_is_billed_once_and_again_only_after_it_was_voided(till):
    subject = Subject("cases.case", uuid4().hex)
    first = till.raised(subject=subject)
    assert refusal(lambda: till.raised(subject=subject)) == "payments.already_billed"
    services.void_bill(number=first.number, reason="开错了", by=till.keeper)
    assert till.state(first) == "void"
    assert till.raised(subject=subject).number != first.number
    assert services.void_for(subject=subject, reason="申请已经撤回", by=PLATFORM) == 1
    assert services.void_for(subject=subject, reason="申请已经撤回", by=PLATFORM) == 0


def test_a_paid_bill_is_not_voided(till):
    bill = till.raised()
    till.paid(bill)
    assert refusal(lambda: services.void_bill(number=bill.number, reason="x", by=till.keeper)) == "lifecycle.not_open"


def test_only_who_keeps_the_money_of_the_organ_voids(till):
    bill = till.raised()
    for who in (till.him, staff("payments.view"), staff("payments.refund", region="410183000000")):
        with pytest.raises(AccessDenied):
            services.void_bill(number=bill.number, reason="开错了", by=who)
    assert refusal(lambda: services.void_bill(number=bill.number, reason=" ", by=till.keeper)) == "payments.reason"


def test_the_database_itself_refuses_a_line_that_is_not_the_standard(till):
    till.raised(Charge(NEW))
    line = BillLine.objects.get()
    for changes in ({"amount_fen": 1999}, {"quantity": 2}, {"basis": ""}, {"nontax_code": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BillLine.objects.filter(pk=line.pk).update(**changes)
    for changes in ({"amount_fen": 0}, {"state": "paid"}, {"payer": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bill.objects.update(**changes)


def test_a_code_holds_from_its_day_and_bills_raised_before_keep_theirs(till, on):
    before = till.raised(Charge(NEW))
    coded(till.guide.item_id, {NEW: "103040111"}, on=date(2026, 12, 1))
    assert till.raised(Charge(NEW)).amount_fen == 2000
    on(date(2026, 12, 1))
    after = till.raised(Charge(NEW))
    seen = [till.seen(bill).lines[0].nontax_code for bill in (before, after)]
    assert seen == [CODE, "103040111"]


def test_a_code_that_is_none_or_of_a_past_day_or_a_stranger_s_is_refused(till):
    def enter(by=PLATFORM, **changes):
        facts = {"item": till.guide.item_id, "fee": "邮寄工本费", "code": CODE, "valid_from": date(2026, 11, 20)}
        return services.enter_code(**(facts | changes), by=by)

    assert refusal(lambda: enter(code="12a")) == "payments.code"
    assert refusal(lambda: enter(fee="咨询费")) == "payments.not_standard"
    assert refusal(lambda: enter(valid_from=date(2026, 11, 19))) == "payments.code_day"
    with pytest.raises(AccessDenied):
        enter(by=staff("payments.codes", region="410183000000"))
    assert enter() > 0
    assert refusal(enter) == "payments.code_day"


def test_a_bill_announces_itself_without_any_number_of_a_person(till):
    till.raised()
    assert all("41132319" not in str(job.arguments) for job in Job.objects.all())
    fees = FEES["items"][0]["basis"]
    assert fees == [LAW] and Payer("王小满", person=1).legal_person is None
