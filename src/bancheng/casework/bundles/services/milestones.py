"""Work plans: registered, changed, and their nodes struck out with a result. The nodes are duties of the bundle's lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from bancheng.casework.bundles import finding, milestones
from bancheng.casework.bundles.models import Bundle
from bancheng.casework.bundles.plan_types import WorkPlan
from bancheng.casework.bundles.services.workshop import EDIT
from bancheng.ground.access import AccessDenied, Actor, demand, system
from bancheng.ground.journal import append
from bancheng.ground.journal.selectors import entries_of
from bancheng.ground.law import Refused, today
from bancheng.registers.duties import selectors as duties
from bancheng.registers.duties import services as duty_services
from bancheng.registers.duties.types import DutyView

CLOCK = system("一件事工作方案")
LONGEST = {"goal": 2000, "measures": 4000, "division": 4000, "file_number": 60}
LABELS = {"goal": "目标任务", "measures": "改革措施", "division": "职责分工", "file_number": "文号"}
MOST_MILESTONES, LONGEST_GOAL, LONGEST_RESULT = 20, 100, 1800
BASIS = "“高效办成一件事”工作方案"


def register_plan(
    bundle: int,
    *,
    goal: str,
    measures: str,
    division: str,
    milestones_of_plan: Sequence[tuple[date, str]],
    file_number: str,
    by: Actor,
    revision: int | None = None,
) -> WorkPlan:
    """Register the work plan of a bundle, or a changed one (ONE-11): what its batch asked for is done, its milestones begin.

    A milestone of the plan before that is no longer in it, and that no batch sets, is taken off. `file_number`: 文号 under
    which it was issued. `revision`: how many plans it had when this one was begun; the very same plan again changes nothing.
    Raises AccessDenied, Refused: bundles.plan with what is missing, bundles.outdated where another was registered since.
    """
    row = _demand(bundle, by)
    words = {"goal": goal, "measures": measures, "division": division, "file_number": file_number}
    plan = _read(words, milestones_of_plan)
    with transaction.atomic():
        Bundle.objects.select_for_update(of=("self",)).get(pk=row.pk)
        earlier = list(entries_of(finding.subject_of(row)).filter(verb=milestones.REGISTERED, refused=False))
        if earlier and milestones.plan_of(earlier[-1].facts) == plan:
            return plan
        if revision is not None and revision != len(earlier):
            raise Refused(
                "bundles.outdated", "您打开以后，工作方案又有人登记过。请重新打开再改；您填的内容还在页面上。"
            )
        append(finding.subject_of(row), milestones.REGISTERED, by=by, facts=milestones.facts_of(plan))
        known = duties.ledger(CLOCK, (milestones.PLAN, milestones.MILESTONE), about=f"{row.pk}-")
        for one in known:
            if one.kind == milestones.PLAN and one.state == "open":
                told = f"工作方案已登记（{plan.file_number}），经办人：{by.name}"
                duty_services.close_duty(duty=one.id, result=told, by=CLOCK)
        _arrange(row, plan, known)
    return plan


def close_milestone(duty_id: int, *, result: str, file_number: str = "", by: Actor) -> None:
    """Strike a milestone out: what was reached, and the paper that shows it (对账销号).

    Raises AccessDenied, Refused: bundles.not_milestone, bundles.plan_first, bundles.result, and as `duties.close_duty` does.
    """
    found = duties.duty(by, duty_id)
    if found.kind == milestones.PLAN:
        raise Refused("bundles.plan_first", "请登记工作方案，登记以后这个节点自动办结。")
    if found.kind != milestones.MILESTONE:
        raise Refused("bundles.not_milestone", "这不是工作方案的时间节点，请到限期任务里办理。")
    told, number = result.strip(), file_number.strip()
    if not told or len(told) > LONGEST_RESULT:
        raise Refused("bundles.result", f"请写明完成情况，最多 {LONGEST_RESULT} 个字。")
    if len(number) > LONGEST["file_number"]:
        raise Refused("bundles.result", f"文号最多 {LONGEST['file_number']} 个字，请缩短。")
    duty_services.close_duty(duty=duty_id, result=f"{told}（文号：{number}）" if number else told, by=by)


def _demand(bundle: int, by: Actor) -> Bundle:
    row = Bundle.objects.select_related("lead").filter(pk=bundle).first() if 0 < bundle < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这件事。", visible=False, action=EDIT)
    demand(by, EDIT, finding.target_of(row))
    return row


def _read(words: dict[str, str], given: Sequence[tuple[date, str]]) -> WorkPlan:
    said = {name: text.replace("\x00", "").strip() for name, text in words.items()}
    for name, text in said.items():
        if not text or len(text) > LONGEST[name]:
            raise Refused("bundles.plan", f"请填写{LABELS[name]}，最多 {LONGEST[name]} 个字。")
    nodes = milestones.one_a_day(given)
    if not nodes or len(nodes) > MOST_MILESTONES:
        raise Refused("bundles.plan", f"请填写时间节点，至少 1 个，最多 {MOST_MILESTONES} 个。")
    for day, goal in nodes:
        if day.year not in milestones.YEARS:
            raise Refused("bundles.plan", f"时间节点 {day.isoformat()} 的年份不对，请核对。")
        if not goal or len(goal) > LONGEST_GOAL:
            raise Refused("bundles.plan", f"请写明 {day.isoformat()} 要完成什么，最多 {LONGEST_GOAL} 个字。")
    return WorkPlan(said["goal"], said["measures"], said["division"], nodes, said["file_number"])


def _arrange(row: Bundle, plan: WorkPlan, known: Sequence[DutyView]) -> None:
    """Open what the plan sets and no batch has set for that day, and take off what nobody sets any more.

    A milestone of a day gone by is one all the same. What was reached stays, whatever the plan says now.
    """
    nodes = [one for one in known if one.kind == milestones.MILESTONE and one.subject is not None]
    set_by_batch = {node.due_on for node in milestones.nodes_in(row.region_id, today()) if node.is_for(row)}
    wanted = {day: milestones.title_of(row.name, goal) for day, goal in plan.milestones if day not in set_by_batch}
    standing = set()
    for one in nodes:
        day = milestones.day_of(one.subject)
        if one.state == "done" or (one.state == "open" and (day in set_by_batch or wanted.get(day) == one.title)):
            standing.add(day)
        elif one.state == "open":
            reason = f"工作方案调整（{plan.file_number}），不再设这个节点。"
            duty_services.cancel_duty(duty=one.id, reason=reason, by=CLOCK)
    for day, title in wanted.items():
        if day not in standing:
            turn = 1 + sum(milestones.day_of(one.subject) == day for one in nodes)
            _open(row, day, title, turn, f"{BASIS}（{plan.file_number}）")


def _open(row: Bundle, day: date, title: str, turn: int, basis: str) -> None:
    duty_services.open_duty(
        kind=milestones.MILESTONE,
        title=title,
        opened_on=min(day, today()),
        due_on=day,
        subject=milestones.subject_of_node(row.pk, day, turn),
        organisation_id=milestones.owner_of(row),
        basis=basis,
        by=CLOCK,
    )
