"""A problem of a project runs by the 13710 work system: 1, 3, 7 days or a month, and zero left open (PRJ-05)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.casework.projects import selectors, services
from bancheng.casework.projects.models import Problem, Project
from bancheng.casework.projects.rules.nodes import NodeRules, month_after, nodes
from bancheng.casework.projects.tests.ground import DATA, Ground
from bancheng.ground.access import AccessDenied
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM
from bancheng.registers.duties import selectors as duties
from bancheng.registers.messages.models import Message
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations import services as organs


def opened(ground: Ground, **more: Any) -> str:
    row = ground.coded()
    given = {"title": "厂区外的道路没有通", "organisation": ground.environment.pk, "by": ground.officer()} | more
    return services.open_problem(row.key, **given)


def standing(ground: Ground, key: str) -> dict[str, str]:
    return {one.node: one.standing for one in selectors.problem(ground.officer(), key).nodes}


@pytest.mark.demand("PRJ-05")
def test_nodes_are_computed_overdue_ones_warn_and_closing_needs_a_result(
    ground: Ground, move: Callable[..., None]
) -> None:
    approver = ground.desk("approver")
    key = opened(ground)
    seen = selectors.problem(ground.officer(), key)
    days = {one.node: one.due_on for one in seen.nodes}
    assert days == {"study": date(2026, 11, 21), "feedback": date(2026, 11, 23), "settle": date(2026, 11, 27)}
    assert [one.due_on for one in duties.open_duties(approver) if one.id == seen.duty] == [date(2026, 11, 27)]
    services.answer_node(key, node="study", note="已研究，由工程科牵头", by=approver)
    move(date(2026, 11, 23))
    assert services.watch() == {"warned": 1, "overdue": 0}, "day 3 without an answer warns"
    assert services.watch() == {"warned": 0, "overdue": 0}, "once"
    assert standing(ground, key) == {"study": "done", "feedback": "warned", "settle": "open"}
    assert Message.objects.filter(template__key="projects.node_warned", account=approver.account).count() == 1
    move(date(2026, 11, 24))
    assert services.watch() == {"warned": 0, "overdue": 1}
    assert standing(ground, key)["feedback"] == "overdue" and selectors.problem(ground.officer(), key).late
    officer = ground.officer()
    assert Message.objects.filter(template__key="projects.node_overdue", account=officer.account).count() == 1
    services.answer_node(key, node="feedback", note="已反馈：本周内修通", by=approver)
    with pytest.raises(Refused, match="还没有登记解决情况"):
        services.close_problem(key, result="道路已通", by=officer)
    services.answer_node(key, node="settle", note="道路已修通", by=approver)
    with pytest.raises(Refused, match="销号结果"):
        services.close_problem(key, result="  ", by=officer)
    services.close_problem(key, result="道路已通，企业确认", by=officer)
    done = selectors.problem(officer, key)
    assert done.result == "道路已通，企业确认" and not done.late and standing(ground, key)["feedback"] == "late"
    assert selectors.open_problems(officer).rows == () and not any(
        one.id == done.duty for one in duties.open_duties(approver)
    )
    assert verify_stream(Problem.objects.get().subject).whole


def test_a_month_ends_on_the_same_day_or_the_last_one() -> None:
    assert month_after(date(2026, 1, 31), 1) == date(2026, 2, 28) and month_after(date(2026, 12, 31), 2) == date(
        2027, 2, 28
    )


def test_a_major_problem_is_settled_in_a_month_and_answered_in_three_days(ground: Ground) -> None:
    key = opened(ground, major=True)
    days = {one.node: one.due_on for one in selectors.problem(ground.officer(), key).nodes}
    assert days == {"study": date(2026, 11, 21), "feedback": date(2026, 11, 23), "settle": date(2026, 12, 20)}


def test_a_locality_may_count_working_days(ground: Ground) -> None:
    rules = NodeRules(workdays=True)
    planned = dict(nodes(date(2026, 11, 20), major=False, rules=rules, calendar=organisations.calendar()))
    assert planned == {"study": date(2026, 11, 23), "feedback": date(2026, 11, 25), "settle": date(2026, 12, 1)}


def test_a_node_never_ends_after_the_settlement(ground: Ground) -> None:
    rules = NodeRules(study=9, feedback=9, settle=7)
    planned = dict(nodes(date(2026, 11, 20), major=False, rules=rules, calendar=organisations.calendar()))
    assert set(planned.values()) == {date(2026, 11, 27)}


def test_the_days_are_those_that_the_locality_has_set(ground: Ground) -> None:
    organs.set_rule(
        key="projects.feedback_days",
        region=COUNTY,
        value=2,
        valid_from=date(2026, 11, 20),
        by=PLATFORM,
    )
    key = opened(ground)
    assert {one.node: one.due_on for one in selectors.problem(ground.officer(), key).nodes}["feedback"] == date(
        2026, 11, 22
    )


def test_only_the_department_that_has_it_answers_and_only_the_officer_closes(ground: Ground) -> None:
    key = opened(ground)
    with pytest.raises(AccessDenied, match="责任单位"):
        services.answer_node(key, node="study", note="越权", by=ground.officer())
    with pytest.raises(AccessDenied):
        services.answer_node(key, node="study", note="别的单位", by=ground.desk("approver", ground.stage.world.market))
    with pytest.raises(AccessDenied, match="发展改革"):
        services.close_problem(key, result="自己销号", by=ground.desk("approver"))
    with pytest.raises(AccessDenied) as outside:
        services.close_problem(key, result="外地", by=ground.officer(ground.elsewhere))
    assert not outside.value.visible


def test_the_same_node_is_told_once_and_settling_comes_after_the_answer(ground: Ground) -> None:
    key, approver = opened(ground), ground.desk("approver")
    with pytest.raises(Refused, match="请先登记反馈情况"):
        services.answer_node(key, node="settle", note="已解决", by=approver)
    with pytest.raises(Refused, match="没有这个节点"):
        services.answer_node(key, node="other", note="已解决", by=approver)
    services.answer_node(key, node="study", note="已研究", by=approver)
    with pytest.raises(Refused, match="已经登记过"):
        services.answer_node(key, node="study", note="再研究", by=approver)


def test_a_problem_needs_a_project_with_its_code_and_a_department(ground: Ground) -> None:
    key = ground.drafted(kind="ratify")
    services.submit(key, by=ground.head)
    given = {"title": "没有通水", "by": ground.officer()}
    with pytest.raises(Refused, match="已赋码"):
        services.open_problem(key, organisation=ground.environment.pk, **given)
    services.accept(key, by=ground.officer())
    with pytest.raises(Refused, match="责任单位"):
        services.open_problem(key, organisation=10**9, **given)
    with pytest.raises(Refused, match="不在项目的建设地点"):
        services.open_problem(key, organisation=ground.elsewhere.pk, **given)
    with pytest.raises(Refused, match="问题"):
        services.open_problem(key, organisation=ground.environment.pk, **(given | {"title": " "}))


def test_a_department_of_the_city_above_may_be_given_a_problem_and_answers_it(ground: Ground) -> None:
    city = organs.create_organisation(
        region="411300000000", name="南阳市生态环境局", kind="department", function="environment", by=PLATFORM
    )
    key = opened(ground, organisation=city.pk)
    services.answer_node(key, node="study", note="已研究", by=ground.desk("approver", city))
    assert standing(ground, key)["study"] == "done"


def test_an_overdue_node_is_told_to_the_coordinators_of_every_place_and_to_the_department(
    ground: Ground, move: Callable[..., None]
) -> None:
    here = ground.stage.staff("project_officer", "杜项目", organ=ground.development)
    """The role is limited to 发改, as it may be: the problem is the business of another organ."""
    there = ground.officer(ground.elsewhere)
    row = ground.coded(sites=(*DATA.sites, (OTHER_COUNTY, "青屏街道产业大道 1 号")))
    services.open_problem(row.key, title="没有通水", organisation=ground.environment.pk, by=ground.officer())
    approver = ground.desk("approver")
    move(date(2026, 11, 22))
    assert services.watch()["overdue"] == 1
    for actor in (here, there, approver, ground.officer()):
        told = Message.objects.filter(template__key="projects.node_overdue", account=actor.account)
        assert told.count() == 1, actor.name


def test_a_second_press_of_the_button_opens_no_second_problem(ground: Ground) -> None:
    key = opened(ground)
    project = Problem.objects.get(key=key).project
    given = {"title": "厂区外的道路没有通", "by": ground.officer()}
    with pytest.raises(Refused) as again:
        services.open_problem(project.key, organisation=ground.environment.pk, **given)
    assert again.value.code == "projects.problem_twice" and Problem.objects.count() == 1
    services.open_problem(project.key, organisation=ground.stage.world.market.pk, **given)
    assert Problem.objects.count() == 2, "the same matter may be given to another department too"


def test_open_problems_are_turned_page_by_page_the_most_pressing_first(ground: Ground) -> None:
    project, officer, approver = ground.coded(), ground.officer(), ground.desk("approver")
    keys = [
        services.open_problem(
            project.key, title=f"第{n}个问题", major=n == 0, organisation=ground.environment.pk, by=officer
        )
        for n in range(4)
    ]
    for node in ("study", "feedback"):
        services.answer_node(keys[0], node=node, note="已办理", by=approver)
    walked, after = [], ""
    while True:
        page = selectors.open_problems(officer, after=after, size=1)
        walked += [one.key for one in page.rows]
        if not (after := page.next_cursor):
            break
    assert walked == [*keys[1:], keys[0]]
    for strange in ("x", "2026-99-99~1", "2026-11-20~", "~"):
        assert len(selectors.open_problems(officer, after=strange).rows) == 4


def test_the_list_of_problems_costs_the_same_for_one_and_for_many(ground: Ground) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert selectors.open_problems(officer).rows[0].may_close
        return len(seen)

    officer = ground.officer()
    for n in range(2):
        ground.coded(name=f"第{n}号标准厂房")
    rows = list(Project.objects.order_by("pk"))
    given = {"organisation": ground.environment.pk, "by": officer}
    services.open_problem(rows[0].key, title="没有通水", **given)
    first = asked()
    for n in range(4):
        services.open_problem(rows[n % 2].key, title=f"第{n}个问题", **given)
    assert asked() == first <= 5


def test_the_problems_of_a_project_that_is_given_up_end_with_it(ground: Ground, move: Callable[..., None]) -> None:
    key = opened(ground)
    row = Problem.objects.get(key=key)
    services.cancel(row.project.key, reason="不再建设", by=ground.head)
    move(date(2026, 11, 28))
    assert services.watch() == {"warned": 0, "overdue": 0}
    seen = selectors.problem(ground.officer(), key)
    assert (
        seen.result == "项目已撤销：不再建设" and not seen.late and selectors.open_problems(ground.officer()).rows == ()
    )
    assert not any(one.id == row.duty_id for one in duties.open_duties(ground.desk("approver")))
