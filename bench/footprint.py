"""What a verb leaves in the tables, and the same written bare: the floor of the walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Max, Model
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from bancheng.casework.cases import models as cases
from bancheng.casework.cases.models import Case
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal.models import Entry, Stream
from bancheng.registers.documents.models import Document
from bancheng.registers.duties.models import Duty
from bench.rows import copies

OWN = (
    *(cases.CaseMaterial, cases.MaterialFile, cases.CaseTask, cases.SupplementNotice, cases.Tolerance),
    *(cases.Procedure, cases.Consultation, cases.Decision, cases.Precheck),
)
MADE: tuple[type[Model], ...] = (Case, *OWN, Duty, Document, Stream, Entry, Job)
"""In the order in which one needs the other."""
CHANGED = (Case, *OWN, Duty)
"""Of which the changed rows are looked for."""
IDENTITY = ("key", "number", "token", "task_result", "subject_key")
"""What is unique among all rows, and another one in each copy."""
Key = tuple[type[Model], int]


@dataclass
class Step:
    """What one verb wrote: new rows by table, and the rows it changed besides the heads of journals, which follow of them."""

    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    changed: dict[Key, Model] = field(default_factory=dict)


def written(work: Callable[[], object]) -> Step:
    """Do the verb and keep what it inserted and changed."""
    last = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in MADE}
    before = _held()
    work()
    rows = {model: list(model._default_manager.filter(pk__gt=last[model])) for model in MADE}
    after = _held()
    changed = {
        key: after[key]
        for key, row in before.items()
        if key in after and model_to_dict(after[key]) != model_to_dict(row)
    }
    return Step({model: found for model, found in rows.items() if found}, changed)


def statements(work: Callable[[], object]) -> int:
    """How many statements the verb asks, those that begin and end transactions not counted."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return sum(not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for one in asked.captured_queries)


def bare(steps: list[Step]) -> None:
    """The same rows inserted, table by table; the rows that a step changed and the heads that it moved on updated."""
    floor = Floor()
    for step in steps:
        floor.write(step)


@dataclass
class Floor:
    """One case being written bare, step by step: the rows that it has so far."""

    known: dict[Key, Any] = field(default_factory=dict)
    case: Case | None = None

    def write(self, step: Step) -> None:
        """What the step wrote, in one transaction."""
        with transaction.atomic():
            for key, after in step.changed.items():
                if key in self.known:
                    _like(self.known[key], after).save(force_update=True)
            made = {row.pk for row in step.rows.get(Stream, [])}
            for moved in {entry.stream_id for entry in step.rows.get(Entry, [])} - made:  # type: ignore[attr-defined]
                if (stream := self.known.get((Stream, moved))) is not None:
                    stream.length += 1
                    stream.save(force_update=True)
            for model, rows in step.rows.items():
                self._make(model, rows)

    def _make(self, model: type[Model], rows: list[Model]) -> None:
        made = _fresh(rows, self.known, self.case)
        if model is Job:
            DBTaskResult.objects.bulk_create([_queued(one) for one in made])
        model._default_manager.bulk_create(made)
        self.known |= {(model, row.pk): one for row, one in zip(rows, made, strict=True)}
        self.case = made[0] if model is Case else self.case


def _held() -> dict[Key, Model]:
    """The latest rows of a case's own tables as they stand."""
    return {(model, row.pk): row for model in CHANGED for row in model._default_manager.order_by("-pk")[:20]}


def _like(row: Model, after: Model) -> Model:
    """The row as the verb left it, but for what makes it this case's own."""
    for one in row._meta.concrete_fields:
        if one.primary_key or one.name in IDENTITY or one.name in {"case", "material"}:
            continue
        setattr(row, one.attname, getattr(after, one.attname))
    if isinstance(row, Case) and isinstance(after, Case) and after.number and not row.number:
        row.number = uuid4().hex[:21]
    return row


def _queued(job: Job) -> DBTaskResult:
    return DBTaskResult(
        id=job.task_result, task_path="", args_kwargs={}, queue_name="", backend_name="", run_after=job.run_after
    )


def _fresh(rows: list[Model], known: dict[Key, Any], case: Case | None) -> list:  # type: ignore[type-arg]
    """Copies that belong to the new case, unique where they must be."""
    made = copies(rows)
    for one in made:
        if case is not None and hasattr(one, "case_id"):
            one.case_id = case.pk
        if isinstance(one, Entry):
            one.stream_id = known[Stream, one.stream_id].pk
        if isinstance(one, cases.MaterialFile):
            one.material_id = known[cases.CaseMaterial, one.material_id].pk
        for name in IDENTITY:
            if (name == "number" and isinstance(one, Entry)) or (name == "subject_key" and not isinstance(one, Duty)):
                continue
            if getattr(one, name, None) is not None:
                setattr(one, name, uuid4() if name == "task_result" else uuid4().hex[: 21 if name == "number" else 32])
    return made
