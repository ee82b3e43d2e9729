"""The rows that a case is made of, and copies of them: what a floor writes."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django_tasks_db.models import DBTaskResult

from bancheng.casework.cases.models import Case, CaseMaterial, CaseTask
from bancheng.ground.access.models import Replay
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal.models import Entry, Stream


@dataclass(frozen=True)
class Rows:
    """A case that was just filed, as its tables hold it."""

    case: list[Case]
    materials: list[CaseMaterial]
    tasks: list[CaseTask]
    streams: list[Stream]
    entries: list[Entry]
    jobs: list[Job]
    queue: list[DBTaskResult]
    replay: Replay


def rows_of(key: str) -> Rows:
    """The rows of the case with this key: those of its own tables, its journal, its jobs, and the last kept answer."""
    case = Case.objects.get(key=key)
    jobs = [job for job in Job.objects.order_by("-pk")[:100] if key in str(job.arguments)]
    by_attempt = DBTaskResult.objects.in_bulk([job.task_result for job in jobs])
    return Rows(
        case=[case],
        materials=list(CaseMaterial.objects.filter(case=case)),
        tasks=list(CaseTask.objects.filter(case=case)),
        streams=list(Stream.objects.filter(kind="cases.case", key=key)),
        entries=list(Entry.objects.filter(stream__kind="cases.case", stream__key=key)),
        jobs=jobs,
        queue=[by_attempt[job.task_result] for job in jobs],
        replay=Replay.objects.latest("created_at"),
    )


def copies(rows: Sequence[Model], **changes: Any) -> list[Any]:
    """New, unsaved rows of the same content, but for the changes."""
    made = []
    for row in rows:
        one = copy(row)
        one._state = copy(row._state)
        one._state.adding = True
        one.pk = None
        for name, value in changes.items():
            setattr(one, name, value)
        made.append(one)
    return made
