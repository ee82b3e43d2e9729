"""Tasks of the stage graph: opened when what they wait for is done, each due within the days the guide gives it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from bancheng.casework.cases import children, materials, routing
from bancheng.casework.cases import clocks as case_clocks
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.rules import clocks, stages
from bancheng.ground.law import DELIVERY, CaseClock, Pause, Term, in_shanghai, now, today
from bancheng.registers.catalog.types import Stage
from bancheng.registers.organisations import selectors as organisations

State = CaseTask.State


def stages_of(case: Case) -> tuple[Stage, ...]:
    """The stages of the pinned guide that apply to this case."""
    return materials.situation_of(document_of(case), case).stages


def finish(case: Case, kind: str, told: Mapping[str, Any]) -> int:
    """Write this on the open tasks of a kind, also on those that are kept; how many there were."""
    if not children.kept(case, "tasks"):
        return case.tasks.filter(kind=kind, state=State.OPEN).update(**told)
    rows = [one for one in case.tasks.all() if one.kind == kind and one.state == State.OPEN]
    if rows:
        CaseTask.objects.filter(pk__in=[one.pk for one in rows]).update(**told)
    for row in rows:
        for name, value in told.items():
            setattr(row, name, value)
    return len(rows)


def open_next(case: Case, guide_stages: Collection[Stage], at: datetime) -> tuple[CaseTask, ...]:
    """Open a task for each stage whose predecessors are done; delivery waits for the decision."""
    tasks = list(case.tasks.all())
    done = {task.stage for task in tasks if task.state == State.DONE}
    begun = done | {task.stage for task in tasks if task.state == State.OPEN}
    ready = [
        stage
        for stage in stages.next_stages(tuple(guide_stages), done, begun)
        if stage.kind != "deliver" or case.decided_at is not None
    ]
    rounds = {task.stage: task.round for task in sorted(tasks, key=lambda task: task.round)}
    return tuple(CaseTask.objects.bulk_create(_task(case, stage, at, rounds.get(stage.key, 0) + 1) for stage in ready))


def _task(case: Case, stage: Stage, at: datetime, time: int) -> CaseTask:
    due = due_of(case, stage, at)
    return CaseTask(
        case=case,
        organisation_id=case.organisation_id,
        region_id=case.region_id,
        post=routing.post_for(case, stage),
        stage=stage.key,
        name=stage.name,
        kind=stage.kind,
        round=time,
        opened_at=at,
        due_on=due,
        due_at=None if due is None else clocks.end_of(due),
        two_persons=stage.two_persons,
    )


def due_of(case: Case, stage: Stage, opened: datetime, *, pauses: tuple[Pause, ...] = ()) -> date | None:
    """The stage's own days from the day it was opened, without those in which the promised clock stood still.

    Without its own, delivery has the ten of 第四十四条, the rest the case's.
    """
    days = stage.days
    if days is None and stage.kind == "deliver":
        days = DELIVERY.n
    if days is None:
        return case.due_on
    return CaseClock(in_shanghai(opened).date(), Term(days), organisations.calendar(), pauses=pauses).due(today())


def put_off(case: Case) -> list[tuple[CaseTask, date | None]]:
    """Compute the due days of the open stages anew, after a pause or another calendar; those that moved, and from when."""
    guide = {stage.key: stage for stage in stages_of(case)}
    stood = () if case.accepted_on is None else case_clocks.decision(case, document_of(case)).promised.pauses
    moved = []
    waiting = case.tasks.all() if children.kept(case, "tasks") else case.tasks.filter(state=State.OPEN)
    for task in [one for one in waiting if one.state == State.OPEN]:
        stage, before = guide.get(task.stage), task.due_on
        due = (
            case.due_on if task.kind == "accept" or stage is None else due_of(case, stage, task.opened_at, pauses=stood)
        )
        if due is None or due == before:
            continue
        task.due_on, task.due_at = due, clocks.end_of(due)
        task.passed = task.passed and task.due_at <= now()
        task.save(update_fields=["due_on", "due_at", "passed"])
        moved.append((task, before))
    return moved
