"""Work plans as duties: what a batch asks for by which day, what a plan sets, and how a node is struck out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.milestones import MILESTONE, PLAN, nodes_of
from bancheng.casework.bundles.models import Bundle
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World, build_world, staff
from bancheng.registers.duties import services as duties
from bancheng.registers.identity.tests.conftest import on
from bancheng.registers.organisations import services as organisations

__all__ = ["on"]

pytestmark = pytest.mark.django_db
BATCH = "国家 2024 年第一批"
NODES = (
    f"{BATCH}|示范|方案|2024-03-31|上报示范方案；{BATCH}|其余|方案|2024-04-30|印发实施方案并报省政府审改办；"
    f"{BATCH}|全部|节点|2024-10-31|完成全部目标任务；{BATCH}|全部|节点|2024-12-31|完成督查评估"
)
WORDS = {
    "goal": "一次办成",
    "measures": "一张表、一套材料",
    "division": "市场监管局牵头，消防配合",
    "file_number": "青政办〔2024〕1号",
}
DAYS = ((date(2024, 6, 30), "网上可以办"), (date(2024, 10, 31), "目标任务完成"))


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def batch(world: World, on: Any) -> dict[str, Bundle]:
    """The demonstration and one of the others, entered in January, and the rule that sets the days of their batch."""
    on(date(2024, 1, 20))
    facts = {"region": COUNTY, "audience": "legal", "stage": "open", "lead_id": world.market.pk, "batch": BATCH}
    made = {
        "restaurant": services.register(key="restaurant", name="开办餐饮店", demonstration=True, by=PLATFORM, **facts),
        "transport": services.register(key="transport", name="开办运输企业", by=PLATFORM, **facts),
    }
    services.register(key="own", name="开理发店", by=PLATFORM, **(facts | {"batch": ""}))
    organisations.set_rule(
        key="bundles.batch_nodes",
        region=COUNTY,
        value=NODES,
        valid_from=date(2024, 1, 20),
        basis="实施方案",
        by=PLATFORM,
    )
    return made


def planned(bundle: Bundle, *, by: Any = PLATFORM, days: Any = DAYS, **more: str) -> None:
    services.register_plan(bundle.pk, milestones_of_plan=days, by=by, **(WORDS | more))


def standing(bundle: Bundle) -> list[tuple[date, str, str]]:
    return [(one.set_for, one.goal, one.standing) for one in selectors.plan_ledger(PLATFORM, bundle=bundle.pk)]


@pytest.mark.demand("ONE-11")
def test_on_the_first_of_may_a_bundle_without_a_plan_is_overdue_on_the_ledger(batch, on) -> None:
    on(date(2024, 4, 30))
    assert duties.open_due_kinds(only=(PLAN, MILESTONE)) == 6
    planned(batch["restaurant"])
    assert standing(batch["transport"])[0] == (date(2024, 4, 30), "印发实施方案并报省政府审改办", "open")

    on(date(2024, 5, 1))
    assert standing(batch["transport"]) == [
        (date(2024, 4, 30), "印发实施方案并报省政府审改办", "overdue"),
        (date(2024, 10, 31), "完成全部目标任务", "open"),
        (date(2024, 12, 31), "完成督查评估", "open"),
    ]
    # The demonstration was owed in March and has its plan; the milestone of its own stands among those of the batch.
    assert standing(batch["restaurant"]) == [
        (date(2024, 3, 31), "上报示范方案", "done"),
        (date(2024, 6, 30), "网上可以办", "open"),
        (date(2024, 10, 31), "完成全部目标任务", "open"),
        (date(2024, 12, 31), "完成督查评估", "open"),
    ]
    assert {one.duty.organisation for one in selectors.plan_ledger(PLATFORM)} == {"西峡县市场监督管理局"}
    page = selectors.work_plan(PLATFORM, str(batch["restaurant"].pk))
    assert page.plan is not None
    assert (page.plan.goal, page.plan.measures, page.plan.division) == (
        "一次办成",
        "一张表、一套材料",
        WORDS["division"],
    )
    assert not verify_stream(Subject("bundle", str(batch["restaurant"].pk))).faults


def test_the_nodes_open_once_however_often_the_day_is_run(batch, on) -> None:
    on(date(2024, 5, 6))
    assert duties.open_due_kinds(only=(PLAN, MILESTONE)) == 6
    assert duties.open_due_kinds(only=(PLAN, MILESTONE)) == 0
    planned(batch["transport"])
    assert duties.open_due_kinds(only=(PLAN, MILESTONE)) == 0
    assert [one[2] for one in standing(batch["transport"])] == ["done", "open", "open", "open"]


def test_a_bundle_whose_plan_was_in_time_owes_none_when_the_duties_come(batch, on) -> None:
    planned(batch["transport"])
    on(date(2024, 2, 1))
    duties.open_due_kinds(only=(PLAN, MILESTONE))
    assert [goal for _, goal, _ in standing(batch["transport"])] == ["网上可以办", "完成全部目标任务", "完成督查评估"]


def test_a_milestone_is_struck_out_with_its_result_and_the_number_of_the_paper(batch, on, world) -> None:
    on(date(2024, 10, 30))
    planned(batch["transport"])
    (first,) = [one for one in selectors.plan_ledger(PLATFORM, bundle=batch["transport"].pk) if not one.is_plan]
    by = staff("duties.view", "duties.close")
    services.close_milestone(first.duty.id, result="六月上线", file_number="青审改〔2024〕7号", by=by)
    closed = next(one for one in selectors.plan_ledger(by) if one.duty.id == first.duty.id)
    assert (closed.standing, closed.duty.closed_on) == ("done", date(2024, 10, 30))
    assert closed.duty.result == "六月上线（文号：青审改〔2024〕7号）"
    with pytest.raises(Refused) as again:
        services.close_milestone(first.duty.id, result="再办一次", by=by)
    assert again.value.code == "duties.not_open"


def test_a_plan_that_is_owed_is_not_struck_out_by_hand(batch, on) -> None:
    on(date(2024, 5, 6))
    duties.open_due_kinds(only=(PLAN, MILESTONE))
    owed = next(one for one in selectors.plan_ledger(PLATFORM) if one.is_plan)
    with pytest.raises(Refused) as refused:
        services.close_milestone(owed.duty.id, result="方案在写", by=PLATFORM)
    assert refused.value.code == "bundles.plan_first"


def test_a_changed_plan_takes_its_own_milestones_off_and_leaves_those_of_the_batch(batch, on) -> None:
    on(date(2024, 5, 6))
    duties.open_due_kinds(only=(PLAN, MILESTONE))
    planned(batch["transport"])
    on(date(2024, 5, 8))
    planned(batch["transport"], days=((date(2024, 7, 31), "网上可以办"),), file_number="青政办〔2024〕9号")
    assert standing(batch["transport"]) == [
        (date(2024, 4, 30), "印发实施方案并报省政府审改办", "done"),
        (date(2024, 6, 30), "网上可以办", "cancelled"),
        (date(2024, 7, 31), "网上可以办", "open"),
        (date(2024, 10, 31), "完成全部目标任务", "open"),
        (date(2024, 12, 31), "完成督查评估", "open"),
    ]
    # Set again on the day it was taken off, it stands beside what was cancelled.
    planned(batch["transport"])
    assert standing(batch["transport"])[1:3] == [
        (date(2024, 6, 30), "网上可以办", "cancelled"),
        (date(2024, 6, 30), "网上可以办", "open"),
    ]
    history = selectors.work_plan(PLATFORM, str(batch["transport"].pk)).history
    assert [one.plan.file_number for one in history] == ["青政办〔2024〕1号", "青政办〔2024〕9号", "青政办〔2024〕1号"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"goal": " "}, "请填写目标任务"),
        ({"division": "分" * 4001}, "请填写职责分工，最多 4000 个字"),
        ({"file_number": ""}, "请填写文号"),
        ({"days": ()}, "请填写时间节点"),
        ({"days": ((date(2024, 6, 30), " "),)}, "请写明 2024-06-30 要完成什么"),
        ({"days": tuple((date(2024, 6, day), "上线") for day in range(1, 22))}, "最多 20 个"),
    ],
)
def test_a_plan_that_lacks_a_part_is_refused_with_a_sentence(batch, changes, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        planned(batch["transport"], **changes)
    assert selectors.work_plan(PLATFORM, str(batch["transport"].pk)).plan is None


def test_only_the_region_and_the_lead_register_and_see_a_plan(batch, world, on) -> None:
    stranger = staff("bundles.edit", "duties.view", region=OTHER_COUNTY)
    with pytest.raises(AccessDenied):
        planned(batch["transport"], by=stranger)
    with pytest.raises(AccessDenied) as hidden:
        selectors.work_plan(stranger, str(batch["transport"].pk))
    assert not hidden.value.visible
    planned(batch["transport"], by=staff("bundles.edit", organisation=world.market.pk))
    assert selectors.plan_ledger(stranger) == ()
    assert len(selectors.plan_ledger(staff("duties.view"))) == 1
    for absent in ("0", "x", "999999999", "-1", "9" * 30):
        with pytest.raises(AccessDenied):
            selectors.work_plan(PLATFORM, absent)


def test_what_a_bundle_without_a_lead_owes_the_service_centre_owes(world, on) -> None:
    on(date(2024, 1, 20))
    centre = organisations.create_organisation(
        region=COUNTY, name="西峡县政务服务中心", kind="service_centre", function="service_centre", by=PLATFORM
    )
    bundle = services.register(region=COUNTY, key="x", name="退休", audience="person", batch=BATCH, by=PLATFORM)
    planned(bundle)
    assert {one.duty.organisation for one in selectors.plan_ledger(PLATFORM)} == {centre.name}


def test_the_ledger_takes_few_statements(batch, on, django_assert_max_num_queries) -> None:
    on(date(2024, 5, 6))
    duties.open_due_kinds(only=(PLAN, MILESTONE))
    selectors.plan_ledger(PLATFORM)
    with django_assert_max_num_queries(4):
        assert len(selectors.plan_ledger(PLATFORM)) == 6


def test_a_rule_that_cannot_be_read_is_told_and_the_rest_holds(batch, on) -> None:
    good, strange = nodes_of(
        f"{BATCH}|全部|节点|2024-10-31|完成；一批|全部|节点|十月底|完成；没有规定; 甲|乙;甲|全部|节点|0001-01-01|完成"
    )
    assert [(one.whose, one.due_on) for one in good] == [("all", date(2024, 10, 31))]
    assert strange == ("一批|全部|节点|十月底|完成", "甲|乙", "甲|全部|节点|0001-01-01|完成")


def test_a_second_batch_is_added_and_the_first_keeps_its_history(batch, on, world) -> None:
    on(date(2024, 5, 6))
    duties.open_due_kinds(only=(PLAN, MILESTONE))
    planned(batch["transport"])
    before = standing(batch["transport"])
    lines = [(line.key, line.state, line.state_label) for line in selectors.register(COUNTY, BATCH)]
    assert lines == [("restaurant", "none", "已列入清单"), ("transport", "none", "已列入清单")]

    on(date(2024, 6, 1))
    services.register(
        region=COUNTY, key="lend", name="个人创业", audience="person", batch="国家 2024 年第二批", by=PLATFORM
    )
    assert [line.key for line in selectors.register(COUNTY, "国家 2024 年第二批")] == ["lend"]
    assert [(line.key, line.state, line.state_label) for line in selectors.register(COUNTY, BATCH)] == lines
    assert standing(batch["transport"]) == before
    assert len(selectors.work_plan(PLATFORM, str(batch["transport"].pk)).history) == 1
