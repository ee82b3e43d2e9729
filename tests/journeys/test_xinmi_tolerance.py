"""S-XM, 新密 2021, steps 4 to 7: accepted with one secondary material missing, told at once, examined by experts meanwhile, refused by a human when it lapsed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.journeys.scene import Scene, at

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors as organisations

ITEM = "药品经营许可（零售）新办"
DUE, PROMISED = date(2021, 7, 15), date(2021, 7, 22)


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2021, 7, 8)), tick=False)
    return Scene.of("xinmi-2021", "xinmi", "410183000000")


def statutory_end(by: Actor, number: str) -> date:
    """The last day of the statutory term as staff see it."""
    return next(clock.due_on for clock in selectors.staff_case(by, number).clocks if clock.name == "法定办结时限")


def test_a_secondary_material_is_promised_for_the_15th_does_not_come_and_the_chief_refuses_with_the_drafted_reason(
    scene: Scene, time_machine: Any
) -> None:
    # 4: main materials complete, one secondary missing; the written commitment comes first.
    owner, window = scene.stranger("侯建设"), scene.desk("window")
    item = scene.found(ITEM)
    number = scene.filed(item, owner, scene.firm(owner, "新密市演示大药房有限公司"), leaving="tolerable")
    lacking = [one for one in selectors.staff_case(window, number).materials if one.lacking]
    assert len(lacking) == 1
    with pytest.raises(Refused) as plain:
        services.accept(number, by=window)
    assert plain.value.code == "cases.materials_lacking"
    gap = Gap(lacking[0].line, "请补交一份，加盖公章")
    with pytest.raises(Refused) as late:
        services.offer_tolerance(number, by=window, lines=[gap], due_on=date(2021, 7, 23))
    assert late.value.code == "cases.tolerance_due" and "2021-07-22" in late.value.sentence
    services.offer_tolerance(number, by=window, lines=[gap], due_on=DUE)
    with pytest.raises(Refused) as unsigned:
        services.accept_tolerant(number, by=window)
    assert unsigned.value.code == "cases.tolerance_unsigned"
    services.sign_tolerance(number, by=owner, name="侯建设", confirmed=True)
    services.accept_tolerant(number, by=window)
    drain()

    # 5: one notice says materials, deadline and consequence; the receipt is there; the normal procedure runs.
    own = selectors.own_case(owner, number)
    assert own.clock is not None and own.clock.due_on == PROMISED
    promise = own.tolerance
    assert promise is not None and promise.waiting and promise.due_on == DUE
    assert promise.items[0].name == lacking[0].name and "不予批准" in promise.consequence
    assert promise.accepted_at == next(step.at for step in own.steps if step.verb == "accept_tolerant")
    ready = {paper.title for paper in own.papers if paper.ready}
    assert {"收件凭证", "受理通知书", "容缺受理承诺书"} <= ready
    tasks = selectors.inbox(scene.desk("examiner")).rows
    assert {(task.case.number, task.case.tolerated) for task in tasks} == {(number, True)}

    # 6: an expert review, and beside it a look at the place: the promised clock keeps running (profile), the other stops.
    reviewer = scene.desk("examiner")
    statutory = statutory_end(reviewer, number)
    time_machine.move_to(at(date(2021, 7, 9)), tick=False)
    services.start_procedure(number, by=reviewer, kind="PS", reason="冷链方案须经专家评审。", expected_days=4)
    time_machine.move_to(at(date(2021, 7, 12)), tick=False)
    services.start_procedure(number, by=reviewer, kind="XC", reason="须看仓库。", expected_days=2)
    services.watch()
    held = selectors.own_case(owner, number)
    assert held.line.state == "suspended" and [one.open for one in held.procedures] == [True, True]
    assert [one.stops for one in held.procedures] == [True, False]
    assert held.clock is not None and held.clock.due_on == PROMISED and statutory_end(reviewer, number) > statutory
    assert held.tolerance is not None and held.tolerance.waiting and held.tolerance.due_on == DUE
    services.end_procedure(number, by=reviewer, kind="XC", result="仓库符合要求。")
    assert selectors.own_case(owner, number).line.state == "suspended"
    time_machine.move_to(at(date(2021, 7, 14)), tick=False)
    services.end_procedure(number, by=reviewer, kind="PS", result="专家组同意方案。")
    drain()
    own = selectors.own_case(owner, number)
    assert own.line.state == "under_review" and own.line.due_on == PROMISED
    assert statutory_end(reviewer, number) == organisations.calendar().add_workdays(statutory, 3)
    assert "特别程序告知书" in {paper.title for paper in own.papers}

    # 7: on the 15th it may still come; on the 16th a draft waits, and the chief representative issues it with its reason.
    chief = scene.desk("chief")
    time_machine.move_to(at(DUE, 23), tick=False)
    services.watch()
    assert selectors.staff_case(chief, number).proposed is None
    time_machine.move_to(at(date(2021, 7, 16)), tick=False)
    services.watch()
    drain()
    found = selectors.staff_case(chief, number)
    assert found.line.state == "under_review" and found.line.due_on == PROMISED
    assert found.proposed is not None and found.proposed.outcome == "refused"
    assert lacking[0].name in found.proposed.reason and "2021年7月15日" in found.proposed.reason
    with pytest.raises(Refused) as unreasoned:
        services.decide(number, by=chief, outcome="refused", reason="")
    assert unreasoned.value.code == "cases.reason_missing"
    services.decide(number, by=chief, outcome="refused", reason=found.proposed.reason)
    drain()
    own = selectors.own_case(owner, number)
    assert own.decision is not None and lacking[0].name in own.decision.reason and own.decision.remedies
    assert own.line.outcome == "refused" and services.verify_clocks().faults == ()
