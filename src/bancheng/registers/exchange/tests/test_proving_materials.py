"""A material that a register confirms need not be handed in; the guide says so beside it."""

from __future__ import annotations

import pytest

from bancheng.ground.access import Subject, system
from bancheng.registers.exchange import providers, selectors, services
from bancheng.registers.exchange.adapters.base_registers import RegisterDown
from bancheng.registers.exchange.adapters.base_registers.demo_firms import firms
from bancheng.registers.exchange.adapters.base_registers.demo_people import population
from bancheng.registers.exchange.models import UseOfData
from bancheng.registers.exchange.types import Register
from bancheng.registers.identity.tests.cast import actor, id_number, person

pytestmark = pytest.mark.django_db
PLATFORM, CASE = system("测试"), Subject("cases.case", "1")
NUMBER = id_number("41132319960506000")
ID_CARD, HOUSEHOLD, MARRIAGE, LICENCE, CERTIFICATE = "M0144", "M0079", "M0194", "M0002", "M3001"


def prove(material, **facts):
    return services.prove(material, subject=CASE, by=PLATFORM, **facts)


def firm(org_type):
    return next(code for code, values in firms().items() if values["org_type"] == org_type)


def test_an_identity_card_is_confirmed_by_the_population_register():
    proof = prove(ID_CARD, person_id_number=NUMBER, claimed={"person_name": "王小满"})
    assert proof is not None
    assert proof.sentence.endswith("已由人口基础信息库核对（2026年11月20日），不用交")
    assert [use.purpose for use in selectors.uses(CASE)] == ["核对材料：M0144"]
    assert set(selectors.uses(CASE)[0].elements) == {"person_id_number", "person_name"}


def test_who_is_registered_here_in_another_name_is_not_confirmed():
    wrong = person(name="王大满", stem="41132319960506000")
    assert prove(ID_CARD, person=wrong.pk) is None


def test_a_claimed_mandate_proves_no_more_than_the_number_and_the_name():
    agent = person("赵助手", stem="41132319850505003", phone="13800000007")
    married = next(one for one in population() if one.marital == "married")

    def proved(material):
        return services.prove(material, subject=CASE, by=actor(agent), person_id_number=married.number)

    assert proved(ID_CARD) is not None
    assert proved(HOUSEHOLD) is None and proved(MARRIAGE) is None


def test_what_the_form_claims_must_be_what_the_register_holds():
    assert prove(ID_CARD, person_id_number=NUMBER, claimed={"person_name": "王大满"}) is None
    assert prove(HOUSEHOLD, person_id_number=NUMBER, claimed={"household_address": "别处"}) is None
    assert prove(HOUSEHOLD, person_id_number=NUMBER) is not None


def test_only_a_marriage_proves_a_marriage_certificate():
    married = next(one for one in population() if one.marital == "married")
    assert prove(MARRIAGE, person_id_number=married.number) is not None
    assert prove(MARRIAGE, person_id_number=NUMBER) is None


def test_a_business_licence_is_proved_for_market_entities_only():
    company, kindergarten = firm("company"), firm("institution")
    assert prove(LICENCE, uscc=company) is not None
    assert prove(LICENCE, uscc=kindergarten) is None
    assert prove(CERTIFICATE, uscc=kindergarten) is not None
    assert prove(CERTIFICATE, uscc=company) is None


def test_nothing_is_asked_for_a_material_no_register_proves_or_without_the_number_it_needs():
    assert prove("M0001", person_id_number=NUMBER, uscc=firm("company")) is None
    assert prove(LICENCE, person_id_number=NUMBER) is None
    assert prove(ID_CARD, uscc=firm("company")) is None
    assert selectors.shareable("M0001") is None
    assert not UseOfData.objects.exists()


def test_a_register_that_is_down_proves_nothing(shelves):
    shelves.registers[Register.POPULATION].error = RegisterDown("超时")
    assert prove(ID_CARD, person_id_number=NUMBER) is None
    assert [use.outcome for use in selectors.uses(CASE)] == ["down"]


def test_a_guide_says_what_is_spared_without_asking_any_register(shelves, django_assert_num_queries):
    class Material:
        def __init__(self, code):
            self.code = code

    class Guide:
        materials = (Material(ID_CARD), Material("M0001"), Material(LICENCE), Material(ID_CARD))

    with django_assert_num_queries(0):
        found = providers.exemptions(Guide, "7")
    assert [(one.material, one.sentence) for one in found] == [
        (ID_CARD, "可以由人口基础信息库核对，免交"),
        (LICENCE, "以单位名义办理的，可以由法人基础信息库核对，免交"),
    ]
    assert providers.exemptions(Guide, "") == ()
    assert all(shelf.asked == [] for shelf in shelves.registers.values())
