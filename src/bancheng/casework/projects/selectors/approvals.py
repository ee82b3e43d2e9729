"""The approvals of projects as they stand: cases by their own course, results of other systems by their receipts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.selectors import Course
from bancheng.casework.projects.adapters import departments
from bancheng.casework.projects.models import Approval, Receipt
from bancheng.casework.projects.rules.words import OUTCOMES
from bancheng.casework.projects.types import ApprovalView, ReceiptView, Step
from bancheng.ground.access import Actor, Subject, Target, may
from bancheng.ground.law import in_shanghai, today

RUNNING = frozenset({"submitted", "pre_reviewed", "supplement_requested", "accepted", "under_review", "suspended"})
DONE = frozenset({"decided", "delivered", "collected", "closed"})


def approvals_of(projects: Collection[int], actor: Actor | None = None) -> Mapping[int, tuple[ApprovalView, ...]]:
    """By the key of the project, in the order in which they began. Four queries, whatever the number of projects.

    `actor`: for the buttons and links that are his.
    """
    rows = list(
        Approval.objects.filter(project__in=list(projects))
        .select_related("case", "region")
        .order_by("attached_at", "pk")
    )
    courses = cases.courses([row.case.key for row in rows if row.case is not None])
    receipts = _receipts(row.pk for row in rows if row.case is None)
    found: dict[int, list[ApprovalView]] = {pk: [] for pk in projects}
    for row in rows:
        course = courses.get(row.case.key) if row.case is not None else None
        seen = _of_case(row, course, actor) if course is not None else _of_system(row, receipts.get(row.pk, ()))
        found[row.project_id].append(seen)
    return {pk: tuple(sorted(views, key=lambda one: (one.started_on, one.id))) for pk, views in found.items()}


def place_of(state: str, outcome: str) -> str:
    """none, running, done, refused, ended: where a case stands for its project."""
    if state in RUNNING:
        return "running"
    if state in DONE:
        return "refused" if outcome == "refused" else "done"
    return "ended"


def _of_case(row: Approval, course: Course, actor: Actor | None) -> ApprovalView:
    line = course.line
    place = place_of(line.state, line.outcome)
    ended = (course.decided_at or course.closed_at) if place != "running" else None
    began = course.accepted_at or line.submitted_at or in_shanghai(row.attached_at)
    target = Target(Subject("cases.case", line.key), row.region_id, row.organisation_id)
    return ApprovalView(
        id=row.pk,
        stage=row.stage,
        item_name=row.item_name,
        organ_name=row.organ_name,
        region_name=row.region.name,
        case=line.key,
        item=line.item_id,
        number=line.number,
        system="",
        state_label=line.public_state,
        place=place,
        started_on=began.date(),
        ended_on=ended.date() if ended else None,
        due_on=line.due_on,
        overdue=place == "running" and course.overdue,
        steps=tuple(Step(one.name, one.organisation, one.due_on, one.overdue) for one in course.steps),
        started_at=began,
        ended_at=ended,
        mine=actor is not None and actor.kind == "staff" and may(actor, "cases.view", target).allowed,
        urgeable=place == "running",
    )


def _of_system(row: Approval, receipts: tuple[ReceiptView, ...]) -> ApprovalView:
    place = {"granted": "done", "refused": "refused"}.get(row.outcome, "running")
    days = [one.happened_on for one in receipts] or [today()]
    sender = departments.system(row.system)
    return ApprovalView(
        id=row.pk,
        stage=row.stage,
        item_name=row.item_name,
        organ_name=row.organ_name,
        region_name=row.region.name,
        case="",
        item=0,
        number=row.external,
        system=sender.label if sender else row.system,
        state_label=OUTCOMES.get(row.outcome, row.outcome),
        place=place,
        started_on=min(days),
        ended_on=max(days) if place != "running" else None,
        due_on=None,
        overdue=False,
        steps=(),
        document=row.document,
        receipts=receipts,
    )


def _receipts(approvals: Iterable[int]) -> Mapping[int, tuple[ReceiptView, ...]]:
    wanted = list(approvals)
    found: dict[int, list[ReceiptView]] = {}
    if not wanted:
        return {}
    for row in Receipt.objects.filter(approval__in=wanted).order_by("received_at", "pk"):
        route = tuple((hop["node"], _hour(hop["at"])) for hop in row.route)
        seen = ReceiptView(
            row.number, OUTCOMES.get(row.outcome, row.outcome), row.happened_on, in_shanghai(row.received_at), route
        )
        found.setdefault(row.approval_id, []).append(seen)
    return {key: tuple(views) for key, views in found.items()}


def _hour(text: str) -> str:
    return f"{in_shanghai(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"


def mark_of(views: Iterable[ApprovalView]) -> str:
    """How a stage stands by its approvals: overdue before all, then running, done when nothing runs, none for no approval."""
    seen = tuple(views)
    if any(one.overdue for one in seen):
        return "overdue"
    if any(one.place == "running" for one in seen):
        return "running"
    return "done" if any(one.place == "done" for one in seen) else "none"
