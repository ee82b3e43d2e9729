"""Tasks of the stage graph: opened when what they wait for is done, each due within the days the guide gives it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from bancheng.casework.cases import materials
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.rules import clocks, stages
from bancheng.ground.law import DELIVERY, in_shanghai
from bancheng.registers.catalog.types import Stage
from bancheng.registers.organisations import selectors as organisations

State = CaseTask.State


def stages_of(case: Case) -> tuple[Stage, ...]:
    """The stages of the pinned guide that apply to this case."""
    return materials.situation_of(document_of(case), case).stages


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
        post=stages.post_of(stage),
        stage=stage.key,
        name=stage.name,
        kind=stage.kind,
        round=time,
        opened_at=at,
        due_on=due,
        due_at=None if due is None else clocks.end_of(due),
        two_persons=stage.two_persons,
    )


def due_of(case: Case, stage: Stage, opened: datetime) -> date | None:
    """The stage's own days from the day it was opened; without its own, delivery has the ten of 第四十四条, the rest the case's."""
    days = stage.days
    if days is None and stage.kind == "deliver":
        days = DELIVERY.n
    if days is None:
        return case.due_on
    return organisations.calendar().add_workdays(in_shanghai(opened).date(), days)
