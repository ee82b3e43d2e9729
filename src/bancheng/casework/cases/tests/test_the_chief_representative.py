"""首席代表 (FLW-12): the five powers as his department granted them, on its own cases, and the journal says so."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import INSTANT_STAGES, LICENCE, Stage
from bancheng.casework.cases.tests.test_standing_in import facts
from bancheng.casework.cases.types import Criterion
from bancheng.ground.access import AccessDenied, may
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused, today
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import PostPower, Staff
from bancheng.registers.licences import services as licences
from bancheng.registers.licences.models import PrintTask
from bancheng.registers.organisations import services as organisations
from bancheng.registers.organisations.models import Organisation, Post

FIVE = ("accept", "review", "decide", "issue", "deliver")


def seat(stage: Stage, *powers: str, organ: Organisation | None = None) -> tuple[Post, Staff]:
    """A chief representative of an organ (the market's) with these powers; he sits in the hall and sees its cases."""
    place = organ or stage.world.market
    name = "雷鸣" if organ is None else "关海"
    stage.staff("chief_representative", name, organ=place, region=COUNTY, organisation_id=None)
    chief = stage.made["chief_representative", name]
    post = organisations.create_post(organisation=place, code="SD", name="首席代表岗", kind="chief", by=PLATFORM)
    identity.hold_post(post_id=post.pk, staff=chief, ab="A", by=PLATFORM)
    if powers:
        grant(post, powers)
    return post, chief


def grant(post: Post, powers: Iterable[str]) -> None:
    identity.grant_powers(
        post_id=post.pk, powers=tuple(powers), basis="局授权书第3号", valid_from=today(), valid_to=None, by=PLATFORM
    )


def reviewed_by(stage: Stage, number: str, chief: Staff) -> None:
    by = stage.actor(chief)
    while button := next(
        (one for one in stage.seen(number, by).verbs if one.verb == "review" and not one.reason), None
    ):
        task = next(one for one in stage.seen(number, by).tasks if one.id == button.task)
        points = next(one.criteria for one in stage.seen(number, by).document.stages if one.key == task.stage)
        ticked = [Criterion(text, met=True) for text in points]
        services.review(number, by=by, task=task.id, outcome="agree", opinion="符合", criteria=ticked)


@pytest.mark.demand("FLW-12")
def test_he_does_the_five_on_a_case_of_his_own_department_and_none_on_that_of_another(stage: Stage) -> None:
    _post, chief = seat(stage, *FIVE, organ=stage.world.water)
    own = stage.item("公安许可（演示）", organ=stage.world.water, **licensed(stage))
    number, by = stage.file(own).number, stage.actor(chief)
    services.accept(number, by=by)
    reviewed_by(stage, number, chief)
    second_person(stage, number)
    Case.objects.filter(number=number).update(delivery="post")  # what goes by post waits for a desk
    services.decide(number, by=by, outcome="granted")
    drain()
    task = PrintTask.objects.get()
    licences.print_copy(task=task.pk, by=by)
    services.deliver(number, by=by, method="window")
    assert stage.row(number).state == "delivered"
    own_steps = [step for step in stage.seen(number, by).steps if step.who == "关海"]
    assert {step.verb for step in own_steps} == {"accept", "review", "decide", "deliver"}
    assert all(step.by_right == "行使首席代表岗权限" for step in own_steps)

    other = stage.file(stage.item(), by=stage.citizen("李秀英", 2)).number
    assert stage.seen(other, by).verbs == (), "he sees it, for he sits in the hall, and can do nothing about it"
    for act in (
        lambda: services.accept(other, by=by),
        lambda: services.review(other, by=by, task=1, outcome="agree", opinion=""),
        lambda: services.decide(other, by=by, outcome="granted"),
        lambda: services.deliver(other, by=by),
    ):
        with pytest.raises(AccessDenied) as denied:
            act()
        assert denied.value.visible, "403, not 404"
    instant = {"handling": "instant", "promised": {"unit": "instant"}, "stages": INSTANT_STAGES, **licensed(stage)}
    given = stage.file(stage.item("领证（演示）", **instant), by=stage.citizen("张三丰", 3)).number
    services.accept(given, by=stage.staff("clerk"))
    services.decide(given, by=stage.staff("approver"), outcome="granted")
    drain()
    theirs = PrintTask.objects.exclude(pk=task.pk).latest("pk")
    with pytest.raises(AccessDenied):
        licences.print_copy(task=theirs.pk, by=by)


def licensed(stage: Stage) -> dict[str, object]:
    stage.licensed()
    result = {"name": "许可证", "kind": "licence", "licence": LICENCE, "delivery": ["window"]}
    return {"results": [result]}


def second_person(stage: Stage, number: str) -> None:
    """The inspection wants two persons, whoever the first is."""
    by = stage.staff("reviewer", "何永生", organ=stage.world.water)
    task = next(one for one in stage.seen(number, by).tasks if one.state == "open" and one.kind == "inspect")
    assert task.first_name == "关海"
    points = next(one.criteria for one in stage.seen(number, by).document.stages if one.key == task.stage)
    ticked = [Criterion(text, met=True) for text in points]
    services.review(number, by=by, task=task.id, outcome="agree", opinion="符合", criteria=ticked)


def test_he_may_do_what_his_department_granted_and_no_more(stage: Stage) -> None:
    post, chief = seat(stage, "accept")
    number = stage.file().number
    services.accept(number, by=stage.actor(chief))
    stage.agree(number, "review")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    with pytest.raises(AccessDenied):
        services.decide(number, by=stage.actor(chief), outcome="granted")
    grant(post, ("decide",))
    services.decide(number, by=stage.actor(chief), outcome="granted")
    assert not may(stage.actor(chief), "licences.print").allowed


def test_that_he_decided_what_he_accepted_is_told_as_use_of_his_powers(stage: Stage) -> None:
    """An approver by his own role as well: without the powers it would be refused, so they are what the journal names."""
    _post, chief = seat(stage, "accept", "decide")
    market = stage.world.market
    identity.grant_role(staff=chief, role="approver", region=COUNTY, organisation_id=market.pk, by=PLATFORM)
    mine = stage.file(stage.instant()).number
    services.accept(mine, by=stage.actor(chief))
    services.decide(mine, by=stage.actor(chief), outcome="granted")
    assert facts(stage, mine, "decide")["powers"] == "首席代表岗"
    other = stage.accepted(stage.instant(), by=stage.citizen("李秀英", 2))
    services.decide(other, by=stage.actor(chief), outcome="granted")
    assert "powers" not in facts(stage, other, "decide")


def test_extending_and_what_follows_a_decision_is_none_of_the_five(stage: Stage) -> None:
    _post, chief = seat(stage, *FIVE)
    number = stage.accepted()
    assert "extend" not in {one.verb for one in stage.seen(number, stage.actor(chief)).verbs}
    with pytest.raises(AccessDenied, match="须经本行政机关负责人批准"):
        services.extend(number, by=stage.actor(chief), days=3, reason="需要补充核查")
    assert "extend" in {one.verb for one in stage.seen(number, stage.staff("organ_head")).verbs}


def test_he_urges_on_the_cases_of_his_department(stage: Stage) -> None:
    _post, chief = seat(stage, "accept")
    number = stage.accepted()
    services.urge(number, by=stage.actor(chief), words="申请人明天开业")
    assert selectors.staff_case(stage.actor(chief), number).steps[-1].text == "申请人明天开业"
    with pytest.raises(AccessDenied):
        services.urge(number, by=stage.staff("reviewer"))


def test_two_in_one_person_is_still_refused_without_the_powers(stage: Stage) -> None:
    post, chief = seat(stage, "accept", "decide")
    number = stage.file(stage.instant()).number
    services.accept(number, by=stage.actor(chief))
    identity.revoke_power(power_id=PostPower.objects.get(post=post, power="decide").pk, by=PLATFORM)
    market = stage.world.market
    identity.grant_role(staff=chief, role="approver", region=COUNTY, organisation_id=market.pk, by=PLATFORM)
    with pytest.raises(Refused) as refused:
        services.decide(number, by=stage.actor(chief), outcome="granted")
    assert refused.value.code == "cases.own_review"
