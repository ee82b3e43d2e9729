"""The rows under a job: put in, taken by one worker, held by a lease, handed back. Only this module writes django-tasks' table.

Every attempt is a row of django-tasks' own; a retry is a new row. So an outside worker of django-tasks can drain the queue
too: the row names `running.execute`, which finds its job by the row's identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bancheng.ground import law
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.types import How

EXECUTE = "bancheng.ground.jobs.running.execute"
LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Taken:
    """A job in our hands: `attempt` is the fence, without which nothing more may be written to it."""

    job: int
    attempt: UUID
    task: str
    arguments: dict[str, Any]


def put(jobs: Sequence[Job]) -> None:
    """Insert the jobs and their queue rows, in the caller's transaction."""
    for job in jobs:
        job.task_result = uuid4()
    _queue((job.task_result, job.lane, job.run_after) for job in jobs)
    Job.objects.bulk_create(jobs)


def put_back(job: Job, *, run_after: datetime) -> None:
    """Let the job wait for another attempt; the caller holds the row's lock and has ended the last attempt's row."""
    job.task_result, job.state, job.run_after = uuid4(), Job.State.WAITING, run_after
    job.lease_until, job.worker, job.started_at, job.finished_at, job.cancel_asked = None, "", None, None, False
    _queue([(job.task_result, job.lane, run_after)])
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


def _queue(rows: Iterable[tuple[UUID, str, datetime]]) -> None:
    DBTaskResult.objects.bulk_create(
        DBTaskResult(
            id=attempt,
            task_path=EXECUTE,
            args_kwargs={"args": [], "kwargs": {}},
            queue_name=lane,
            run_after=run_after,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        )
        for attempt, lane, run_after in rows
    )
