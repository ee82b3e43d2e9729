"""Whose a case is: window and web alike, firms and their operators, agents and principals, and nobody else (IDN-15, SEC-16)."""

from __future__ import annotations

from io import BytesIO

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import PDF, PLAN, STAGES, Stage
from bancheng.casework.cases.types import Filters
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.codes import CodeError
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import PLATFORM, TOWN, body, published
from bancheng.registers.identity import selectors as people
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import LegalPerson
from bancheng.registers.identity.tests.cast import id_number
from bancheng.registers.organisations import services as organisations

USCC = "91411323MA0DEM0266"
FIRM = "西峡县演示食品有限公司"
NEXT_TOWN = "411323102000"


def firm(stage: Stage) -> LegalPerson:
    """A firm that 王小满 represents."""
    return identity.register_legal_person(uscc=USCC, name=FIRM, representative=stage.person(), by=PLATFORM)


def operator(stage: Stage, legal: LegalPerson) -> Actor:
    """李秀英, who may act for it from today."""
    person = stage.person("李秀英", 2)
    identity.add_operator(legal_person=legal, person=person, until=None, by=stage.citizen())
    return stage.citizen("李秀英", 2)


def for_firm(stage: Stage, by: Actor, capacity: str) -> str:
    key = stage.draft(by=by)
    services.set_applicant(key, by=by, capacity=capacity, uscc=USCC)
    return key


@pytest.mark.demand("IDN-15")
def test_a_case_filed_at_the_window_is_in_the_persons_account_online(stage: Stage) -> None:
    clerk, person = stage.staff("clerk"), stage.person()
    found = people.find_person_by_id_number(people.id_number_of(person.pk))
    assert found is not None
    key = services.start_at_window(item_id=stage.item(), person_id=found.id, by=clerk, identity_method="id_reader")
    services.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    services.save_fields(key, by=clerk, values={"person_name": "王小满", "has_staff": "no"})
    services.receive_paper(key, line=1, by=clerk)
    assert [line.key for line in selectors.own_cases(stage.citizen(), part="draft").rows] == [key]
    number = services.submit(key, by=clerk, declared=True).number
    mine = selectors.own_cases(stage.citizen(), part="open").rows
    assert [(line.number, line.channel) for line in mine] == [(number, "window")]
    assert selectors.own_case(stage.citizen(), number).materials[0].given == "paper"
    assert stage.seen(number).identity_method == "身份证阅读器"


def test_who_was_served_at_the_window_before_he_had_an_account_finds_the_case_after_registering(stage: Stage) -> None:
    clerk = stage.staff("clerk")
    number = id_number("41132319940315002")
    person = identity.enter_person(
        name="赵小兰", id_number=number, method="身份证阅读器", by=clerk, phone="13900000077"
    )
    key = services.start_at_window(item_id=stage.item(), person_id=person.id, by=clerk, identity_method="id_card")
    account = identity.register_person(
        name="赵小兰", id_number=number, phone="13900000077", password="Correct-Horse-9", code=None
    )
    assert account.person is not None and account.person.pk == person.id
    assert [line.key for line in selectors.own_cases(stage.actor(account.person)).rows] == [key]


@pytest.mark.demand("SEC-16")
def test_a_town_user_sees_no_case_of_another_town_by_no_way(stage: Stage) -> None:
    organisations.create_region(code=NEXT_TOWN, name="桑坪镇", by=PLATFORM)
    guide = body(stages=STAGES, materials=[PLAN], questions=body()["questions"][:1])
    item = published(stage.world.town, "宅基地审批", guide=guide).item_id
    filed = stage.file(item)
    drain()
    own = stage.staff("town_officer", "蒋春梅", organ=stage.world.town)
    beside = organisations.create_organisation(region=NEXT_TOWN, name="桑坪镇人民政府", kind="town", by=PLATFORM)
    neighbour = stage.staff("town_officer", "华秋菊", organ=beside)
    assert own.grants[0].region == TOWN
    file = selectors.own_case(stage.citizen(), filed.number).materials[0].files[0].key
    paper = selectors.own_case(stage.citizen(), filed.number).papers[0].number

    def looks(by: Actor) -> list[bool]:
        ways = (
            lambda: selectors.staff_case(by, filed.number),
            lambda: selectors.staff_case(by, filed.key),
            lambda: selectors.staff_file(by, filed.number, file),
            lambda: selectors.paper_file(by, paper),
            lambda: services.accept(filed.number, by=by),
        )
        return [_is_there(way) for way in ways]

    assert looks(neighbour) == [False] * 5
    assert [line.number for line in selectors.staff_cases(own, Filters()).rows] == [filed.number]
    for filters in (Filters(), Filters(q=filed.number), Filters(q="宅基地"), Filters(region=TOWN), Filters(item=item)):
        assert selectors.staff_cases(neighbour, filters).rows == ()
        assert selectors.staff_counts(neighbour, filters)["total"] == 0
    assert selectors.inbox(neighbour, mine=False).rows == () and selectors.inbox_counts(neighbour)["all"] == 0
    assert looks(own) == [True] * 5


def _is_there(way: object) -> bool:
    try:
        way()  # type: ignore[operator]
    except AccessDenied as denied:
        assert not denied.visible
        return False
    return True


