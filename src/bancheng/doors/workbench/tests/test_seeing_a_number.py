"""ID numbers are masked; the whole number is shown for a purpose, and each look is written down (SEC-02)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from bancheng.doors.workbench.people.handles import LASTS
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.access import Subject
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import now
from bancheng.registers.identity.tests import cast as citizens

pytestmark = pytest.mark.django_db
NUMBER = citizens.id_number()


def handle_in(page: str) -> str:
    """The signed handle that the page of a person found carries."""
    found = re.search(r'name="person" value="([^"]+)"', page)
    assert found, "the page carries no handle"
    return found.group(1)


@pytest.mark.demand("SEC-02")
def test_a_clerk_sees_a_masked_number_and_the_whole_one_only_with_a_purpose_that_is_journaled(desk: Desk) -> None:
    person, client = citizens.person(), desk.browser("clerk")
    found = text(client.post("/work/people/", {"id_number": NUMBER}))
    assert person.id_masked in found and NUMBER not in found
    subject = Subject("identity.person", str(person.pk))
    before = journal.entries_of(subject).filter(verb="unmask").count()

    handle = handle_in(found)
    without = client.post("/work/people/unmask/", {"person": handle, "purpose": ""})
    assert without.status_code == 422 and NUMBER not in text(without)
    assert handle_in(text(without)) == handle
    assert journal.entries_of(subject).filter(verb="unmask").count() == before == 0

    shown = text(client.post("/work/people/unmask/", {"person": handle, "purpose": "核对食品经营许可的申请人"}))
    assert NUMBER in shown
    entry = journal.entries_of(subject).get(verb="unmask")
    assert entry.actor_key == f"staff:{desk.staff('clerk').number}"
    assert entry.facts == {"purpose": "核对食品经营许可的申请人"}
    auditor = desk.browser("security_officer", region=None)
    audit = text(auditor.get("/work/journal/", {"kind": "identity.person", "verb": "unmask"}))
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


@pytest.mark.parametrize("person", ["", "0", "999999", "-1", "x", "²", "9" * 30, "9" * 5000, "a:b:c", "\x00", "１"])
def test_a_forged_person_is_absent(desk: Desk, person: str) -> None:
    sent = {"person": person, "purpose": "核对食品经营许可的申请人"}
    assert desk.browser("clerk").post("/work/people/unmask/", sent).status_code == 422


@pytest.mark.parametrize("purpose", ["", "核对食品经营许可的申请人"])
def test_a_key_shows_nobody_who_was_not_found_by_the_whole_number(desk: Desk, purpose: str) -> None:
    person = citizens.person()
    page = text(desk.browser("clerk").post("/work/people/unmask/", {"person": person.pk, "purpose": purpose}))
    assert person.name not in page and person.id_masked not in page and person.phone_masked not in page
    assert NUMBER not in page


def test_a_person_found_is_lent_to_one_member_of_staff_and_not_for_long(desk: Desk, time_machine: Any) -> None:
    person, finder = citizens.person(), desk.browser("clerk")
    sent = {"person": handle_in(text(finder.post("/work/people/", {"id_number": NUMBER}))), "purpose": ""}
    colleague = desk.browser("clerk", number="Second")
    assert person.name not in text(colleague.post("/work/people/unmask/", sent))
    assert person.name in text(finder.post("/work/people/unmask/", sent))
    time_machine.move_to(now() + LASTS + timedelta(seconds=1))
    late = {**sent, "purpose": "核对食品经营许可的申请人"}
    answer = finder.post("/work/people/unmask/", late)
    assert person.name not in text(answer) and NUMBER not in text(answer)
