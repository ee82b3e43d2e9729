"""S-XX, 西峡 2018, steps 11 and 12: a lawful fee paid by its non-tax code, the licence sealed, paper and e-licence together, posted."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from tests.journeys.scene import Scene, at, granted

from bancheng.casework.cases import selectors, services
from bancheng.ground.access import Actor, Subject
from bancheng.ground.files import open_file
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal import verify_stream
from bancheng.registers.identity.models import Account
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences.models import Licence, Seal
from bancheng.registers.messages import selectors as messages
from bancheng.registers.payments.models import Attempt, Ticket
from bancheng.registers.payments.selectors import bills_of_subject, my_bill

ITEM, FEE, CODE = "居民身份证首次申领、换领、补领", "居民身份证补领工本费", "9900000004"
HOME = "河南省西峡县白羽街道灌河路36号"


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2018, 4, 10)), tick=False)
    return Scene.of("xixia-2018", "xixia", "411323000000")


def browser(who: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=who.account))
    return client


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def taken_in(scene: Scene, citizen: Actor) -> str:
    """Who lost his card stands at the window; he wants the new one by post. The number of his case."""
    clerk = scene.desk("window")
    person = int(citizen.key.removeprefix("person:"))
    key = services.start_at_window(item_id=scene.found(ITEM), person_id=person, by=clerk, identity_method="id_reader")
    answers = {"id_card_request": "reissue", "applicant_is_minor": False}
    assert services.save_answers(key, by=clerk, answers=answers) == ()
    services.prefill(key, by=clerk)
    assert services.save_fields(key, by=clerk, values={"delivery_method": "post", "contact_address": HOME}) == ()
    scene.completed(key, clerk, **answers)
    return services.submit(key, by=clerk, declared=True).number


def pays(own: Client, key: str, bill: str) -> Ticket:
    """From the page of his case to the cashier and back; the electronic receipt that was made."""
    assert "请您做一件事：缴费" in text(own.get(f"/space/cases/{key}/"))
    page = text(own.get(f"/my/bills/{bill}/"))
    assert all(word in page for word in (FEE, "40.00", CODE, "第二十一条", "支付宝"))
    cashier = own.post(f"/my/bills/{bill}/", {"channel": "alipay"})["Location"]
    assert Attempt.objects.get(bill__number=bill).order in text(own.get(cashier))
    own.post(cashier, {"course": "pay"})
    assert "缴费成功" in text(own.get(f"/my/bills/{bill}/"))
    drain()
    return Ticket.objects.get(bill__number=bill)


def verifies(own: Client, bill: str, ticket: Ticket) -> None:
    """He downloads the receipt; a stranger who has it in hand learns that it is in force, and not who paid."""
    file = own.get(f"/my/bills/{bill}/tickets/{ticket.number}/")
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    told = Client().post("/receipts/check/", {"number": ticket.number, "code": ticket.check_code})
    assert told.status_code == 200 and "现在有效" in text(told) and "王**" in text(told) and "王小满" not in text(told)
    wrong = Client().post("/receipts/check/", {"number": ticket.number, "code": "AAAAAA"})
    assert wrong.status_code == 422


def posted(scene: Scene, number: str) -> str:
    """The result desk prints the licence once and gives it to the courier, to the address in the application."""
    desk = browser(scene.desk("result"))
    page = text(desk.get(f"/work/results/{number}/"))
    task = re.search(r'name="task" value="(\d+)"', page)
    assert task is not None
    printed = desk.post(f"/work/results/{number}/print/", {"task": task[1]})
    assert b"".join(printed.streaming_content).startswith(b"%PDF-")
    form = text(desk.get(f"/work/results/{number}/ship/"))
    assert HOME in form, "where to, the application says"
    version = selectors.staff_case(scene.desk("result"), number).line.version
    to = {"name": "王小满", "phone": "13800000001", "address": HOME, "version": version}
    sent = desk.post(f"/work/results/{number}/ship/", to, follow=True)
    assert "已交快递下单" in text(sent)
    drain()
    return selectors.staff_case(scene.desk("result"), number).handed.parcels[0].tracking


def test_the_fee_is_paid_and_proven_the_card_sealed_printed_and_posted_to_the_door(
    scene: Scene, time_machine: Any
) -> None:
    citizen, clerk, finance = scene.citizen("王小满"), scene.desk("window"), scene.desk("finance")
    number = taken_in(scene, citizen)
    services.accept(number, by=clerk)
    desk, own = browser(clerk), browser(citizen)
    key = selectors.own_case(citizen, number).line.key
    about = Subject("cases.case", key)

    # 11: the fee of the guide, nothing typed but how many; paid by the channel he likes; receipt and ledger agree.
    assert "请您做一件事" not in text(own.get(f"/space/cases/{key}/"))
    charged = desk.post(f"/work/cases/{number}/charge/", {"fee0": "", "fee1": "1"}, follow=True)
    assert "已开单 40.00 元" in text(charged)
    drain()
    (bill,) = bills_of_subject(about)
    (line,) = my_bill(bill.number, citizen).lines
    assert (bill.amount_fen, line.nontax_code) == (4000, CODE)
    assert any(bill.number in one.body for one in messages.inbox(Account.objects.get(pk=citizen.account)).messages)
    ticket = pays(own, key, bill.number)
    verifies(own, bill.number, ticket)
    assert "请您做一件事" not in text(own.get(f"/space/cases/{key}/"))
    ledger = browser(finance).get(f"/work/bills/{bill.number}/")
    assert ticket.number in text(ledger) and "已缴费" in text(ledger)
    assert "charge" in [entry.verb for entry in journal.entries_of(about)]

    # 12: the approver alone authorises the seal by his decision; it is put on afterwards, and until then there is no licence.
    assert scene.reviewed(number, scene.desk("examiner")) == ("核验",)
    assert desk.get(f"/work/cases/{number}/decide/").status_code == 403
    assert not Licence.objects.filter(subject_key=key)
    decision = granted(number, scene.desk("chief"))
    (made,) = Licence.objects.filter(subject_key=key)
    assert made.state == "pending_signature" and f"licence:{made.pk}" not in sealed(made)
    drain()
    assert {f"licence:{made.pk}", decision} <= set(sealed(made))
    assert Seal.objects.get(organisation=made.organisation_id).name == "西峡县公安局"

    # 12: the e-licence and the printed one are there together; by courier, tracked to the door, closed by the signature.
    made.refresh_from_db()
    assert made.state == "valid" and [one.id for one in licences.wallet(citizen) if one.usable].count(made.pk) == 1
    tracking = posted(scene, number)
    under_way = text(own.get(f"/space/cases/{key}/"))
    assert tracking in under_way and "揽收" not in under_way
    listed = text(browser(scene.desk("result")).get("/work/parcels/?direction=out"))
    assert tracking in listed and HOME not in listed and "13800000001" not in listed
    assert selectors.own_case(citizen, number).line.state == "decided"
    time_machine.move_to(at(date(2018, 4, 13), 20), tick=False)
    services.follow_parcels()
    drain()
    (parcel,) = selectors.own_case(citizen, number).handed.parcels
    assert [one.label for one in parcel.scans] == ["签收", "派送", "在途", "揽收", "已下单"]
    arrived = text(browser(citizen).get(f"/space/cases/{key}/"))
    assert all(one.label in arrived for one in parcel.scans) and "已办结" in arrived
    done = selectors.own_case(citizen, number)
    assert (done.line.state, done.delivery) == ("closed", "post")
    assert [step.verb for step in done.steps] == ["submit", "accept", "review", "decide", "deliver", "close"]
    assert all(paper.ready for paper in done.papers)

    # Whoever is shown the card may verify it, by its identifier and by the file; and the trace is whole.
    answer = Client().post("/api/v1/licences/verify", {"code": made.identifier}, content_type="application/json").json()
    assert answer["valid"] and answer["issuer"] == "西峡县公安局" and "王小满" not in answer["holder"]
    with open_file(licences.file(citizen, made.pk).digest) as file:
        assert licences.verify_upload(BytesIO(file.read())).genuine
    assert verify_stream(about).whole and services.verify_clocks().faults == ()


def sealed(licence: Licence) -> list[str]:
    """On what the seal of its organ was put, in order; the first entry of its stream says that it was made."""
    seal = Seal.objects.get(organisation=licence.organisation_id)
    made, *used = journal.entries_of(Subject("licences.seal", str(seal.pk)))
    assert made.verb == "make" and {one.verb for one in used} == {"use"}
    return [str(one.facts["on"]) for one in used]
