"""S-CQ, 重庆 2020: the locality's own part of a case: steps 2 (locks), 5 (no decision at the window), 9, 10 and 18."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.journeys.scene import Scene, at, granted, id_number_of

from bancheng.casework.cases import selectors, services
from bancheng.ground.access import AccessDenied, Actor, Grant
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as items
from bancheng.registers.catalog.types import GuideRefused


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2020, 12, 1)), tick=False)
    return Scene.of("chongqing-2020", "yubei", "500112000000")


def test_the_window_has_no_decision_and_the_term_runs_from_the_localitys_acceptance(
    scene: Scene, time_machine: Any
) -> None:
    citizen, clerk, chief = scene.stranger("谭晓峰"), scene.desk("window"), scene.desk("chief")
    item = scene.found("户口迁移审批")
    assert scene.guide(item).identity.region_code == scene.region
    # 2: the district neither renames the item nor gives it another legal basis (四级四同).
    editor = Actor(kind="staff", key="staff:editor", name="渝北区", grants=(Grant("catalog.*", scene.region),))
    row = catalog.implementation(editor, item)
    with pytest.raises(Refused) as locked:
        items.edit_item(item=row, name="户口迁移审批（渝北）", by=editor)
    assert locked.value.code == "item.locked" and "四级四同" in str(locked.value)
    written = catalog.draft(editor, item).body | {"basis": [{"law": "《渝北区户口管理办法》"}]}
    with pytest.raises(GuideRefused) as other:
        items.save_draft(item=row, body=written, revision=0, by=editor)
    assert "guide.locked" in {fault.code for fault in other.value.faults}
    number = scene.filed(
        item, citizen, move_kind="job", move_range="cross_province", hukou_target="collective", with_minor=False
    )

    # 5: the action to decide does not exist for the clerk.
    assert "decide" not in [one.verb for one in selectors.staff_case(clerk, number).verbs]
    # 9: the promised clock starts at the acceptance, two days after filing, and is five working days long.
    time_machine.move_to(at(date(2020, 12, 3)), tick=False)
    services.accept(number, by=clerk)
    assert selectors.own_case(citizen, number).clock.due_on == date(2020, 12, 10)  # type: ignore[union-attr]
    assert "decide" not in [one.verb for one in selectors.staff_case(clerk, number).verbs]
    with pytest.raises(AccessDenied) as denied:
        services.decide(number, by=clerk, outcome="granted")
    assert denied.value.visible
    assert scene.reviewed(number, scene.desk("examiner")) == ("迁出地协查", "审核")
    granted(number, chief)
    drain()
    # 10: the household book is handed out; who, when, how and by whom is registered.
    desk = scene.desk("result")
    services.collect(number, by=desk, name="谭晓峰", id_number=id_number_of(citizen), method="id_card")
    drain()
    case = selectors.own_case(citizen, number)
    assert case.line.state == "closed"
    chain = [(task.kind, task.done_name) for task in selectors.staff_case(chief, number).tasks]
    assert chain == [
        ("accept", "向红"),
        ("review", "代勇"),
        ("review", "代勇"),
        ("decide", "翁仲平"),
        ("deliver", "蒲云"),
    ]
