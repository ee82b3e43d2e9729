"""授权窗口当场决定, and where a decision goes that no window may make (FLW-10, FLW-11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import ONE, STAGES, TWO, Stage
from bancheng.casework.cases.tests.test_standing_in import facts
from bancheng.casework.cases.tests.test_the_chief_representative import seat
from bancheng.casework.cases.types import Criterion
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused, today
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.messages import selectors as messages

BASIS = "西市监〔2026〕12号"


def granted(stage: Stage, item: int, clerk: Actor) -> int:
    return services.grant_decision(
        item_id=item,
        staff_number=clerk.key.removeprefix("staff:"),
        valid_from=today(),
        valid_to=today() + timedelta(days=30),
        basis=BASIS,
        by=stage.staff("approver"),
    )


def waiting(by: Actor) -> list[tuple[str, str]]:
    return [(row.case.number, row.stage_name) for row in selectors.inbox(by).rows]


@pytest.mark.demand("FLW-10")
def test_a_clerk_with_a_grant_finishes_at_the_window_one_without_is_refused_and_the_reviewer_has_it(
    stage: Stage,
) -> None:
    stages = [one for one in stage_list() if one["key"] != "inspect"]
    stages[-1] = {**stages[-1], "after": ["decide"]}
    stages[-2] = {**stages[-2], "after": ["review"]}
    item, clerk = stage.item("食品摊贩备案", stages=stages), stage.staff("clerk")
    number = stage.accepted(item)
    with pytest.raises(AccessDenied) as denied:
        services.decide(number, by=clerk, outcome="granted")
    assert denied.value.visible and "不由您的岗位办理" in denied.value.sentence
    assert waiting(clerk) == [] and waiting(stage.staff("reviewer")) == [(number, "材料审查")]

    granted(stage, item, clerk)
    assert waiting(clerk) == [(number, "材料审查")]
    button = next(one for one in stage.seen(number, clerk).verbs if one.verb == "review")
    points = [Criterion(text, met=True) for text in (ONE, TWO)]
    services.review(number, by=clerk, task=button.task, outcome="agree", opinion="当场核对", criteria=points)
    services.decide(number, by=clerk, outcome="granted")
    assert facts(stage, number, "decide")["on_the_spot"] == "当场决定授权"
    assert [one.by_right for one in stage.seen(number).chain[2].steps] == ["当场决定授权"]


def stage_list() -> list[dict[str, Any]]:
    return [dict(one) for one in STAGES]


def test_a_grant_to_decide_gives_no_other_right_of_an_approver(stage: Stage) -> None:
    clerk, item = stage.staff("clerk"), stage.item()
    granted(stage, item, clerk)
    number = stage.accepted(item)
    verbs = {one.verb for one in stage.seen(number, clerk).verbs}
    assert {"review", "decide"} <= verbs and verbs.isdisjoint({"extend", "suspend", "send_back", "revoke", "correct"})


def test_two_persons_are_two_persons_at_the_window_too(stage: Stage) -> None:
    clerk, item = stage.staff("clerk"), stage.item()
    granted(stage, item, clerk)
    number = stage.accepted(item)
    stage.agree(number, "review")
    task = next(one.task for one in stage.seen(number, clerk).verbs if one.verb == "review")
    points = [Criterion(text, met=True) for text in stage.seen(number).document.stages[3].criteria]
    assert services.review(number, by=clerk, task=task, outcome="agree", opinion="", criteria=points) is False
    with pytest.raises(Refused) as refused:
        services.review(number, by=clerk, task=task, outcome="agree", opinion="", criteria=points)
    assert refused.value.code == "cases.same_person"


def routed(stage: Stage, to: str, **more: Any) -> int:
    given = {"to": to, "basis": BASIS, "valid_from": today(), "by": stage.staff("approver")} | more
    return services.set_route(**given)


@pytest.mark.demand("FLW-11")
def test_a_decision_that_no_window_may_make_goes_to_the_queue_that_was_set(stage: Stage) -> None:
    _post, chief = seat(stage, "decide")
    clerk, approver = stage.staff("clerk"), stage.staff("approver")
    online, by_chief = stage.instant(), stage.item("医疗机构设置", stages=stage_list(), handling="promised")
    routed(stage, "online", item_id=online)
    routed(stage, "chief", item_id=by_chief)
    first = stage.accepted(online)
    second = stage.reviewed(by_chief, by=stage.citizen("李秀英", 2))
    assert waiting(clerk) == []
    assert [number for number, _stage in waiting(approver)] == [first]
    assert [number for number, _stage in waiting(stage.actor(chief))] == [first, second]
    (task,) = [one for one in stage.seen(second).tasks if one.state == "open"]
    assert (task.post, task.post_label) == ("chief", "首席代表")
    services.decide(second, by=stage.actor(chief), outcome="granted")


def test_the_items_own_route_goes_before_that_of_the_organ(stage: Stage) -> None:
    seat(stage, "decide")
    routed(stage, "chief", organisation_id=stage.world.market.pk)
    number = stage.accepted(stage.instant())
    assert open_post(stage, number) == "chief"
    routed(stage, "online", item_id=stage.instant())
    other = stage.accepted(stage.instant(), by=stage.citizen("李秀英", 2))
    assert open_post(stage, other) == "approver"


def open_post(stage: Stage, number: str) -> str:
    return next(one.post for one in stage.seen(number).tasks if one.state == "open")


def test_a_route_holds_on_its_days_and_is_taken_back_at_once(stage: Stage) -> None:
    seat(stage, "decide")
    first = routed(stage, "chief", item_id=stage.instant(), valid_from=today() + timedelta(days=3))
    assert open_post(stage, stage.accepted(stage.instant())) == "approver"
    services.end_route(first, by=stage.staff("approver"))
    second = routed(stage, "chief", item_id=stage.instant())
    services.end_route(second, by=stage.staff("approver"))
    number = stage.accepted(stage.instant(), by=stage.citizen("李秀英", 2))
    assert open_post(stage, number) == "approver"
    with pytest.raises(Refused) as refused:
        services.end_route(second, by=stage.staff("approver"))
    assert refused.value.code == "cases.route_gone"
    assert not any(row.current for row in selectors.routes(stage.staff("approver")))


def test_no_case_waits_before_an_empty_chair(stage: Stage) -> None:
    _post, chief = seat(stage, "decide")
    routed(stage, "chief", item_id=stage.instant())
    identity.set_leave(staff=chief, starts=today(), ends=today(), by=PLATFORM)
    assert open_post(stage, stage.accepted(stage.instant())) == "approver"


def test_a_route_is_refused_without_basis_days_a_chief_or_the_right(stage: Stage) -> None:
    item = stage.instant()
    for wrong, code in (
        ({"to": "chief"}, "route_no_chief"),
        ({"to": "moon"}, "route_to"),
        ({"basis": " "}, "route_basis"),
        ({"valid_to": today() - timedelta(days=1)}, "route_dates"),
        ({"item_id": None}, "route_organ"),
    ):
        with pytest.raises(Refused) as refused:
            routed(stage, **{"to": "online", "item_id": item} | wrong)
        assert refused.value.code == f"cases.{code}", wrong
    routed(stage, "online", item_id=item)
    with pytest.raises(Refused) as refused:
        routed(stage, "online", item_id=item, valid_from=date(2026, 12, 1))
    assert refused.value.code == "cases.route_twice"
    with pytest.raises(AccessDenied):
        routed(stage, "online", item_id=item, by=stage.staff("clerk"))


def test_the_chief_representative_is_told_of_what_waits_for_him(stage: Stage) -> None:
    _post, chief = seat(stage, "decide")
    routed(stage, "chief", item_id=stage.instant())
    number = stage.accepted(stage.instant())
    services.urge(number, by=stage.citizen())
    drain()
    assert any("催办" in one.title for one in messages.inbox(chief.account).messages)
    assert not any("催办" in one.title for one in messages.inbox(stage.made["approver", "孙立新"].account).messages)
