"""S-SX, 山西 2017: steps 9 (no copy is asked of what an e-licence covers) and 13 (supervision sees the case at once)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.journeys.scene import Scene, at, granted

from bancheng.casework.cases import selectors, services
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2017, 11, 1)), tick=False)
    return Scene.of("shanxi-2017", "xiaodian", "140105000000")


def test_every_step_from_acceptance_to_issue_is_there_as_soon_as_it_is_done(scene: Scene) -> None:
    owner, name = scene.stranger("常志刚"), "山西某机械公司（演示）"
    number = scene.filed(scene.found("公司变更登记"), owner, scene.firm(owner, name))
    chief = scene.desk("chief")
    assert selectors.own_case(owner, number).line.applicant_name == name
    spared = [one for one in selectors.own_case(owner, number).materials if one.spared]
    assert spared and not any(one.files for one in spared), "no copy is asked"
    services.accept(number, by=scene.desk("clerk"))
    assert selectors.staff_case(chief, number).steps[-1].verb == "accept"
    scene.reviewed(number, scene.desk("examiner"), scene.desk("examiner2"))
    assert selectors.staff_case(chief, number).steps[-1].verb == "review"
    granted(number, chief)
    assert selectors.staff_case(chief, number).steps[-1].verb == "decide"
    drain()
    assert selectors.own_case(owner, number).steps == selectors.staff_case(chief, number).steps
    assert verify().whole
