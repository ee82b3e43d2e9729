"""Only whom the register of legal persons names may register a firm that it knows, or take over one a window entered."""

from __future__ import annotations

import pytest

from bancheng.ground.law import Refused
from bancheng.registers.exchange.adapters.base_registers import RegisterDown
from bancheng.registers.exchange.types import Register
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.models import LegalPerson
from bancheng.registers.identity.tests.cast import PLATFORM, actor, id_number, person

pytestmark = pytest.mark.django_db
USCC, NAME = "91350100M000100Y43", "西峡县某某餐饮有限公司"
CHIEF = "41292719781112003"


@pytest.fixture
def chief(db):
    return person("陈建国", stem=CHIEF, phone="13800000003")


@pytest.fixture
def stranger(db):
    return person()


@pytest.fixture
def register(shelves):
    shelf = shelves.registers[Register.LEGAL_PERSONS]
    shelf.records[USCC] = {"org_uscc": USCC, "legal_representative_id_number": id_number(CHIEF)}
    return shelf


def take(who, **changes):
    facts = {"uscc": USCC, "name": NAME, "representative": who} | changes
    return services.register_legal_person(**facts, by=actor(who))


def refusal(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def test_only_whom_the_register_names_registers_a_firm_that_it_knows(register, chief, stranger):
    assert refusal(lambda: take(stranger)) == "identity.not_representative"
    assert not LegalPerson.objects.exists()
    assert take(chief).representative_id == chief.pk


def test_a_firm_that_the_register_does_not_know_is_registered_as_before(shelves, stranger):
    assert take(stranger).representative_id == stranger.pk


def test_while_the_register_is_down_nobody_becomes_a_representative(register, chief):
    register.error = RegisterDown("超时")
    assert refusal(lambda: take(chief)) == "exchange.register_down"
    assert not LegalPerson.objects.exists()


def test_a_firm_entered_by_a_window_is_taken_over_by_its_representative_only(register, chief, stranger):
    entered = services.enter_legal_person(uscc=USCC, name="西峡县某某餐饮有限公司", by=PLATFORM)
    assert selectors.may_act_for(actor(chief), entered.id) == ""
    assert refusal(lambda: take(stranger)) == "identity.not_representative"
    assert take(chief).pk == entered.id
    assert selectors.may_act_for(actor(chief), entered.id) == "法定代表人（负责人）"
    assert refusal(lambda: take(chief)) == "identity.legal_taken"


def test_an_entered_firm_that_no_register_knows_is_given_its_representative_at_a_window(shelves, chief, stranger):
    entered = services.enter_legal_person(uscc=USCC, name=NAME, by=PLATFORM)
    assert refusal(lambda: take(stranger)) == "identity.representative_unknown"
    services.name_representative(legal_person=entered.id, representative=chief.pk, method="查验登记证书", by=PLATFORM)
    assert selectors.may_act_for(actor(chief), entered.id) == "法定代表人（负责人）"
    again = lambda: services.name_representative(  # noqa: E731
        legal_person=entered.id, representative=stranger.pk, method="查验登记证书", by=PLATFORM
    )
    assert refusal(again) == "identity.representative_named"
