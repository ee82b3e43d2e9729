"""An approval that belongs to a project is taken in with the verified code only, and joins the project's view (PRJ-03)."""

from __future__ import annotations

import pytest

from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import Case
from bancheng.casework.projects import selectors, services
from bancheng.casework.projects.models import Approval
from bancheng.casework.projects.tests.ground import Ground
from bancheng.ground.codes import ProjectCode
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused, today
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.identity import services as identity


def told(refused: cases.FormRefused) -> str:
    return " ".join(problem.sentence for problem in refused.problems)


@pytest.mark.demand("PRJ-03")
def test_an_approval_without_a_code_is_refused_and_with_it_joins_the_project(ground: Ground) -> None:
    row = ground.coded()
    assert row.code is not None
    with pytest.raises(cases.FormRefused) as empty:
        ground.filed("")
    assert "投资项目统一代码" in told(empty.value) and Approval.objects.count() == 0
    number = ground.filed(row.code)
    cases.accept(number, by=ground.desk("clerk"))
    drain()
    stage = next(one for one in selectors.project(ground.officer(), row.key).stages if one.key == "works")
    assert [(one.number, one.item_name, one.place) for one in stage.approvals] == [
        (number, "环境影响报告表审批", "running")
    ]
    assert stage.mark == "running"


def test_a_code_that_nobody_has_is_refused_before_submission(ground: Ground) -> None:
    free = str(ProjectCode.mint(region="411323", department="04", kind="01", on=today()))
    for code in (free, free[:-1] + str((int(free[-1]) + 1) % 10), "项目代码", "１２３"):
        with pytest.raises(cases.FormRefused):
            ground.filed(code)
    assert Approval.objects.count() == 0


def test_the_code_of_another_firm_opens_nothing(ground: Ground) -> None:
    row = ground.coded()
    other = demo_credit_code("91", COUNTY, "别家公司（演示）")
    stranger = ground.stage.person("别家人", 5)
    identity.register_legal_person(uscc=other, name="别家公司（演示）", representative=stranger, by=PLATFORM)
    with pytest.raises(cases.FormRefused) as refused:
        ground.filed(row.code or "", by=ground.stage.citizen("别家人", 5), uscc=other)
    assert "不是申请单位的项目" in told(refused.value) and "水泵" not in told(refused.value)


def test_a_project_cancelled_meanwhile_is_not_accepted_any_more(ground: Ground) -> None:
    row = ground.coded()
    number = ground.filed(row.code or "")
    row.approvals.all().delete()  # as if the application had been withdrawn from the view: nothing holds the project back
    services.cancel(row.key, reason="资金没有落实", by=ground.head)
    with pytest.raises(Refused, match="已经撤销") as refused:
        cases.accept(number, by=ground.desk("clerk"))
    assert refused.value.code == "cases.untrue" and Case.objects.get(number=number).accepted_at is None


def test_where_the_code_is_optional_an_empty_one_holds_nothing_up(ground: Ground) -> None:
    row = ground.coded()
    item = ground.item("占用挖掘城市道路审批", required=False, stage="build")
    number = ground.filed("", item=item)
    cases.accept(number, by=ground.desk("clerk"))
    with pytest.raises(cases.FormRefused):
        ground.filed("2611-411323-04-01-000000", item=item)
    assert Approval.objects.count() == 0 and ground.filed(row.code or "", item=item)
    assert Approval.objects.get().stage == "build"


def test_the_code_may_be_typed_in_any_way(ground: Ground) -> None:
    row = ground.coded()
    ground.filed((row.code or "").replace("-", "－"))
    assert Approval.objects.get().project_id == row.pk


def test_collecting_twice_leaves_one_approval(ground: Ground) -> None:
    row = ground.coded()
    number = ground.filed(row.code or "")
    key = Case.objects.get(number=number).key
    assert services.attach(key) is False and services.attach(key) is False
    assert Approval.objects.count() == 1


def test_a_walk_through_stays_out_of_the_view(ground: Ground) -> None:
    row = ground.coded()
    number = ground.filed(row.code or "")
    Approval.objects.all().delete()
    Case.objects.filter(number=number).update(trial=True)
    assert services.attach(Case.objects.get(number=number).key) is False and Approval.objects.count() == 0


def test_a_code_put_right_before_acceptance_moves_the_case_to_its_project(ground: Ground) -> None:
    wrong, right = ground.coded(name="一期标准厂房"), ground.coded(name="二期标准厂房")
    number = ground.filed(wrong.code or "")
    clerk = ground.desk("clerk")
    cases.correct_form(number, by=clerk, values={"project_code": right.code}, consent="present")
    cases.accept(number, by=clerk)
    drain()
    assert Approval.objects.get().project_id == right.pk
    assert selectors.project(ground.officer(), wrong.key).line.approvals == 0
    assert verify_stream(wrong.subject).whole and verify_stream(right.subject).whole
