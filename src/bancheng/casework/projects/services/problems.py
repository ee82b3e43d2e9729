"""项目问题 under the 13710 work system (PRJ-05): opened with its nodes, answered by the department, closed to zero."""

from __future__ import annotations

from contextlib import suppress
from secrets import token_hex
from typing import Any

from django.db import transaction

from bancheng.casework.projects import keys, scope, telling, templates
from bancheng.casework.projects.events import ProblemClosed, ProblemOpened
from bancheng.casework.projects.kinds import BASIS, PROBLEM
from bancheng.casework.projects.models import Node, Problem, Project
from bancheng.casework.projects.rules import nodes as timing
from bancheng.casework.projects.rules import registering as rules
from bancheng.casework.projects.rules.words import NODES
from bancheng.casework.projects.writing import acting, said, tell
from bancheng.ground.access import AccessDenied, Actor, Subject, Target, may, system, within
from bancheng.ground.codes import scrub
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.duties import services as duties
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import services as messages
from bancheng.registers.organisations import selectors as organisations

CLOCK = system("13710 项目问题督办")
ANSWERERS = ("approver", "organ_head", "chief_representative")
WATCHERS = ("supervisor",)
TITLE_LONGEST, TEXT_LONGEST, RESULT_LONGEST = 200, 2000, 500


def open_problem(
    project: str, *, title: str, detail: str = "", major: bool = False, organisation: int, by: Actor
) -> str:
    """Give a problem of a project to a department: its nodes are set from today, a duty is opened. The key of the problem.

    Raises AccessDenied, Refused: projects.problem_title, projects.problem_detail, projects.problem_organ, projects.not_coded,
    projects.problem_twice for what it has open already (a second press of the button).
    """
    name = rules.reason(title, what="问题", code="projects.problem_title")
    told = detail.replace("\x00", "").strip()
    if len(name) > TITLE_LONGEST or len(told) > TEXT_LONGEST:
        raise Refused("projects.problem_detail", f"情况说明最多 {TEXT_LONGEST} 个字。")
    with acting(project, by, scope.demand_coordinator) as row:
        if row.state != "registered":
            raise Refused("projects.not_coded", "只有已赋码、没有撤销的项目才能交办问题。")
        organ = organisations.organisations().filter(pk=organisation).first()
        if organ is None or organ.kind != "department":
            raise Refused("projects.problem_organ", "请选择责任单位。")
        if not any(within(place, organ.region_id) for place in row.sites.values_list("region", flat=True)):
            # It would not see the project, nor could it answer.
            raise Refused("projects.problem_organ", f"{organ.name}不在项目的建设地点，也不是上级单位，请另选责任单位。")
        if row.problems.filter(title=name, organisation=organ, closed_at=None).exists():
            raise Refused("projects.problem_twice", f"同样的问题已经交办给{organ.name}，还没有销号，不用再交办。")
        made = _opened(row, name, scrub(told), major, organ, by)
        facts = {"problem": made.key, "title": name, "major": major, "organisation": organ.pk}
        tell(row, "open_problem", by=by, facts=facts)
        said(ProblemOpened, row, problem=made.key)
        return made.key


def answer_node(problem: str, *, node: str, note: str, by: Actor) -> None:
    """Say that a node is done, and how: by the department that has the problem. A node done late is marked so by its day.

    Raises AccessDenied, Refused: projects.node, projects.node_done, projects.node_order, projects.note, projects.problem_closed.
    """
    told = rules.reason(note, what="办理情况", code="projects.note")
    with transaction.atomic():
        row = _locked(problem, by)
        if not _answers(by, row):
            raise AccessDenied("这一步由责任单位办理。", visible=True, action=scope.ANSWER)
        _demand_open(row)
        steps = list(row.nodes.order_by("due_on", "pk"))
        step = next((one for one in steps if one.node == node), None)
        if step is None:
            raise Refused("projects.node", "没有这个节点，请刷新页面。")
        if step.done_at is not None:
            raise Refused("projects.node_done", f"“{NODES[node]}”已经登记过。")
        if node == "settle" and any(one.done_at is None for one in steps if one.node == "feedback"):
            raise Refused("projects.node_order", "请先登记反馈情况，再登记解决情况。")
        step.done_at, step.done_on, step.done_by, step.note = now(), today(), by.name[:100], told
        step.save()
        facts = {"node": node, "due_on": step.due_on, "late": step.done_on > step.due_on, "note": told}
        journal.append(row.subject, "answer", by=by, facts=facts)


def close_problem(problem: str, *, result: str, by: Actor) -> None:
    """销号: by who coordinates the project, once it is settled, with its result; the duty is closed with it.

    Raises AccessDenied, Refused: projects.result, projects.not_settled, projects.problem_closed.
    """
    told = rules.reason(result, what="销号结果", code="projects.result")
    with transaction.atomic():
        row = _locked(problem, by)
        if not scope.coordinates(by, row.project):
            raise AccessDenied("销号由发展改革部门的项目管理员办理。", visible=True, action=scope.COORDINATE)
        _demand_open(row)
        if row.nodes.filter(node="settle", done_at=None).exists():
            raise Refused("projects.not_settled", "责任单位还没有登记解决情况，不能销号。")
        row.closed_at, row.closed_by, row.result = now(), by.name[:100], told
        row.save()
        journal.append(row.subject, "close", by=by, facts={"result": told})
        tell(row.project, "close_problem", by=by, facts={"problem": row.key, "result": told})
        with suppress(Refused):  # closed by hand at the desk
            duties.close_duty(duty=row.duty_id, result=told, by=CLOCK)
        said(ProblemClosed, row.project, problem=row.key)


