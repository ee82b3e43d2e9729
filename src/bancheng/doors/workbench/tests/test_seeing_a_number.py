"""ID numbers are masked; the whole number is shown for a purpose, and each look is written down (SEC-02)."""

from __future__ import annotations

import pytest

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.access import Subject
from bancheng.ground.journal import selectors as journal
from bancheng.registers.identity.tests import cast as citizens

pytestmark = pytest.mark.django_db
NUMBER = citizens.id_number()


@pytest.mark.demand("SEC-02")
def test_a_clerk_sees_a_masked_number_and_the_whole_one_only_with_a_purpose_that_is_journaled(desk: Desk) -> None:
    person, client = citizens.person(), desk.browser("clerk")
    found = text(client.post("/work/people/", {"id_number": NUMBER}))
    assert person.id_masked in found and NUMBER not in found
    subject = Subject("identity.person", str(person.pk))
    before = journal.entries_of(subject).filter(verb="unmask").count()

    without = client.post("/work/people/unmask/", {"person": person.pk, "purpose": ""})
    assert without.status_code == 422 and NUMBER not in text(without)
    assert journal.entries_of(subject).filter(verb="unmask").count() == before == 0

    shown = text(client.post("/work/people/unmask/", {"person": person.pk, "purpose": "核对食品经营许可的申请人"}))
    assert NUMBER in shown
    entry = journal.entries_of(subject).get(verb="unmask")
    assert entry.actor_key == f"staff:{desk.staff('clerk').number}"
    assert entry.facts == {"purpose": "核对食品经营许可的申请人"}
    audit = text(desk.browser("security_officer").get("/work/journal/", {"kind": "identity.person", "verb": "unmask"}))
    assert "查看完整身份号码" in audit and NUMBER not in audit


def test_a_clerk_without_the_right_finds_no_such_page(desk: Desk) -> None:
    person, client = citizens.person(), desk.browser("town_officer")
    assert client.post("/work/people/", {"id_number": NUMBER}).status_code == 403
    sent = {"person": person.pk, "purpose": "核对食品经营许可的申请人"}
    answer = client.post("/work/people/unmask/", sent)
    assert answer.status_code == 403 and NUMBER not in text(answer)


def test_a_number_in_the_address_is_never_looked_at(desk: Desk) -> None:
    citizens.person()
    page = text(desk.browser("clerk").get("/work/people/", {"id_number": NUMBER}))
    assert NUMBER not in page and "王小满" not in page


@pytest.mark.parametrize("typed", ["411323199003070019", "１１０１０１", "' OR 1=1 --", "\x00", "长" * 500])
def test_what_is_no_number_is_told_and_nothing_breaks(desk: Desk, typed: str) -> None:
    assert desk.browser("clerk").post("/work/people/", {"id_number": typed}).status_code in {200, 422}


@pytest.mark.parametrize("person", ["0", "999999", "-1", "x", "9" * 30])
def test_a_forged_person_is_absent(desk: Desk, person: str) -> None:
    sent = {"person": person, "purpose": "核对食品经营许可的申请人"}
    assert desk.browser("clerk").post("/work/people/unmask/", sent).status_code == 422
