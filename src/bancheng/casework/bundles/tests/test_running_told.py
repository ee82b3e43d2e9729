"""What is told of a running bundle: each thing once, nothing left out because something else was told before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import reactions, selectors, services
from bancheng.casework.bundles.events import PartEnded, VisitCalled
from bancheng.casework.bundles.services.advancing import event_of
from bancheng.casework.bundles.tests.course import feeding, one_organ, states, told, two_organs
from bancheng.casework.bundles.tests.running import Running
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import CaseMaterial
from bancheng.casework.cases.tests.stage import at
from bancheng.casework.cases.types import Gap
from bancheng.ground.jobs import drain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def hall(running: Running) -> Any:
    return running.stage.staff("service_officer", "钱国华", organisation_id=None)


def test_what_a_second_organ_asks_for_later_is_told_though_the_first_notice_is_still_open(time_machine: Any) -> None:
    running = two_organs()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    market, water = running.stage.staff("clerk"), running.stage.staff("clerk", "何水", organ=running.stage.world.water)
    cases.request_supplement(running.case(key, "shop").key, by=market, gaps=(Gap(1, "请标明出口"),))
    drain()
    time_machine.move_to(at(date(2026, 11, 23)), tick=False)
    cases.request_supplement(running.case(key, "sign").key, by=water, gaps=(Gap(1, "请标明店招的位置"),))
    drain()
    first, second = told(citizen, "bundles.supplement")
    assert "店招的位置" not in first
    assert "请标明出口" in second and "请标明店招的位置" in second, "all that is open, in one list"
    reactions.tell_of_gaps(key)
    assert len(told(citizen, "bundles.supplement")) == 2


def test_what_lacks_is_told_each_time_something_lacks(time_machine: Any) -> None:
    running = one_organ(feeds=feeding("go_on"))
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop", "refused")
    assert len(told(citizen, "bundles.part_needs_more")) == 1
    time_machine.move_to(at(date(2026, 11, 23)), tick=False)
    part = running.part(key, "food")
    CaseMaterial.objects.filter(case=part.case).delete()
    part.ready = True
    part.save()
    services.advance(key)
    drain()
    assert len(told(citizen, "bundles.part_needs_more")) == 2


def test_of_a_granted_member_it_is_not_said_that_others_wait_for_it() -> None:
    running = one_organ(
        feeds=[*feeding("wait"), {"before": "sign", "after": "food"}],
    )
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop")
    assert states(running, key)["food"] == "held"
    (body,) = told(citizen, "bundles.part_granted")
    assert "“食品许可”还在等其他结果" in body and "等它办成" not in body


def test_a_member_that_comes_in_on_the_way_is_told_and_moves_the_date() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    services.drop_member(key, member="food", reason="不做餐饮", by=citizen)
    without = running.row(key).due_on
    services.add_member(key, member="food", reason="又决定做餐饮", by=hall(running))
    drain()
    (body,) = told(citizen, "bundles.part_added")
    assert "食品许可" in body and "又决定做餐饮" in body
    assert without is not None and (running.row(key).due_on or without) > without


def test_a_member_that_its_lead_leaves_out_is_told_with_the_reason_and_ones_own_is_not() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    services.drop_member(key, member="food", reason="只卖预包装食品，不用办许可", by=hall(running))
    drain()
    (body,) = told(citizen, "bundles.part_stopped")
    assert "食品许可" in body and "只卖预包装食品，不用办许可" in body
    services.add_member(key, member="food", reason="又要办", by=hall(running))
    services.drop_member(key, member="food", reason="算了", by=citizen)
    drain()
    assert len(told(citizen, "bundles.part_stopped")) == 1


def test_a_pre_review_that_lapsed_is_not_said_to_be_taken_back() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    case = running.case(key, "sign")
    type(case).objects.filter(pk=case.pk).update(state="withdrawn", last_verb="预审后没有来办", clock="")
    services.advance(key)
    part = next(one for one in selectors.running_bundle(citizen, key).parts if one.key == "sign")
    assert (part.state, part.why) == ("withdrawn", "网上预审通过后没有按期来办，已经作废")


def test_who_took_all_of_it_back_is_not_told_that_it_failed() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    services.take_back(key, by=citizen)
    drain()
    (body,) = told(citizen, "bundles.closed")
    assert "已经全部撤回" in body and "没有办成" not in body


def test_a_visit_that_is_told_twice_is_told_once_to_the_organs_too() -> None:
    running = two_organs()
    reviewer = running.stage.staff("reviewer", "何水", organ=running.stage.world.water)
    key = running.filed()
    visit = services.call_visit(
        key, on=date(2026, 11, 25), place="白羽路 1 号", members=("shop", "sign"), note="", by=hall(running)
    )
    drain()
    assert len(told(reviewer, "bundles.visit")) == 1
    reactions.tell_of_the_visit(event_of(VisitCalled, running.row(key), visit=visit))
    assert len(told(reviewer, "bundles.visit")) == 1
    assert len(told(running.stage.citizen(), "bundles.visit")) == 1


def test_an_end_that_was_overtaken_by_a_further_attempt_is_told_with_its_own_reason() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "sign", "refused", "位置不符合规定。")
    services.refile(key, member="sign", by=citizen)
    event = event_of(PartEnded, running.row(key), part="sign", label="店招", state="refused")
    found = reactions._part(event, running.row(key))
    assert found is not None and (found.attempt, found.state) == (1, "refused")
