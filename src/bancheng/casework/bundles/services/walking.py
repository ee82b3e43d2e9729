"""走流程体验: what an official finds while walking through a bundle becomes an entry of a ledger, with an owner and a day (ONE-14)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from bancheng.casework.bundles import running
from bancheng.casework.bundles.kinds import WALK_PROBLEM
from bancheng.casework.bundles.models import BundleCase
from bancheng.ground.access import AccessDenied, Actor, Subject, system
from bancheng.ground.codes import scrub
from bancheng.ground.journal import append
from bancheng.ground.law import Refused, today
from bancheng.registers.duties import selectors as duties
from bancheng.registers.duties import services as duty_services
from bancheng.registers.organisations import selectors as organisations

CLOCK = system("走流程体验")
WALK = "bundles.walk"
"""What such a duty is about: "<key of the walk-through>-<number of the problem>"."""
LONGEST = 180
MOST = 99
FURTHEST = timedelta(days=730)


def report_problem(bundle_case_key: str, *, text: str, organ: int, due: date, by: Actor) -> int:
    """Enter a problem found in a walk-through: what it is, whose, until when; returns the key of its duty.

    For who walks through it or coordinates it. Raises AccessDenied, Refused: bundles.not_walk for a real application,
    bundles.problem, bundles.organ, bundles.due.
    """
    row, _ = running.demand_sight(by, bundle_case_key)
    if not (running.is_applicant(by, row) or running.steers(by, row)):
        raise AccessDenied("走流程的问题由体验人员或者牵头部门登记。", visible=True, action=running.STEER)
    if not row.trial:
        raise Refused("bundles.not_walk", "这是群众的真实办件，不是走流程体验，不能登记体验问题。")
    said = scrub(text.replace("\x00", "").strip())
    if not said or len(said) > LONGEST:
        raise Refused("bundles.problem", f"请写明发现的问题，最多 {LONGEST} 个字。")
    if organisations.organisations().filter(pk=organ).first() is None:
        raise Refused("bundles.organ", "请从列表中选择责任单位。")
    if not today() <= due <= today() + FURTHEST:
        raise Refused("bundles.due", "整改期限不能早于今天，最长两年。")
    with transaction.atomic():
        BundleCase.objects.select_for_update().get(pk=row.pk)
        known = duties.ledger(CLOCK, (WALK_PROBLEM.key,), about=f"{row.key}-")
        if any(one.title == said and one.state == "open" for one in known):
            raise Refused("bundles.problem", "这个问题已经登记，还没有办结，不用再登记。")
        number = len(known) + 1
        if number > MOST:
            raise Refused("bundles.problem", f"一次体验最多登记 {MOST} 个问题，请先办结已经登记的。")
        duty = duty_services.open_duty(
            kind=WALK_PROBLEM.key,
            title=said,
            due_on=due,
            subject=Subject(WALK, f"{row.key}-{number}"),
            organisation_id=organ,
            basis=f"走流程体验：{row.name}",
            by=CLOCK,
        )
        facts = {"problem": said, "organisation": organ, "due": due, "duty": duty.pk}
        append(running.subject_of(row), "walk_problem", by=by, facts=facts)
    return int(duty.pk)


def settle_problem(duty_id: int, *, result: str, by: Actor) -> None:
    """Strike a problem out: what was put right. Raises AccessDenied, Refused: bundles.not_problem, and as `duties.close_duty`."""
    if duties.duty(by, duty_id).kind != WALK_PROBLEM.key:
        raise Refused("bundles.not_problem", "这不是走流程发现的问题，请到限期任务里办理。")
    duty_services.close_duty(duty=duty_id, result=result, by=by)
