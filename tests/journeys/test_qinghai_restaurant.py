"""S-QH, 青海 2024: 开办餐饮店. What of it is a plain case: steps 6 (prefill, exemptions), 9 (term over 国庆), 10 (one supplement)."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from tests.journeys.scene import Scene, at, granted

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import PDF
from bancheng.casework.cases.types import Gap
from bancheng.ground.jobs import drain
from bancheng.registers.licences import selectors as licences

FIRM = "西宁市城西区演示餐饮有限公司"
ANSWERS = {"food_business_type": "catering", "food_making": "hot", "uses_vending": False, "handled_by_agent": False}


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2024, 9, 30)), tick=False)
    return Scene.of("qinghai-2024", "chengxi", "630104000000")


def test_a_food_licence_accepted_before_the_holiday_is_due_on_the_worked_saturday(
    scene: Scene, time_machine: Any
) -> None:
    # 6: the situation decides what is asked; what an e-licence covers is not asked for.
    owner = scene.stranger("马永福")
    item = scene.found("食品经营许可（新办）")
    number = scene.filed(item, owner, scene.firm(owner, FIRM), **ANSWERS)
    own = selectors.own_case(owner, number)
    assert own.line.applicant_name == FIRM
    asked = {one.field.element for section in own.sections for one in section.fields}
    assert "kitchen_area" in asked and "canteen_diners" not in asked
    spared = {one.name: one.reason for one in own.materials if one.spared}
    assert "营业执照" in spared and all(spared.values())

    # 9: promised in five working days, accepted on Monday 2024-09-30: 8, 9, 10, 11 and the worked Saturday 12 October.
    clerk = scene.desk("clerk")
    services.accept(number, by=clerk)
    clock = selectors.staff_case(clerk, number).clocks[0]
    assert [cell.day for cell in clock.cells] == [date(2024, 10, day) for day in (8, 9, 10, 11, 12)]
    assert clock.due_on == date(2024, 10, 12)
    time_machine.move_to(at(date(2024, 10, 12), 23), tick=False)
    assert selectors.staff_case(clerk, number).line.light != "overdue"
    time_machine.move_to(at(date(2024, 10, 13), 0), tick=False)
    assert selectors.staff_case(clerk, number).line.light == "overdue"

    # 12: inspected by two, decided by a third; the licence is in the firm's wallet and verifies.
    time_machine.move_to(at(date(2024, 10, 14)), tick=False)
    done = scene.reviewed(number, scene.desk("examiner"), scene.desk("examiner2"))
    assert len(done) == 2
    chief = scene.desk("chief")
    granted(number, chief)
    drain()
    card = licences.wallet(owner)[0]
    page = licences.verify(licences.licence(owner, card.id).token)
    assert page is not None and page.valid and page.holder == FIRM


def test_everything_missing_is_asked_for_once_and_the_term_begins_with_what_comes_in(
    scene: Scene, time_machine: Any
) -> None:
    owner = scene.stranger("马永福")
    number = scene.filed(scene.found("食品经营许可（新办）"), owner, scene.firm(owner, FIRM), **ANSWERS)
    clerk = scene.desk("clerk")
    lines = [one.line for one in selectors.staff_case(clerk, number).materials if one.files]
    assert lines
    services.request_supplement(number, by=clerk, gaps=[Gap(line, "没有盖章") for line in lines])
    drain()
    notice = selectors.own_case(owner, number).notice
    assert notice is not None and [item[0] for item in notice.items] == lines
    time_machine.move_to(at(date(2024, 10, 8)), tick=False)
    for line in lines:
        services.add_file(number, line=line, stream=BytesIO(PDF + b"%%%d" % line), name="盖章.pdf", by=owner)
    services.supplement(number, by=owner)
    assert selectors.own_case(owner, number).clock.due_on == date(2024, 10, 14)  # type: ignore[union-attr]