def end_with_project(row: Project, *, reason: str, by: Actor) -> None:
    """What is still open of a project that is given up ends with it: nobody is warned of it any more. In the caller's act."""
    for one in row.problems.select_for_update().filter(closed_at=None).order_by("pk"):
        one.closed_at, one.closed_by, one.result = now(), by.name[:100], f"项目已撤销：{reason}"[:RESULT_LONGEST]
        one.save()
        journal.append(one.subject, "close", by=by, facts={"result": one.result})
        with suppress(Refused):  # closed by hand at the desk
            duties.cancel_duty(duty=one.duty_id, reason=one.result, by=CLOCK)
        said(ProblemClosed, row, problem=one.key)


def watch() -> dict[str, int]:
    """By the clock: warn on the last day of a node that is not done, tell once when it is overdue. May run again."""
    day, warned, overdue = today(), 0, 0
    open_nodes = Node.objects.filter(done_at=None, problem__closed_at=None, due_on__lte=day)
    for key in list(open_nodes.order_by("due_on", "pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = Node.objects.select_for_update().filter(pk=key, done_at=None).first()
            if row is None:
                continue
            if row.warned_on is None and row.due_on == day:
                row.warned_on = day
                warned += _warn(row)
            elif row.due_on < day and not row.overdue_told:
                row.overdue_told = True
                overdue += _alarm(row)
            else:
                continue
            row.save(update_fields=["warned_on", "overdue_told"])
    return {"warned": warned, "overdue": overdue}


def _opened(row: Project, name: str, told: str, major: bool, organ: Any, by: Actor) -> Problem:
    day = today()
    planned = timing.nodes(day, major=major, rules=node_rules(row.region_id), calendar=organisations.calendar())
    made = Problem(
        key=token_hex(16),
        project=row,
        title=name,
        detail=told,
        major=major,
        organisation=organ,
        region_id=organ.region_id,
        opened_on=day,
        opened_at=now(),
        opened_by=by.name[:100],
    )
    made.duty = duties.open_duty(
        kind=PROBLEM.key,
        title=f"解决项目问题：{name}",
        due_on=planned[-1][1],
        subject=made.subject,
        organisation_id=organ.pk,
        basis=BASIS,
        by=CLOCK,
    )
    made.save(force_insert=True)
    Node.objects.bulk_create(Node(problem=made, node=node, due_on=due_on) for node, due_on in planned)
    facts = {"project": row.code, "title": name, "major": major, "nodes": dict(planned)}
    journal.append(made.subject, "open", by=by, facts=facts, first=True)
    days = {node: f"{due.month}月{due.day}日" for node, due in planned}
    _tell_organ(made, templates.PROBLEM_OPENED.key, title=name, **days)
    return made


def node_rules(region: str) -> timing.NodeRules:
    """What the locality sets for nodes today."""
    rule = organisations.rule
    return timing.NodeRules(
        study=int(rule(keys.STUDY_DAYS.key, region)),
        feedback=int(rule(keys.FEEDBACK_DAYS.key, region)),
        settle=int(rule(keys.SETTLE_DAYS.key, region)),
        months=int(rule(keys.SETTLE_MONTHS.key, region)),
        workdays=rule(keys.NODE_UNIT.key, region) == "workday",
    )


def _tell_organ(row: Problem, key: str, **facts: Any) -> int:
    place: dict[str, Any] = {"region": row.region_id, "organisation": row.organisation_id}
    return messages.notify_role(ANSWERERS, key, subject=row.subject, name=row.project.name, **place, **facts)


def _warn(row: Node) -> int:
    journal.append(row.problem.subject, "warn", by=CLOCK, facts={"node": row.node, "due_on": row.due_on})
    _tell_organ(row.problem, templates.NODE_WARNED.key, title=row.problem.title, node=NODES[row.node])
    return 1


def _alarm(row: Node) -> int:
    problem = row.problem
    journal.append(problem.subject, "overdue", by=CLOCK, facts={"node": row.node, "due_on": row.due_on})
    facts: dict[str, Any] = {
        "name": problem.project.name,
        "title": problem.title,
        "node": NODES[row.node],
        "due": f"{row.due_on.month}月{row.due_on.day}日",
        "organ": problem.organisation.name,
    }
    told = telling.coordinating(problem.project)
    for role in (*ANSWERERS, *WATCHERS):
        found = identity.staff_with_role(role, problem.region_id, organisation=problem.organisation_id)
        told.update(found.values_list("pk", flat=True))
    messages.notify_several(told, templates.NODE_OVERDUE.key, subject=problem.subject, **facts)
    return 1


def _locked(problem: str, by: Actor) -> Problem:
    row = Problem.objects.select_for_update(of=("self",)).select_related("project").filter(key=problem[:32]).first()
    if row is None:
        raise AccessDenied("没有找到这个问题。", visible=False, action=scope.VIEW)
    scope.demand_sight(by, row.project)
    return row


def _answers(by: Actor, row: Problem) -> bool:
    return may(
        by, scope.ANSWER, Target(Subject("projects.problem", row.key), row.region_id, row.organisation_id)
    ).allowed


def _demand_open(row: Problem) -> None:
    if row.closed_at is not None:
        raise Refused("projects.problem_closed", "这个问题已经销号。")
