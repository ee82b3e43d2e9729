"""S-XM, 新密 2021: what of it is a plain case: steps 4–5 (receipt and papers), 7 (no refusal without its reason), 16 (duty to answer)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.journeys.scene import Scene, at

from bancheng.casework.cases import selectors, services
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2021, 7, 8)), tick=False)
    return Scene.of("xinmi-2021", "xinmi", "410183000000")


def test_a_case_of_ten_working_days_is_due_on_the_22nd_and_refused_only_with_its_reason(
    scene: Scene, time_machine: Any
) -> None:
    # 4–5: taken in and accepted on Thursday 2021-07-08; ten working days end on Thursday 2021-07-22.
    owner = scene.stranger("侯建设")
    item = scene.found("药品经营许可（零售）新办")
    number = scene.filed(item, owner, scene.firm(owner, "新密市演示大药房有限公司"))
    services.accept(number, by=scene.desk("window"))
    drain()
    own = selectors.own_case(owner, number)
    assert own.clock is not None and own.clock.due_on == date(2021, 7, 22)
    assert {"收件凭证", "受理通知书"} <= {paper.title for paper in own.papers} and all(one.ready for one in own.papers)
    scene.reviewed(number, scene.desk("examiner"), scene.desk("examiner2"))

    # 7: without a reason the refusal is refused; with it the chief representative issues it, in time.
    time_machine.move_to(at(date(2021, 7, 16)), tick=False)
    chief = scene.desk("chief")
    with pytest.raises(Refused) as refused:
        services.decide(number, by=chief, outcome="refused", reason="")
    assert refused.value.code == "cases.reason_missing" and "三十八" in str(refused.value.article)
    services.decide(number, by=chief, outcome="refused", reason="没有配备执业药师。")
    drain()
    own = selectors.own_case(owner, number)
    assert own.decision is not None and own.decision.reason == "没有配备执业药师。" and own.decision.remedies
    assert own.line.public_state in {"未通过", "审查中"} and own.decision.licence == ""
    assert services.watch() == 0


def test_silence_of_the_window_becomes_an_acceptance_that_supervision_sees(scene: Scene, time_machine: Any) -> None:
    owner = scene.stranger("侯建设")
    number = scene.filed(scene.found("药品经营许可（零售）新办"), owner, scene.firm(owner, "新密市演示大药房有限公司"))
    time_machine.move_to(at(date(2021, 7, 15), 23), tick=False)
    services.watch()
    assert selectors.own_case(owner, number).line.state == "submitted"
    time_machine.move_to(at(date(2021, 7, 16), 0), tick=False)
    services.watch()
    drain()
    own = selectors.own_case(owner, number)
    assert own.line.state == "accepted" and own.clock is not None and own.clock.due_on == date(2021, 7, 22)
    trace = selectors.trace(scene.desk("supervisor"), number)
    assert [line.verb for line in trace.lines if line.actor == "时限监测"] == ["warn", "overdue", "deem_accepted"]
