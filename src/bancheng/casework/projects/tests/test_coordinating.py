"""发改 sees all projects of its region with stages and overdue steps, and hastens (PRJ-06); two regions share one code (PRJ-07)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.casework.cases import selectors as case_selectors
from bancheng.casework.cases import services as cases
from bancheng.casework.projects import selectors, services
from bancheng.casework.projects.tests.ground import DATA, Ground
from bancheng.casework.projects.types import BoardFilters
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM
from bancheng.registers.organisations import services as organisations

BOTH = (DATA.sites[0], (OTHER_COUNTY, "青屏街道产业大道 1 号"))


@pytest.mark.demand("PRJ-06")
def test_the_coordinator_sees_every_project_with_its_stages_and_overdue_steps(
    ground: Ground, move: Callable[..., None]
) -> None:
    late, fresh = ground.coded(), ground.coded(name="冷链物流园一期")
    number = ground.filed(late.code or "")
    cases.accept(number, by=ground.desk("clerk"))
    drain()
    officer = ground.officer()
    board = selectors.board(officer, BoardFilters())
    assert {one.key for one in board.rows} == {late.key, fresh.key}
    assert all(one.overdue == 0 for one in board.rows)
    move(date(2027, 3, 1))
    seen = {one.key: one for one in selectors.board(officer, BoardFilters()).rows}
    assert seen[late.key].overdue == 1 and dict(seen[late.key].stages)["工程建设许可"] == "overdue"
    assert dict(seen[fresh.key].stages) == dict.fromkeys(dict(seen[fresh.key].stages), "none")
    assert [one.key for one in selectors.board(officer, BoardFilters(part="overdue")).rows] == [late.key]
    assert selectors.board_counts(officer, BoardFilters())["overdue"] == 1
    approval = selectors.project(officer, late.key).stages[1].approvals[0]
    assert approval.overdue and [(step.name, step.overdue) for step in approval.steps] == [("材料审查", True)]
    services.urge(late.key, approval=approval.id, words="请尽快", by=officer)
    steps = case_selectors.staff_case(ground.desk("approver"), number).steps
    assert (steps[-1].verb, steps[-1].who) == ("urge", officer.name)
    assert steps[-1].by_right == f"统筹项目“{late.name}”"


def test_a_department_may_not_hasten_another_and_nothing_outside_is_seen(ground: Ground) -> None:
    row = ground.coded()
    ground.filed(row.code or "")
    approval = row.approvals.get()
    with pytest.raises(AccessDenied) as department:
        services.urge(row.key, approval=approval.pk, by=ground.desk("approver"))
    assert department.value.visible
    outside = ground.officer(ground.elsewhere)
    with pytest.raises(AccessDenied) as elsewhere:
        selectors.project(outside, row.key)
    assert not elsewhere.value.visible and selectors.board(outside, BoardFilters()).rows == ()
    with pytest.raises(AccessDenied):
        services.urge(row.key, approval=10**6, by=ground.officer())
    with pytest.raises(AccessDenied):
        selectors.board(ground.head, BoardFilters())


@pytest.mark.demand("PRJ-07")
def test_a_project_in_two_regions_has_one_code_and_approvals_in_both(ground: Ground) -> None:
    row = ground.coded(sites=BOTH)
    there = organisations.create_organisation(
        region=OTHER_COUNTY, name="新密市生态环境局", kind="department", function="environment", by=PLATFORM
    )
    here_number = ground.filed(row.code or "")
    there_number = ground.filed(row.code or "", item=ground.item("环境影响报告表审批（新密）", organ=there))
    for officer in (ground.officer(), ground.officer(ground.elsewhere)):
        seen = selectors.project(officer, row.code or "")
        assert seen.line.code == row.code and len(seen.line.regions) == 2
        found = {one.number: one.region_name for stage in seen.stages for one in stage.approvals}
        assert found == {here_number: "西峡县", there_number: "新密市"}
    assert selectors.project(ground.desk("clerk", there), row.key).line.approvals == 2
    assert len({one.code for one in selectors.board(ground.officer(), BoardFilters()).rows}) == 1


def test_an_approval_of_another_region_opens_the_project_there_and_gives_nothing_of_it_away(ground: Ground) -> None:
    row = ground.coded()
    there = organisations.create_organisation(
        region=OTHER_COUNTY, name="新密市生态环境局", kind="department", function="environment", by=PLATFORM
    )
    number = ground.filed(row.code or "", item=ground.item("跨界环境影响审批", organ=there))
    cases.withdraw(number, by=ground.head, reason="不办了")
    outside = ground.officer(ground.elsewhere)
    assert selectors.project(outside, row.key).may == frozenset()
    for act in (services.cancel, services.give_back):
        with pytest.raises(AccessDenied) as denied:
            act(row.key, reason="不建了", by=outside)
        assert denied.value.visible
    assert "cancel" in selectors.project(ground.officer(), row.key).may


def test_lists_are_narrowed_sorted_and_turned_page_by_page(ground: Ground) -> None:
    keys = [ground.coded(name=f"第{n}号标准厂房", investment=Decimal(100 * (n % 3 + 1))).key for n in range(1, 6)]
    officer = ground.officer()
    walked: list[str] = []
    after = ""
    while True:
        page = selectors.board(officer, BoardFilters(order="investment"), after=after, size=2)
        walked += [one.key for one in page.rows]
        if not (after := page.next_cursor):
            break
    assert sorted(walked) == sorted(keys) and len(set(walked)) == 5
    sums = [one.investment for one in selectors.board(officer, BoardFilters(order="investment")).rows]
    assert sums == sorted(sums, reverse=True)
    newest = selectors.board(officer, BoardFilters(), size=2)
    assert [one.key for one in newest.rows] == keys[:2:-1]
    assert [one.key for one in selectors.board(officer, BoardFilters(q="第3号")).rows] == [keys[2]]
    assert len(selectors.board(officer, BoardFilters(q=ground.uscc)).rows) == 5
    assert selectors.board(officer, BoardFilters(region=OTHER_COUNTY)).rows == ()
    for strange in ("x", "9" * 40, "1~", "１"):
        assert len(selectors.board(officer, BoardFilters(order="investment"), after=strange).rows) == 5
    assert selectors.board(officer, BoardFilters(q="'\x00%_", part="nothing", kind="zzz")).rows == ()


def test_a_board_costs_the_same_for_one_project_and_for_many(ground: Ground) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            selectors.board(ground_officer, BoardFilters())
        return len(seen)

    ground.filed(ground.coded(name="第0号标准厂房").code or "")
    ground_officer = ground.officer()
    asked()  # the calendar is read once
    first = asked()
    for n in range(1, 5):
        ground.filed(ground.coded(name=f"第{n}号标准厂房").code or "")
    assert asked() == first <= 12


def test_a_change_is_kept_with_what_was_there_before_and_the_code_stays(ground: Ground) -> None:
    row = ground.coded()
    opened = selectors.project(ground.head, row.key).revision
    changed: dict[str, Any] = {"given": _data(investment=Decimal("15000")), "reason": "扩大规模", "revision": opened}
    services.change(row.key, by=ground.head, **changed)
    seen = selectors.project(ground.officer(), row.key)
    assert seen.line.code == row.code and seen.changes[0].lines == (("总投资", "12,800.50 万元", "15,000.00 万元"),)
    with pytest.raises(Refused, match="又有人保存过"):
        services.change(row.key, by=ground.head, **changed)
    with pytest.raises(Refused, match="没有改动"):
        services.change(row.key, given=_data(investment=Decimal("15000")), reason="再改", by=ground.head)
    with pytest.raises(Refused, match="写在统一代码里"):
        services.change(row.key, given=_data(project_type="02"), reason="改类型", by=ground.head)
    with pytest.raises(Refused, match="写在统一代码里"):
        services.change(row.key, given=_data(sites=BOTH[1:]), reason="搬走", by=ground.head)
    services.change(row.key, given=_data(sites=BOTH), reason="增加一处", by=ground.head)
    row.refresh_from_db()
    assert row.region_id == COUNTY and row.sites.count() == 2


def test_a_cancelled_project_keeps_its_code_to_itself(ground: Ground) -> None:
    row = ground.coded()
    ground.filed(row.code or "")
    with pytest.raises(Refused, match="正在办理"):
        services.cancel(row.key, reason="不建了", by=ground.head)
    other = ground.coded(name="不再建设的仓库")
    with pytest.raises(AccessDenied):
        services.cancel(other.key, reason="不建了", by=ground.desk("approver"))
    services.cancel(other.key, reason="不建了", by=ground.officer())
    seen = selectors.project(ground.head, other.key)
    assert seen.line.state == "cancelled" and seen.line.code == other.code and seen.may == frozenset()
    with pytest.raises(Refused):
        services.change(other.key, given=_data(name="不再建设的仓库"), reason="改", by=ground.head)


def _data(**changes: Any) -> Any:
    return replace(DATA, **changes)
