"""A forgotten password: ID number, phone and code; whoever has only some of them learns nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate

from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.services import Purpose
from bancheng.registers.identity.tests.cast import PASSWORD, id_number, person
from bancheng.registers.identity.tests.test_signing_in import again, signed_in

pytestmark = pytest.mark.django_db
PHONE, NEW = "13800000001", "Another-Horse-1"


def reset(code, **changes):
    facts = {"id_number": id_number(), "phone": PHONE, "code": code, "password": NEW}
    services.reset_password(**(facts | changes))


def ask(number=None, phone=PHONE):
    deliver = selectors.reset_possible(id_number() if number is None else number, phone)
    services.request_code(purpose=Purpose.RESET, phone=phone, deliver=deliver)


def test_it_is_possible_only_where_number_and_phone_belong_together():
    person()
    assert selectors.reset_possible(id_number(), PHONE)
    assert selectors.reset_possible(f" {id_number().lower()} ", "１３８０００００００１")
    assert not selectors.reset_possible(id_number(), "13900000002")
    assert not selectors.reset_possible(id_number("41132319910101002"), PHONE)
    assert not selectors.reset_possible("坏号码", PHONE)
    assert not selectors.reset_possible(id_number(), "坏号码")


def test_a_new_password_ends_all_sessions_and_lifts_the_lock(phone):
    account = person().account
    request = signed_in(account)
    for _ in range(5):
        authenticate(None, login=id_number(), password="wrong")
    with pytest.raises(TooManyTries):
        authenticate(None, login=id_number(), password=PASSWORD)
    ask()
    reset(phone.last)
    assert again(request).is_anonymous
    assert authenticate(None, login=id_number(), password=NEW) == account


def test_an_unknown_person_and_a_wrong_code_read_the_same(phone):
    person()
    ask()
    with pytest.raises(Refused) as wrong:
        reset("000000" if phone.last != "000000" else "111111")
    ask(number=id_number("41132319910101002"), phone="13900000002")
    with pytest.raises(Refused) as unknown:
        reset("000000", id_number=id_number("41132319910101002"), phone="13900000002")
    assert (wrong.value.code, wrong.value.sentence) == (unknown.value.code, unknown.value.sentence)
    assert len(phone.codes) == 1  # nothing was sent to the stranger


def test_ones_own_code_does_not_open_anothers_account(phone):
    person()
    person("李秀英", stem="41292719540108002", phone="13900000002")
    ask(number=id_number("41292719540108002"), phone="13900000002")
    with pytest.raises(Refused) as no:
        reset(phone.last, phone="13900000002")
    assert no.value.code == "identity.code"
    assert authenticate(None, login=id_number(), password=PASSWORD) is not None


def test_a_weak_password_costs_no_code(phone):
    person()
    ask()
    with pytest.raises(Refused) as weak:
        reset(phone.last, password="short")
    assert weak.value.code == "identity.password"
    reset(phone.last)
