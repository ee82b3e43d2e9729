"""Who sees a bundle and what of it: the applicant all, its lead and organs states, others nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.tests.course import take_in, two_organs
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases import services as case_services
from bancheng.casework.cases.tests.stage import at
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.identity import services as identity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def test_an_organ_sees_the_contents_of_its_own_member_only() -> None:
    running = two_organs()
    water = running.stage.staff("clerk", "何水", organ=running.stage.world.water)
    market = running.stage.staff("clerk")
    key = running.filed()
    assert cases.staff_case(water, running.case(key, "sign").key).line.number
    for actor, member in ((water, "shop"), (market, "sign")):
        with pytest.raises(AccessDenied) as hidden:
            cases.staff_case(actor, running.case(key, member).key)
        assert not hidden.value.visible
    shown = {one.key: one.sees_case for one in selectors.running_bundle(water, key).parts}
    assert shown == {"shop": False, "food": False, "sign": True}
    assert {one.state for one in selectors.running_bundle(water, key).parts} == {"open", "held"}


def test_what_was_decided_of_others_is_told_as_a_state_and_not_in_words() -> None:
    running = two_organs()
    key = running.filed()
    running.decide(key, "shop", "refused")
    water = running.stage.staff("clerk", "何水", organ=running.stage.world.water)
    part = next(one for one in selectors.running_bundle(water, key).parts if one.key == "shop")
    assert (part.state, part.why, part.result, part.licence) == ("refused", "不予许可（办理）", "", "")
    own = next(one for one in selectors.running_bundle(running.stage.citizen(), key).parts if one.key == "shop")
    assert own.why == "出口不符合规定。"


def test_an_organ_does_not_read_what_another_asks_the_applicant_for() -> None:
    running = two_organs()
    water = running.stage.staff("clerk", "何水", organ=running.stage.world.water)
    market = running.stage.staff("clerk")
    key = running.filed()
    words = "身份证明与登记的姓名不一致"
    case_services.request_supplement(running.case(key, "shop").key, by=market, gaps=(Gap(1, words),))
    drain()
    assert selectors.running_bundle(water, key).asked == ()
    hall = running.stage.staff("service_officer", "钱国华", organisation_id=None)
    for actor in (market, hall, running.stage.citizen()):
        assert [one.gap for one in selectors.running_bundle(actor, key).asked] == [words]
    case_services.request_supplement(running.case(key, "sign").key, by=water, gaps=(Gap(1, "请标明位置"),))
    drain()
    (own,) = selectors.running_bundle(water, key).asked
    assert (own.gap, own.members) == ("请标明位置", ("店招",)), "of a paper that both ask for it reads its own words"


def test_a_draft_exists_for_who_applies_only_and_what_runs_not_for_strangers() -> None:
    running = two_organs()
    citizen, stranger = running.stage.citizen(), running.stage.citizen("李秀英", 2)
    draft = running.begin(citizen)
    for actor in (stranger, running.stage.staff("reviewer"), Actor(kind="anonymous", key="", name="")):
        with pytest.raises(AccessDenied) as hidden:
            selectors.state_of(actor, draft)
        assert not hidden.value.visible
    services.submit(draft, by=citizen, declared=True)
    with pytest.raises(AccessDenied):
        selectors.running_bundle(stranger, draft)
    elsewhere = running.stage.staff("clerk", "郑丽", organ=running.stage.world.elsewhere)
    with pytest.raises(AccessDenied) as hidden:
        selectors.running_bundle(elsewhere, draft)
    assert not hidden.value.visible
    assert selectors.board(elsewhere).lines == ()
    water = running.stage.staff("clerk", "何水", organ=running.stage.world.water)
    assert [one.key for one in selectors.board(water).lines] == [draft]


@pytest.mark.demand("ONE-13")
def test_the_lead_urges_a_member_of_another_organ_and_its_journal_keeps_it() -> None:
    running = two_organs()
    key = running.filed()
    hall = running.stage.staff("service_officer", "钱国华", organisation_id=None)
    chief = running.stage.staff("chief_representative", "石敬安")
    services.urge(key, member="sign", by=chief, words="店主等着开业")
    services.urge(key, member="sign", by=hall)
    with pytest.raises(AccessDenied, match="由牵头部门统筹"):
        services.urge(key, member="sign", by=running.stage.staff("clerk"))
    with pytest.raises(Refused, match="没有在部门办理"):
        services.urge(key, member="food", by=hall)
    water = running.stage.staff("clerk", "何水", organ=running.stage.world.water)
    steps = cases.staff_case(water, running.case(key, "sign").key).steps
    assert [step.text for step in steps if step.verb == "urge"][:1] == ["店主等着开业"]
    assert [one.words for one in selectors.running_bundle(hall, key).trace].count("催办：店招") == 2


def test_a_second_press_of_the_button_urges_once(time_machine: Any) -> None:
    running = two_organs()
    key = running.filed()
    hall = running.stage.staff("service_officer", "钱国华", organisation_id=None)
    services.urge(key, member="sign", by=hall, words="店主等着开业")
    with pytest.raises(Refused) as again:
        services.urge(key, member="sign", by=hall, words="店主等着开业")
    assert again.value.code == "cases.urged_just_now"
    time_machine.move_to(at(date(2026, 11, 20), 15), tick=False)
    services.urge(key, member="sign", by=hall)
    assert [one.words for one in selectors.running_bundle(hall, key).trace].count("催办：店招") == 2


def test_the_applicant_urges_once_a_day() -> None:
    running = two_organs()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    take_in(running, key, "shop")
    services.urge(key, member="shop", by=citizen)
    with pytest.raises(Refused) as refused:
        services.urge(key, member="shop", by=citizen)
    assert refused.value.code == "cases.urged_today"


def test_who_may_no_longer_act_for_a_firm_does_not_see_its_bundle_and_the_firm_still_does() -> None:
    running = two_organs()
    owner, helper = running.stage.person(), running.stage.person("李秀英", 2)
    firm = identity.register_legal_person(
        uscc="91350100M000100Y43", name="西峡县小满餐饮有限公司", representative=owner, by=running.stage.citizen()
    )
    held = identity.add_operator(legal_person=firm, person=helper, until=None, by=running.stage.citizen())
    by = running.stage.actor(helper)
    key = running.begin(by)
    services.set_applicant(key, by=by, capacity="operator", uscc=firm.uscc)
    services.submit(key, by=by, declared=True)
    drain()
    assert selectors.running_bundle(by, key).applicant_name == firm.name
    identity.end_operator(operator=held, by=running.stage.citizen())
    with pytest.raises(AccessDenied):
        selectors.running_bundle(running.stage.actor(helper), key)
    assert selectors.running_bundle(running.stage.citizen(), key).state == "running"
    assert selectors.own_bundles(running.stage.actor(helper)).lines == ()
