"""S-SX, 山西 2017: steps 5 (one code for a project), 6 (approvals by the code), 7 (a department's system) and 10 (13710)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.journeys.scene import Scene, at
from tests.journeys.walker import situations

from bancheng.casework.cases import services as cases
from bancheng.casework.projects import selectors, services
from bancheng.casework.projects.adapters.departments.demo import DemoOffice
from bancheng.casework.projects.types import BoardFilters, ProjectData
from bancheng.ground.access import Actor
from bancheng.ground.codes import ProjectCode
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify
from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors as organisations

REGION = "140105000000"
FIRM = "山西某机械公司（演示）"
LAND, ENVIRONMENT = "建设用地规划许可证核发", "建设项目环境影响报告表审批"


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2017, 11, 1)), tick=False)
    return Scene.of("shanxi-2017", "xiaodian", REGION)


def registration(**changes: Any) -> ProjectData:
    told: dict[str, Any] = {
        "name": "高端液压件生产基地",
        "kind": "ratify",
        "project_type": "01",
        "department": "04",
        "industry": "C",
        "investment": Decimal("36000"),
        "starts_on": date(2018, 4, 1),
        "summary": "新建厂房三栋、研发楼一栋",
        "sites": ((REGION, "北格镇工业园 6 号"),),
    }
    return ProjectData(**told | changes)


def applied(scene: Scene, by: Actor, uscc: str, name: str, code: str) -> str:
    """An application of the firm for an item, with this project code; whole but for that."""
    item = scene.found(name)
    key = cases.start(item_id=item, by=by)
    cases.set_applicant(key, by=by, capacity="representative", uscc=uscc)
    cases.prefill(key, by=by)
    answers = next(situations(scene.guide(item), most=1))
    assert cases.save_answers(key, by=by, answers=answers) == ()
    assert cases.save_fields(key, by=by, values={"project_code": code}) == ()
    scene.completed(key, by, **answers)
    number = cases.submit(key, by=by, declared=True).number
    drain()
    return number


def test_a_project_has_one_code_its_approvals_join_it_and_its_problem_is_closed_to_zero(
    scene: Scene, time_machine: Any
) -> None:
    owner = scene.stranger("常志刚")
    uscc = scene.firm(owner, FIRM)
    officer = scene.desk("projects")

    # 5: registered, taken in, coded; a second code is refused.
    project = services.begin(uscc=uscc, given=registration(), by=owner)
    assert services.submit(project, by=owner) == ""
    code = services.accept(project, by=officer)
    assert str(ProjectCode.parse(code)) == code and code.startswith("1711-140105-04-01-")
    with pytest.raises(Refused, match="一个项目只有一个代码"):
        services.accept(project, by=officer)
    with pytest.raises(Refused, match="不能重复登记"):
        services.submit(services.begin(uscc=uscc, given=registration(kind="file"), by=owner), by=owner)

    # 6: 用地 and 环评; without a true code refused, with it they stand side by side in the project.
    for wrong in ("1711-140105-04-01-000000", "没有代码"):
        with pytest.raises(cases.FormRefused) as refused:
            applied(scene, owner, uscc, ENVIRONMENT, wrong)
        assert {problem.key for problem in refused.value.problems} == {"project_code"}
    numbers = {name: applied(scene, owner, uscc, name, code) for name in (LAND, ENVIRONMENT)}
    cases.accept(numbers[ENVIRONMENT], by=scene.desk("window"))
    drain()
    seen = selectors.project(officer, code)
    assert {one.number: stage.label for stage in seen.stages for one in stage.approvals} == {
        numbers[LAND]: "立项用地规划许可",
        numbers[ENVIRONMENT]: "工程建设许可",
    }
    assert [one.code for one in selectors.board(scene.desk("window"), BoardFilters(q=code)).rows] == [code]

    # 7: a department's own system answers through the exchange; both nodes of the route are kept with the receipt.
    told = {
        "message": "SX-20171101-1",
        "code": code,
        "external": "JN-2017-09",
        "item_name": "固定资产投资项目节能审查",
        "organ": "小店区发展和改革委员会",
        "region": REGION,
        "outcome": "granted",
        "happened_on": "2017-11-01",
        "document": "小发改节能〔2017〕9号",
        "stage": "land",
        "route": [
            {"node": "省级数据共享交换平台", "at": "2017-11-01T08:50:00+08:00"},
            {"node": "太原市数据共享交换平台", "at": "2017-11-01T08:50:02+08:00"},
        ],
    }
    message = DemoOffice().signed(**told)
    receipt = services.take_result(message)
    assert services.take_result(message) == receipt
    land = selectors.project(officer, code).stages[0]
    kept = next(one for one in land.approvals if one.system).receipts[0]
    assert kept.number == receipt and [node for node, _ in kept.route][:2] == [
        "省级数据共享交换平台",
        "太原市数据共享交换平台",
    ]

    # 10: a problem: 1, 3, 7 days; day 3 without an answer warns; closed to zero with a result.
    organ = organisations.organisation_for(REGION, "natural_resources")
    assert organ is not None
    given = {"organisation": organ.pk, "by": officer}
    problem = services.open_problem(project, title="用地红线与规划道路重叠", **given)
    major = services.open_problem(project, title="变电站迁改资金没有落实", major=True, **given)
    days = [one.due_on for one in selectors.problem(officer, problem).nodes]
    assert days == [date(2017, 11, 2), date(2017, 11, 4), date(2017, 11, 8)]
    assert selectors.problem(officer, major).nodes[-1].due_on == date(2017, 12, 1)
    chief = scene.desk("chief")
    for one in (problem, major):
        services.answer_node(one, node="study", note="已会商，由规划科牵头", by=chief)
    time_machine.move_to(at(date(2017, 11, 4)), tick=False)
    assert services.watch() == {"warned": 2, "overdue": 0}
    for node in ("feedback", "settle"):
        services.answer_node(problem, node=node, note="红线已调整", by=chief)
    with pytest.raises(Refused, match="销号结果"):
        services.close_problem(problem, result="", by=officer)
    services.close_problem(problem, result="红线调整完毕，企业已确认", by=officer)
    assert [one.key for one in selectors.open_problems(officer).rows] == [major]
    assert verify().whole
