"""A window enters who has no account; when he registers later, he adopts the row, and nobody else does."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection

from bancheng.ground.access import ANONYMOUS, AccessDenied, Subject
from bancheng.ground.codes import CodeError
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.models import Account, LegalPerson, NaturalPerson
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, actor, id_number, person, verbs
from bancheng.registers.identity.tests.secrecy import places_of

METHOD, PHONE, USCC = "出示居民身份证原件", "13800000001", "91350100M000100Y43"
AGENT = "41132319850505003"


def enter(by=PLATFORM, **changes):
    return services.enter_person(**({"name": "王小满", "id_number": id_number(), "method": METHOD} | changes), by=by)


def register(**changes):
    facts = {"name": "王小满", "id_number": id_number(), "phone": PHONE, "password": PASSWORD, "code": None}
    return services.register_person(**(facts | changes))


def code_of(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def subject(view) -> Subject:
    return Subject("identity.person", str(view.id))


@pytest.mark.django_db
def test_a_window_enters_a_person_once_and_finds_him_again(county):
    clerk = actor(county.staff("clerk1", "clerk"))
    first = enter(clerk)
    again = enter(clerk, name="王 小满", id_number=f" {id_number().lower()} ")
    assert (first.id, first.name, first.phone_masked) == (again.id, "王小满", "")
    assert selectors.account_of_person(first.id) == 0
    assert verbs(subject(first)) == ["enter", "identify"]
    assert [entry.facts["method"] for entry in journal.entries_of(subject(first))] == [METHOD, METHOD]
    assert places_of(id_number()) == []


@pytest.mark.django_db
def test_who_may_enter(county):
    town, reviewer = actor(county.staff("town11", "town_officer")), actor(county.staff("rev", "reviewer"))
    assert enter(town).id
    for who in (reviewer, ANONYMOUS):
        with pytest.raises(AccessDenied):
            enter(who)
        with pytest.raises(AccessDenied):
            services.enter_legal_person(uscc=USCC, name="某某餐饮有限公司", by=who)


@pytest.mark.django_db
def test_bad_input_enters_nobody(county):
    for changes in ({"id_number": "123"}, {"name": "<b>"}, {"phone": "12"}):
        with pytest.raises(CodeError):
            enter(**changes)
    assert code_of(lambda: enter(method="  ")) == "identity.method"
    assert not NaturalPerson.objects.exists()


@pytest.mark.django_db
def test_another_name_is_refused_without_telling_the_registered_one(county):
    enter()
    with pytest.raises(Refused) as refused:
        enter(name="王大满")
    assert refused.value.code == "identity.name_differs" and "王小满" not in refused.value.sentence
    with pytest.raises(Refused) as refused:
        register(name="王大满")
    assert refused.value.code == "identity.name_differs" and "王小满" not in refused.value.sentence
    assert not Account.objects.exists()


@pytest.mark.django_db
@pytest.mark.demand("IDN-15")
def test_who_was_entered_adopts_the_row_when_he_registers(county):
    entered = enter()
    account = register()
    assert account.person_id == entered.id and NaturalPerson.objects.count() == 1
    assert selectors.account_of_person(entered.id) == account.pk
    # Registering proves a phone, not a face at the window.
    assert (account.person.phone_masked, account.person.assurance) == ("138****0001", 1)
    assert verbs(subject(entered)) == ["enter", "register"]
    assert code_of(register) == "identity.taken"
    assert enter().id == entered.id


@pytest.mark.django_db
def test_the_phone_noted_at_the_window_must_be_proved(county, phone):
    enter(phone=PHONE)
    services.request_code(purpose=services.Purpose.REGISTER, phone="13900000009")
    assert code_of(lambda: register(phone="13900000009", code=phone.last)) == "identity.phone_differs"
    enter(phone="13900000009")
    services.request_code(purpose=services.Purpose.REGISTER, phone="13900000009")
    assert register(phone="13900000009", code=phone.last).person.phone_masked == "139****0009"


@pytest.mark.django_db
def test_what_an_agent_enters_is_not_checked_until_a_window_has_seen_the_person(county):
    agent = actor(person("赵助手", stem=AGENT, phone="13800000007"))
    entered = enter(agent, name="王小曼", phone="13800000007", method="代理人填报")
    row = NaturalPerson.objects.get(pk=entered.id)
    assert (row.assurance, row.phone) == (0, None)
    assert code_of(lambda: enter(agent)) == "identity.name_differs"
    assert enter(PLATFORM).name == "王小满"
    assert journal.entries_of(subject(entered)).last().facts["corrected"] is True
    assert code_of(lambda: enter(agent, name="王小曼")) == "identity.name_differs"


@pytest.mark.django_db
def test_whom_a_mandate_names_at_the_window_is_not_checked(county):
    clerk = actor(county.staff("clerk1", "clerk"))
    absent = enter(clerk, name="王小曼", phone=PHONE, method="授权委托书", seen=False)
    assert (absent.phone_masked, absent.assurance) == ("", 0)
    assert enter(clerk).name == "王小满"


@pytest.mark.django_db
def test_a_window_changes_nothing_of_who_has_an_account(county):
    account = register()
    assert code_of(lambda: enter(name="王小曼")) == "identity.name_differs"
    enter(phone="13900000009")
    row = NaturalPerson.objects.get(pk=account.person_id)
    assert (row.phone_masked, row.assurance) == ("138****0001", 1)


@pytest.mark.django_db(transaction=True)
def test_a_window_and_the_owner_at_one_moment_make_one_person(monkeypatch):
    """The window's row appears between the owner's look and his insert."""
    usual, came = NaturalPerson.objects.create, []

    def meanwhile(**fields):
        if not came:
            came.append(True)
            raced = threading.Thread(target=_window, args=(came,))
            if connection.vendor == "postgresql":
                raced.start()
                raced.join()
        return usual(**fields)

    monkeypatch.setattr(NaturalPerson.objects, "create", meanwhile)
    account = register()
    entered = enter()
    assert NaturalPerson.objects.count() == 1 and account.person_id == entered.id
    assert len(came) == (2 if connection.vendor == "postgresql" else 1)


def _window(came) -> None:
    try:
        enter()
        came.append(True)
    finally:
        connection.close()


@pytest.mark.django_db
def test_a_firm_is_entered_once_and_by_its_own_name(county):
    clerk = actor(county.staff("clerk1", "clerk"))
    made = services.enter_legal_person(uscc=f" {USCC.lower()}", name="西峡县某某餐饮有限公司（分店）", by=clerk)
    again = services.enter_legal_person(uscc=USCC, name="西峡县某某餐饮有限公司(分店)", by=clerk)
    assert made.id == again.id == selectors.find_legal_person(USCC.lower()).id
    assert selectors.find_legal_person("无此代码") is None
    other = lambda: services.enter_legal_person(uscc=USCC, name="别的公司", by=clerk)  # noqa: E731
    assert code_of(other) == "identity.legal_name_differs"
    assert verbs(Subject("identity.legal_person", USCC)) == ["enter"]
    assert LegalPerson.objects.get().representative_id is None


@pytest.mark.django_db
def test_who_may_act_for_a_firm_today(county, django_assert_max_num_queries):
    chief, helper = person("陈建国", stem="41292719781112003", phone="13800000003"), person()
    firm = services.register_legal_person(uscc=USCC, name="某某餐饮有限公司", representative=chief, by=actor(chief))
    chief_actor, helper_actor = actor(chief), actor(helper)
    assert selectors.may_act_for(helper_actor, firm.pk) == ""
    made = services.add_operator(legal_person=firm, person=helper, until=None, by=chief_actor)
    with django_assert_max_num_queries(2):
        assert selectors.may_act_for(helper_actor, firm.pk) == "经办人"
    services.end_operator(operator=made, by=chief_actor)
    answers = [selectors.may_act_for(who, firm.pk) for who in (chief_actor, helper_actor, PLATFORM, ANONYMOUS)]
    assert answers == ["法定代表人（负责人）", "", "", ""]


def test_no_page_reads_full_numbers():
    """`id_number_of` is for the room that asks the registers; a page goes through `unmask`."""
    doors = Path(services.__file__).parents[3] / "doors"
    assert doors.is_dir() and not [
        file for file in doors.rglob("*.py") if "id_number_of(" in file.read_text(encoding="utf-8")
    ]
