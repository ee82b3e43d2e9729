"""Full ID and phone numbers stand nowhere: not in a column, an entry, a job, an outbox row or a line of the log (SEC-02)."""

from __future__ import annotations

import logging

import pytest
from django.contrib.auth import authenticate

from bancheng.ground.jobs import drain
from bancheng.registers.identity import services
from bancheng.registers.identity.tests import cast
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, actor, id_number, person
from bancheng.registers.identity.tests.secrecy import places_of
from bancheng.registers.messages import services as messages
from bancheng.registers.messages.tests.words import NOTICE

PHONE = "13800000001"


@pytest.mark.demand("SEC-02")
@pytest.mark.django_db(transaction=True)
def test_full_numbers_stand_in_no_table_and_no_log(caplog):
    """A person's whole life here, with the number typed where it does not belong; then every table is read."""
    caplog.set_level(logging.DEBUG)
    county = cast.county()
    services.request_code(purpose=services.Purpose.REGISTER, phone=PHONE)
    someone = person()
    authenticate(None, login=id_number(), password="wrong")
    authenticate(None, login=id_number(), password=PASSWORD)
    services.register_legal_person(
        uscc="91350100M000100Y43", name=f"某某公司 {id_number()[:6]}", representative=someone, by=actor(someone)
    )
    services.set_assurance(person=someone, level=2, method=f"窗口核验 {id_number()}", by=PLATFORM)
    services.unmask(person=someone, purpose=f"核对 {id_number()} {PHONE}", by=actor(county.staff("clerk", "clerk")))
    messages.notify(someone.account, NOTICE.key, thing=f"{id_number()} {PHONE}", day="明天")
    services.request_code(purpose=services.Purpose.RESET, phone=PHONE)
    drain()

    assert places_of(id_number(), PHONE) == []
    assert id_number() not in caplog.text and PHONE not in caplog.text
    assert "identity_naturalperson.id_masked" in places_of(someone.id_masked)  # the search does find what is there
