"""Legal persons: registered once, by their representative, who names operators and takes authority back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.codes import CodeError
from bancheng.ground.law import Refused, today
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.models import LegalPerson
from bancheng.registers.identity.tests.cast import PLATFORM, actor, person

pytestmark = pytest.mark.django_db
USCC = "91350100M000100Y43"
DAY = date(2026, 11, 20)


@pytest.fixture
def chief(db):
    return person("陈建国", stem="41292719781112003", phone="13800000003")


@pytest.fixture
def clerk(db):
    return person()


def register(representative, by=None, **changes):
    facts = {"uscc": USCC, "name": "西峡县某某餐饮有限公司", "representative": representative}
    return services.register_legal_person(**(facts | changes), by=by or actor(representative))


def code_of(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def acting_for(who):
    return [(one.uscc, one.capacity, one.represents) for one in selectors.legal_persons_of(who)]


def test_the_representative_registers_it_once(chief, clerk):
    register(chief.pk, by=actor(chief), uscc=" 91350100-M000100Y43 ")
    assert acting_for(chief) == [(USCC, "法定代表人（负责人）", True)]
    assert code_of(lambda: register(clerk)) == "identity.legal_taken"
    assert acting_for(clerk) == []


def test_nobody_registers_it_in_anothers_name(chief, clerk):
    with pytest.raises(AccessDenied):
        register(chief, by=actor(clerk))
    assert not LegalPerson.objects.exists()


def test_a_wrong_credit_code_name_or_kind_is_refused(chief):
    with pytest.raises(CodeError):
        register(chief, uscc="91350100M000100Y44")
    assert code_of(lambda: register(chief, name=" \x00 ")) == "identity.legal_name"
    assert code_of(lambda: register(chief, name="长" * 121)) == "identity.legal_name"
    assert code_of(lambda: register(chief, kind="1")) == "identity.legal_kind"


def test_an_operator_acts_from_and_until_a_day_and_loses_it_at_once(chief, clerk, on):
    on(DAY)
    company = register(chief)
    made = services.add_operator(legal_person=company, person=clerk.pk, until=DAY + timedelta(days=30), by=actor(chief))
    assert acting_for(clerk) == [(USCC, "经办人", False)]
    on(DAY + timedelta(days=31))
    assert acting_for(clerk) == []
    on(DAY)
    services.end_operator(operator=made.pk, by=actor(chief))
    assert acting_for(clerk) == []
    assert [one.current for one in selectors.operators_of(company)] == [False]
    assert code_of(lambda: services.end_operator(operator=made, by=actor(chief))) == "identity.operator_ended"


def test_an_authority_taken_back_today_can_be_given_again_today(chief, clerk):
    company = register(chief)
    made = services.add_operator(legal_person=company, person=clerk, until=None, by=actor(chief))
    services.end_operator(operator=made, by=actor(chief))
    services.add_operator(legal_person=company.pk, person=clerk, until=None, by=actor(chief))
    assert [one.current for one in selectors.operators_of(company)] == [True]


def test_authorities_of_one_person_do_not_overlap(chief, clerk):
    company, day = register(chief), today()

    def add(**dates):
        return services.add_operator(legal_person=company, person=clerk, by=actor(chief), **({"until": None} | dates))

    add(since=day + timedelta(days=10), until=day + timedelta(days=20))
    assert code_of(lambda: add()) == "identity.operator_taken"
    assert code_of(lambda: add(since=day + timedelta(days=20))) == "identity.operator_taken"
    add(until=day + timedelta(days=9))
    add(since=day + timedelta(days=21))
    assert code_of(lambda: add(since=day - timedelta(days=1))) == "identity.operator_dates"
    assert code_of(lambda: add(since=day + timedelta(days=5), until=day)) == "identity.operator_dates"


def test_only_the_representative_names_and_removes_operators(chief, clerk):
    company = register(chief)
    made = services.add_operator(legal_person=company, person=clerk, until=None, by=actor(chief))
    for attempt in (
        lambda: services.add_operator(legal_person=company, person=clerk, until=None, by=actor(clerk)),
        lambda: services.end_operator(operator=made, by=actor(clerk)),
        lambda: services.end_operator(operator=10**30, by=actor(clerk)),
    ):
        with pytest.raises(AccessDenied) as denied:
            attempt()
        assert not denied.value.visible
    add = lambda: services.add_operator(legal_person=company, person=chief, until=None, by=PLATFORM)  # noqa: E731
    assert code_of(add) == "identity.operator_self"


def test_an_operators_number_is_shown_masked(chief, clerk, django_assert_num_queries):
    company = register(chief)
    services.add_operator(legal_person=company, person=clerk, until=None, by=actor(chief))
    with django_assert_num_queries(1):
        (one,) = selectors.operators_of(company)
    assert (one.name, one.person_id, one.id_masked[:3], "*" in one.id_masked) == ("王小满", clerk.pk, "411", True)
    with django_assert_num_queries(2):
        selectors.legal_persons_of(clerk.pk)
