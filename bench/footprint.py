"""What a verb leaves in the tables, and the same written bare: the floor of the walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
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
from bench.rows import copies

OWN = (
    *(cases.CaseMaterial, cases.MaterialFile, cases.CaseTask, cases.SupplementNotice, cases.Tolerance),
    *(cases.Procedure, cases.Consultation, cases.Decision),
)
MADE: tuple[type[Model], ...] = (Case, *OWN, Document, Stream, Entry, Job)
"""In the order in which one needs the other."""
Key = tuple[type[Model], int]


@dataclass
class Step:
    """What one verb wrote: new rows by table, and the rows it changed besides the case and the head of its journal."""

    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    changed: list[Key] = field(default_factory=list)


def written(work: Callable[[], object]) -> Step:
    """Do the verb and keep what it inserted and changed."""
    last = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in MADE}
    before = _held()
    work()
    rows = {model: list(model._default_manager.filter(pk__gt=last[model])) for model in MADE}
    after = _held()
    changed = [key for key, told in before.items() if after.get(key) not in (None, told)]
    return Step({model: found for model, found in rows.items() if found}, changed)


def statements(work: Callable[[], object]) -> int:
    """How many statements the verb asks, those that begin and end transactions not counted."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return sum(not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for one in asked.captured_queries)


def bare(steps: list[Step]) -> None:
    """The same rows inserted, table by table; the rows that a step changed, the case and its journal's head updated."""
    known: dict[Key, Model] = {}
    case: Case | None = None
    stream: Stream | None = None
    for step in steps:
        with transaction.atomic():
            if case is not None and stream is not None:
                case.save(force_update=True)
                stream.length += 1
                stream.save(force_update=True)
            for key in step.changed:
                if key in known:
                    known[key].save(force_update=True)
            for model, rows in step.rows.items():
                made = _fresh(rows, known, case, stream)
                if model is Job:
                    DBTaskResult.objects.bulk_create([_queued(one) for one in made])
                model._default_manager.bulk_create(made)
                known |= {(model, row.pk): one for row, one in zip(rows, made, strict=True)}
                case = made[0] if model is Case else case
                stream = made[0] if model is Stream else stream


def _held() -> dict[Key, dict[str, object]]:
    """The latest rows of a case's own tables as they stand."""
    return {(model, row.pk): model_to_dict(row) for model in OWN for row in model._default_manager.order_by("-pk")[:20]}


def _queued(job: Job) -> DBTaskResult:
    return DBTaskResult(
        id=job.task_result, task_path="", args_kwargs={}, queue_name="", backend_name="", run_after=job.run_after
    )


def _fresh(rows: list[Model], known: dict[Key, Model], case: Case | None, stream: Stream | None) -> list:  # type: ignore[type-arg]
    """Copies that belong to the new case, unique where they must be."""
    made = copies(rows)
    for one in made:
        for name, value in (("case_id", case and case.pk), ("stream_id", stream and stream.pk)):
            if hasattr(one, name):
                setattr(one, name, value)
        if isinstance(one, cases.MaterialFile):
            one.material_id = known[cases.CaseMaterial, one.material_id].pk
        for name in ("key", "number", "token", "task_result"):
            if name == "number" and isinstance(one, Entry):
                continue
            if hasattr(one, name):
                setattr(one, name, uuid4() if name == "task_result" else uuid4().hex[: 21 if name == "number" else 32])
    return made
