"""Carry out a job that was taken: find its function, call it, write how it ended."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from django.db import connection, transaction
from django_tasks import TaskContext, task

from bancheng.ground.jobs import attempts, queue, registry
from bancheng.ground.jobs.queue import Taken
from bancheng.ground.jobs.types import Progress

logger = logging.getLogger("bancheng.jobs")


def worker_name() -> str:
    """This process among all machines."""
    return f"{socket.gethostname()}:{os.getpid()}"[:100]


def run(taken: Taken, progress: Progress) -> bool:
    """Do the work and write how it ended. False when the attempt was no longer ours by then."""
    try:
        function = registry.find(taken.task)
        with _apart():
            result = function(progress, **taken.arguments)
    except KeyboardInterrupt as error:
        attempts.fail(taken, error, progress)
        raise
    except BaseException as error:
        logger.warning("job %s (%s) failed: %s", taken.job, taken.task, error, exc_info=True)
        return attempts.fail(taken, error, progress)
    try:
        return attempts.succeed(taken, result, progress)
    except ValueError as error:  # the result is nothing JSON could hold
        logger.warning("job %s (%s) returned what cannot be kept: %s", taken.job, taken.task, error)
        return attempts.fail(taken, error, progress)


def drain(*, lanes: tuple[str, ...] = ("quick", "long"), most: int = 1000) -> int:
    """Run everything that may run now, here, one after another; returns how many attempts were made.

    For tests and for command lines that wait for what they enqueued. Retries wait for their time and are not run.
    """
    done = 0
    while done < most:
        taken = queue.take(worker=worker_name(), lanes=lanes)
        if taken is None:
            return done
        run(taken, Progress())
        done += 1
    return done


@task(takes_context=True)
def execute(context: TaskContext) -> None:
    """The entrance for an outside worker of django-tasks: it took the queue row, we take the job."""
    taken = queue.adopt(UUID(context.task_result.id), worker=worker_name())
    if taken is not None:
        run(taken, Progress())


def _apart() -> AbstractContextManager[object]:
    """A savepoint where a transaction is open already (in tests), so that a failing job does not spoil it."""
    if not connection.in_atomic_block:
        return nullcontext()
    block = transaction.atomic()
    # It counts as the test's own, or what must not run within a transaction could not be shown in any test.
    block._from_testcase = connection.atomic_blocks[-1]._from_testcase  # type: ignore[attr-defined]
    return block
