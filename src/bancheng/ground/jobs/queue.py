"""The rows under a job: put in, taken by one worker, held by a lease, handed back. Only this module writes django-tasks' table.

Every attempt is a row of django-tasks' own; a retry is a new row. So an outside worker of django-tasks can drain the queue
too: the row names `running.execute`, which finds its job by the row's identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models.sql import InsertQuery
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bancheng.ground import law
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.types import How
from bancheng.ground.journal.nesting import depth

EXECUTE = "bancheng.ground.jobs.running.execute"
LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Taken:
    """A job in our hands: `attempt` is the fence, without which nothing more may be written to it."""

    job: int
    attempt: UUID
    task: str
    arguments: dict[str, Any]


@dataclass(slots=True)
class _Gathered:
    """The jobs of an act that wait for its end."""

    depth: int
    waiting: list[Job] = field(default_factory=list)


_gathered: ContextVar[_Gathered | None] = ContextVar("jobs_gathered", default=None)


@contextmanager
def together() -> Iterator[None]:
    """The jobs put in this block, inserted at its end; none of them when it ends by an exception.

    Stands in the caller's transaction, which ends with the block or after it. Within another such block it changes
    nothing. Jobs put under a savepoint of their own do not wait, since they may be rolled back without the block.
    """
    outer = _gathered.get()
    if outer is not None and outer.depth == depth():
        yield
        return
    act = _Gathered(depth())
    token = _gathered.set(act)
    try:
        yield
        if act.waiting:
            _insert(act.waiting)
    finally:
        _gathered.reset(token)


def put(jobs: Sequence[Job]) -> None:
    """Insert the jobs and their queue rows, in the caller's transaction; within `together` at the end of the block."""
    for job in jobs:
        job.task_result = uuid4()
    act = _gathered.get()
    if act is not None and act.depth == depth():
        act.waiting += jobs
        return
    _insert(jobs)


def _insert(jobs: Sequence[Job]) -> None:
    rows = [_attempt(job.task_result, job.lane, job.run_after) for job in jobs]
    if connection.vendor != "postgresql":
        DBTaskResult.objects.bulk_create(rows)
        Job.objects.bulk_create(jobs)
        return
    # Both in one statement, which is one journey less.
    (queued, of_queue), (made, of_jobs) = _insertion(rows), _insertion(list(jobs))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH queued AS ({queued}) {made} RETURNING id, task_result", [*of_queue, *of_jobs])
        keys = {attempt: key for key, attempt in cursor.fetchall()}
    for job in jobs:
        job.pk = keys[job.task_result]
        job._state.adding, job._state.db = False, connection.alias


def _insertion(rows: list[Any]) -> tuple[str, tuple[Any, ...]]:
    """The statement by which Django inserts these rows of one model, with its values; the database gives a new number."""
    model = type(rows[0])
    query = InsertQuery(model)
    numbered = model._meta.auto_field
    query.insert_values([one for one in model._meta.local_concrete_fields if one is not numbered], rows)
    ((statement, values),) = query.get_compiler(connection=connection).as_sql()
    return statement, values


def put_back(job: Job, *, run_after: datetime) -> None:
    """Let the job wait for another attempt; the caller holds the row's lock and has ended the last attempt's row."""
    job.task_result, job.state, job.run_after = uuid4(), Job.State.WAITING, run_after
    job.lease_until, job.worker, job.started_at, job.finished_at, job.cancel_asked = None, "", None, None, False
    _attempt(job.task_result, job.lane, run_after).save(force_insert=True)
    job.save()


def take(*, worker: str, lanes: Sequence[str], lease: timedelta = LEASE) -> Taken | None:
    """Take the next job that may run, or None. No two workers ever take one attempt."""
    now = law.now()
    ready = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=EXECUTE, queue_name__in=lanes, run_after__lte=now
    )
    # A look before the transaction keeps an idle worker away from SQLite's write lock.
    if not ready.exists():
        return None
    with transaction.atomic():
        row = ready.select_for_update(skip_locked=True).first()
        if row is None or not ready.filter(pk=row.pk).update(
            status=TaskResultStatus.RUNNING, started_at=now, worker_ids=[*row.worker_ids, worker]
        ):
            return None
        return adopt(row.pk, worker=worker, lease=lease)


def adopt(attempt: UUID, *, worker: str, lease: timedelta = LEASE) -> Taken | None:
    """Mark the job of a queue row as ours; None, and the row closed, when there is none waiting (it was cancelled)."""
    now = law.now()
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(task_result=attempt, state=Job.State.WAITING).first()
        if job is None:
            end([attempt], failed=True)
            return None
        job.state, job.worker, job.attempts = Job.State.RUNNING, worker, job.attempts + 1
        job.started_at, job.lease_until = now, now + lease
        job.done, job.total, job.step = 0, None, ""
        job.save()
    return Taken(job.pk, attempt, job.task, job.arguments)


def renew(taken: Taken, *, how: How | None, lease: timedelta = LEASE) -> bool | None:
    """Write progress and hold the lease. None when the attempt is no longer ours, else whether it was asked to stop."""
    changes: dict[str, Any] = {"lease_until": law.now() + lease}
    if how is not None:
        changes |= {"done": how.done, "total": how.total, "step": how.step}
    ours = Job.objects.filter(pk=taken.job, task_result=taken.attempt, state=Job.State.RUNNING)
    if not ours.update(**changes):
        return None
    return bool(ours.values_list("cancel_asked", flat=True).first())


def end(attempts: Iterable[UUID], *, failed: bool, result: Any = None, error: str = "") -> None:
    """Close the queue rows of attempts."""
    status = TaskResultStatus.FAILED if failed else TaskResultStatus.SUCCESSFUL
    DBTaskResult.objects.filter(pk__in=list(attempts)).update(
        status=status, finished_at=law.now(), return_value=result, traceback=error
    )


def forget(*, before: datetime, most: int) -> int:
    """Delete closed queue rows that ended before; returns how many (at most `most`)."""
    closed = DBTaskResult.objects.filter(
        task_path=EXECUTE, status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED], finished_at__lt=before
    )
    return DBTaskResult.objects.filter(pk__in=list(closed.values_list("pk", flat=True)[:most])).delete()[0]


def _attempt(attempt: UUID, lane: str, run_after: datetime) -> Any:
    """The row of one attempt in django-tasks' own queue."""
    return DBTaskResult(
        id=attempt,
        task_path=EXECUTE,
        args_kwargs={"args": [], "kwargs": {}},
        queue_name=lane,
        run_after=run_after,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
    )