def test_another_citizen_finds_neither_draft_nor_case_nor_file(stage: Stage) -> None:
    filed = stage.file()
    key, stranger = stage.draft(), stage.citizen("李秀英", 2)
    file = selectors.own_case(stage.citizen(), filed.number).materials[0].files[0].key
    for way in (
        lambda: selectors.own_case(stranger, filed.number),
        lambda: selectors.draft(stranger, key),
        lambda: selectors.own_file(stranger, filed.number, file),
        lambda: services.save_fields(key, by=stranger, values={}),
        lambda: services.submit(key, by=stranger, declared=True),
        lambda: services.withdraw(filed.number, by=stranger),
        lambda: services.urge(filed.number, by=stranger),
        lambda: services.discard(key, by=stranger),
        lambda: services.remove_file(key, file=file, by=stranger),
        lambda: services.add_file(key, line=1, stream=BytesIO(PDF), name="图.pdf", by=stranger),
    ):
        with pytest.raises(AccessDenied) as denied:
            way()
        assert not denied.value.visible
    assert selectors.own_cases(stranger).rows == () and selectors.own_counts(stranger)["all"] == 0


def test_an_operator_files_for_the_firm_and_loses_sight_with_his_authority(stage: Stage) -> None:
    legal = firm(stage)
    acting = operator(stage, legal)
    number = services.submit(for_firm(stage, acting, "operator"), by=acting, declared=True).number
    half = for_firm(stage, acting, "operator")
    case = selectors.own_case(acting, number)
    assert (case.line.applicant_name, case.filer_name, case.capacity_label) == (FIRM, "李秀英", "单位经办人办理")
    identity.end_operator(operator=people.operators_of(legal)[0].id, by=stage.citizen())
    former = stage.citizen("李秀英", 2)
    assert selectors.own_cases(former).rows == ()
    for way in (
        lambda: selectors.own_case(former, number),
        lambda: services.withdraw(number, by=former),
        lambda: services.submit(half, by=former, declared=True),
    ):
        with pytest.raises(AccessDenied) as denied:
            way()
        assert not denied.value.visible
    assert selectors.own_case(stage.citizen(), number).line.number == number
    assert services.submit(half, by=stage.citizen(), declared=True).number


def test_nobody_acts_for_a_firm_without_its_authority_nor_in_a_capacity_that_is_not_his(stage: Stage) -> None:
    legal = firm(stage)
    stranger = stage.citizen("郑丽", 3)
    key = stage.draft(by=stranger)
    for capacity in ("representative", "operator"):
        with pytest.raises(Refused) as refused:
            services.set_applicant(key, by=stranger, capacity=capacity, uscc=USCC)
        assert refused.value.code == "cases.no_authority"
        with pytest.raises(Refused) as at_once:
            services.file(
                item_id=stage.item(), by=stranger, answers={}, values={}, capacity=capacity, uscc=USCC, declared=True
            )
        assert at_once.value.code == "cases.no_authority"
    acting = operator(stage, legal)
    with pytest.raises(Refused) as refused:
        services.set_applicant(stage.draft(by=acting), by=acting, capacity="representative", uscc=USCC)
    assert refused.value.code == "cases.capacity" and "单位经办人" in refused.value.sentence
    with pytest.raises(Refused) as refused:
        services.set_applicant(key, by=stranger, capacity="operator", uscc="")
    assert refused.value.code == "cases.no_firm"


def test_an_agent_names_a_principal_who_is_not_himself_and_sees_the_case_too(stage: Stage) -> None:
    agent = stage.citizen("李秀英", 2)
    own, principal = people.id_number_of(stage.person("李秀英", 2).pk), people.id_number_of(stage.person().pk)
    key = stage.draft(by=agent)
    for name, number, code in (
        ("", "", "cases.capacity"),
        ("王小满", "", "cases.capacity"),
        ("李秀英", own, "cases.own_agent"),
    ):
        with pytest.raises(Refused) as refused:
            services.set_applicant(key, by=agent, capacity="agent", principal_name=name, principal_id_number=number)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        services.set_applicant(key, by=agent, capacity="agent", principal_name="王大满", principal_id_number=principal)
    assert refused.value.code == "identity.name_differs"
    with pytest.raises(CodeError):
        services.set_applicant(key, by=agent, capacity="agent", principal_name="王小满", principal_id_number="123")
    assert Case.objects.get(key=key).capacity == "self"
    services.set_applicant(key, by=agent, capacity="agent", principal_name="王小满", principal_id_number=principal)
    number = services.submit(key, by=agent, declared=True).number
    drain()
    for by in (agent, stage.citizen()):
        assert selectors.own_case(by, number).capacity_label == "受委托代办"
    assert selectors.own_case(agent, number).filer_name == "李秀英"
    services.withdraw(number, by=stage.citizen())


def test_a_visitor_and_a_clerk_begin_no_application_of_their_own(stage: Stage) -> None:
    for by in (Actor(kind="anonymous", key="", name=""), stage.staff("clerk")):
        with pytest.raises(AccessDenied) as denied:
            services.start(item_id=stage.item(), by=by)
        assert denied.value.visible


def test_a_clerk_begins_only_what_his_desk_takes_in(stage: Stage) -> None:
    other = stage.staff("clerk", "郑丽", organ=stage.world.elsewhere)
    with pytest.raises(AccessDenied):
        services.start_at_window(item_id=stage.item(), person_id=stage.person().pk, by=other, identity_method="id_card")
    with pytest.raises(Refused) as refused:
        services.start_at_window(
            item_id=stage.item(), person_id=stage.person().pk, by=stage.staff("clerk"), identity_method="guess"
        )
    assert refused.value.code == "cases.identity_method"
