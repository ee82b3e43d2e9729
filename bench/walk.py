"""A whole simple case by services, beside bare inserts and updates of the same rows in as many transactions.

Five verbs: file, accept, decide, deliver, close. Its paper is taken as made between decision and delivery: rendering is
the worker's, and not in the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Max, Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case, CaseMaterial, CaseTask, Decision
from bancheng.casework.cases.services.finishing import DISPATCH
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal.models import Entry, Stream
from bancheng.registers.documents.models import Document
from bench.county import County, county
from bench.measure import in_turns
from bench.report import Figure
from bench.rows import copies

ROUNDS = 15
CASES = 4  # in one turn
MADE: tuple[type[Model], ...] = (Case, CaseMaterial, CaseTask, Decision, Document, Stream, Entry, Job)


@dataclass
class Step:
    """What one verb wrote: new rows by table, and how many rows of which table it changed."""

    rows: dict[type[Model], list[Model]] = field(default_factory=dict)


def run() -> Iterator[Figure]:
    place = county()
    steps = [_written(work) for work in _verbs(place)]
    statements = sum(_statements(work) for work in _verbs(place))
    turns = in_turns(lambda: [_whole(place) for _ in range(CASES)], lambda: [_bare(steps) for _ in range(CASES)], rounds=ROUNDS)  # fmt: skip
    rows = sum(len(rows) for step in steps for rows in step.rows.values())
    yield Figure(
        "walk",
        f"a whole simple case by services, {statements} statements",
        f"{CASES / turns.ours:.1f}/s",
        f"{CASES / turns.floor:.1f}/s: its {rows} rows inserted bare, its case and journal updated, {len(steps)} transactions",
        turns.ratio,
    )


def _verbs(place: County) -> Iterator[Callable[[], object]]:
    """The five verbs of one case, one after the other."""
    number = ""

    def file() -> None:
        nonlocal number
        number = place.file().number

    yield file
    yield lambda: services.accept(number, by=place.clerk)
    yield lambda: services.decide(number, by=place.approver, outcome="granted")
    _paper_is_made(number)
    yield lambda: services.deliver(number, by=DISPATCH)
    yield lambda: services.close(number, by=DISPATCH)


def _whole(place: County) -> None:
    for verb in _verbs(place):
        verb()


def _paper_is_made(number: str) -> None:
    key = Case.objects.values_list("key", flat=True).get(number=number)
    made = Document.objects.filter(subject_kind="cases.case", subject_key=key)
    made.update(state="ready", digest="0" * 64, size=1, ready_at=timezone.now())


def _written(work: Callable[[], object]) -> Step:
    """Do the verb and keep what it inserted."""
    before = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in MADE}
    work()
    rows = {model: list(model._default_manager.filter(pk__gt=last)) for model, last in before.items()}
    return Step({model: found for model, found in rows.items() if found})


def _statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return sum(not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for one in asked.captured_queries)


def _bare(steps: list[Step]) -> None:
    """The same rows inserted, table by table; the case and the head of its journal updated with each later step."""
    case: Case | None = None
    stream: Stream | None = None
    for step in steps:
        with transaction.atomic():
            if case is not None and stream is not None:
                case.save(force_update=True)
                stream.length += 1
                stream.save(force_update=True)
            for model, rows in step.rows.items():
                made = _fresh(model, rows, case, stream)
                if model is Job:
                    DBTaskResult.objects.bulk_create([_queued(one) for one in made])
                model._default_manager.bulk_create(made)
                case = made[0] if model is Case else case
                stream = made[0] if model is Stream else stream


def _queued(job: Job) -> DBTaskResult:
    return DBTaskResult(
        id=job.task_result, task_path="", args_kwargs={}, queue_name="", backend_name="", run_after=job.run_after
    )


def _fresh(model: type[Model], rows: list[Model], case: Case | None, stream: Stream | None) -> list:  # type: ignore[type-arg]
    """Copies that belong to the new case, unique where they must be."""
    made = copies(rows)
    for one in made:
        for name, value in (("case_id", case and case.pk), ("stream_id", stream and stream.pk)):
            if hasattr(one, name):
                setattr(one, name, value)
        for name in ("key", "number", "token", "task_result"):
            if name == "number" and model is Entry:
                continue
            if hasattr(one, name):
                setattr(one, name, uuid4() if name == "task_result" else uuid4().hex[: 21 if name == "number" else 32])
    return made
