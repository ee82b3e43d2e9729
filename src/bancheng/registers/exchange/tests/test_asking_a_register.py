"""A base register is asked for what is needed, the look is kept without values, and one that is down stops nobody."""

from __future__ import annotations

import logging

import pytest
from django.db import IntegrityError, transaction

from bancheng.ground.access import ANONYMOUS, AccessDenied, Subject, system
from bancheng.ground.codes import CodeError
from bancheng.ground.law import Refused
from bancheng.registers.exchange import selectors, services
from bancheng.registers.exchange.adapters.base_registers import RegisterDown
from bancheng.registers.exchange.models import UseOfData
from bancheng.registers.exchange.types import Outcome, Register
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.tests.cast import actor, id_number, person
from bancheng.registers.identity.tests.secrecy import places_of

PLATFORM = system("测试")
CASE = Subject("cases.case", "41132320261120000001")
NUMBER, USCC = id_number("41132319960506000"), "91350100M000100Y43"
KNOWN = {
    "person_name": "王小满",
    "person_id_number": NUMBER,
    "household_address": "白羽路 41 号",
    "person_gender": "female",
}


@pytest.fixture
def register(shelves):
    shelf = shelves.registers[Register.POPULATION]
    shelf.records[NUMBER] = KNOWN
    return shelf


def ask(identifier=NUMBER, *, by=PLATFORM, **changes):
    asked = {"register": "population", "purpose": "填写申请表", "subject": CASE} | changes
    return services.fetch(asked.pop("register"), identifier, by=by, **asked)


@pytest.mark.django_db
def test_what_the_register_holds_comes_by_element_code(register):
    answer = ask(f" {NUMBER.lower()} ")
    assert (answer.outcome, answer.label, register.asked) == (Outcome.FOUND, "人口基础信息库", [NUMBER])
    assert answer.values["household_address"] == "白羽路 41 号"
    assert "来自人口基础信息库" in answer.sentence
    assert NUMBER not in repr(answer) and "白羽路" not in repr(answer)


@pytest.mark.django_db
def test_only_what_is_needed_is_given_out(register):
    assert dict(ask(elements=("person_name", "household_region")).values) == {"person_name": "王小满"}
    (use,) = selectors.uses(CASE)
    assert use.elements == ("person_name",)


@pytest.mark.django_db
def test_an_element_asked_for_in_a_role_is_the_persons_own(register):
    values = ask().values
    assert values["contact_name"] == values["mother_name"] == "王小满"
    register.records[NUMBER] = KNOWN | {"person_gender": "male"}
    assert "mother_name" not in ask().values


@pytest.mark.django_db
def test_each_look_is_kept_without_values(register):
    owner = person(name="王小满", stem="41132319960506000")
    services.fetch_of_person(owner.pk, purpose=f"核对 {NUMBER} 的户籍", subject=CASE, by=actor(owner))
    ask(id_number("41132319781112999"))
    by_case, of_person = selectors.uses(CASE), selectors.uses_of_person(owner.pk)
    assert [use.outcome_label for use in by_case] == ["未查到", "已查到"]
    assert [(use.actor_name, use.outcome, use.subject_key) for use in of_person] == [("王小满", "found", CASE.key)]
    assert "person_id_number" in of_person[0].elements and "411***" in of_person[0].purpose
    assert places_of(NUMBER, "白羽路") == []


@pytest.mark.django_db
def test_a_citizen_gets_of_another_person_only_what_he_named_himself(register):
    owner = person(name="王小满", stem="41132319960506000")
    agent = person("赵助手", stem="41132319850505003", phone="13800000007")
    assert ask(by=actor(owner)).values["household_address"] == "白羽路 41 号"
    named = {"person_name", "person_id_number"}
    assert {code for code in ask(by=actor(agent)).values if code in KNOWN} == named
    assert selectors.uses(CASE)[0].elements and "household_address" not in selectors.uses(CASE)[0].elements


@pytest.mark.django_db
def test_the_number_of_a_representative_is_for_who_acts_for_the_firm(shelves):
    chief, agent = person("陈建国", stem="41292719781112003", phone="13800000003"), person()
    number = {"legal_representative_id_number": id_number("41292719781112003"), "org_name": "某某餐饮有限公司"}
    shelves.registers[Register.LEGAL_PERSONS].records[USCC] = number
    identity.register_legal_person(uscc=USCC, name="某某餐饮有限公司", representative=chief, by=actor(chief))
    seen = [set(ask(USCC, register="legal_persons", by=actor(who)).values) for who in (chief, agent)]
    assert seen == [set(number), {"org_name"}]


@pytest.mark.django_db
@pytest.mark.parametrize("error", [RegisterDown("超时"), ConnectionError(NUMBER), KeyError("person_name")])
def test_a_register_that_is_down_is_an_answer(register, error, caplog):
    register.error = error
    with caplog.at_level(logging.WARNING):
        answer = ask()
    assert (answer.down, dict(answer.values), answer.record) == (True, {}, None)
    assert "请自己填写" in answer.sentence
    assert [use.outcome for use in selectors.uses(CASE)] == ["down"]
    assert NUMBER not in caplog.text and caplog.records


@pytest.mark.django_db
def test_an_adapter_that_is_not_there_is_a_register_that_is_down(settings):
    settings.BANCHENG_BASE_REGISTERS = "nobody"
    assert ask().down


@pytest.mark.django_db(transaction=True)
def test_no_register_is_asked_in_a_transaction(register):
    with pytest.raises(RuntimeError), transaction.atomic():
        ask()
    assert register.asked == [] and not UseOfData.objects.exists()
    assert ask().found


@pytest.mark.django_db
def test_bad_input_asks_nobody(register):
    for attempt, error in (
        (lambda: ask("12345"), CodeError),
        (lambda: ask(NUMBER, register="legal_persons"), CodeError),
        (lambda: ask(NUMBER, register="marriages"), ValueError),
        (lambda: ask(purpose="  "), Refused),
        (lambda: ask(by=ANONYMOUS), AccessDenied),
        (lambda: services.fetch_of_person(10**9, purpose="核对", subject=CASE, by=PLATFORM), AccessDenied),
    ):
        with pytest.raises(error):
            attempt()
    assert register.asked == [] and not UseOfData.objects.exists()


@pytest.mark.django_db
def test_the_database_keeps_no_elements_of_what_was_not_found(register):
    ask(id_number("41132319781112999"))
    with pytest.raises(IntegrityError), transaction.atomic():
        UseOfData.objects.update(elements=["person_name"])


@pytest.mark.django_db
def test_a_look_takes_one_statement(register, django_assert_num_queries):
    with django_assert_num_queries(1):
        ask()
    with django_assert_num_queries(1):
        selectors.uses(CASE)
