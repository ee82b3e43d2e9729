"""How an attempt ends: done, to be tried again, failed for good, or given back because its worker died."""

from __future__ import annotations

import traceback
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.crypto import plain
from bancheng.ground.jobs import queue
from bancheng.ground.jobs.announcing import (
    announce,
    is_about_failures,
    subject_of_work,
    tell_cancelled,
    without_numbers,
)
from bancheng.ground.jobs.events import JobFailed
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.queue import Taken
from bancheng.ground.jobs.types import GiveUp, How, Progress

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
MOST_GROWTH = 10
ERROR_LENGTH = 8000
DIED = "执行进程中断，任务没有做完"
HIDDEN = "错误信息中有身份证号码，没有保存"


def pause_after(attempts: int) -> timedelta:
    """10 s, 40 s, 160 s … up to an hour."""
    # No further power than it takes to be longer than the longest: a day of outage is more tries than a pause has room for.
    return min(FIRST_PAUSE * int(4 ** min(attempts - 1, MOST_GROWTH)), LONGEST_PAUSE)


def succeed(taken: Taken, result: Any, progress: Progress) -> bool:
    """Write that the attempt did its work. False when it was no longer ours: another has it, and what we say is void."""
    with transaction.atomic():
        job = _ours(taken)
        if job is None:
            return False
        job.state = Job.State.CANCELLED if job.cancel_asked and progress.heeded else Job.State.DONE
        job.result, job.error = plain(result), ""
        _close(job, progress.how)
        job.save()
        queue.end([taken.attempt], failed=False, result=job.result)
        if job.state == Job.State.CANCELLED:
            tell_cancelled(job)
    return True


def fail(taken: Taken, error: BaseException, progress: Progress) -> bool:
    """Write that the attempt failed; the job waits for another one, or failed for good and is announced."""
    words = _words(error)
    final = isinstance(error, GiveUp | law.Refused)
    with transaction.atomic():
        job = _ours(taken)
        if job is None:
            return False
        queue.end([taken.attempt], failed=True, error=words)
        job.done, job.total, job.step = progress.how.done, progress.how.total, progress.how.step
        _retry_or_fail(job, words, final=final, pause=pause_after(job.attempts))
    return True


def reap(now: datetime | None = None, *, worker: str = "") -> int:
    """Give back the jobs whose lease ran out (or those of a worker known to be dead) and return how many."""
    lapsed = Job.objects.filter(state=Job.State.RUNNING)
    lapsed = lapsed.filter(worker=worker) if worker else lapsed.filter(lease_until__lt=now or law.now())
    if not lapsed.exists():
        return 0
    with transaction.atomic():
        found = list(lapsed.select_for_update(skip_locked=True))
        queue.end([job.task_result for job in found], failed=True, error=DIED)
        for job in found:
            _retry_or_fail(job, DIED, final=False, pause=timedelta(0))
    return len(found)


def _ours(taken: Taken) -> Job | None:
    return (
        Job.objects.select_for_update().filter(pk=taken.job, task_result=taken.attempt, state=Job.State.RUNNING).first()
    )


def _retry_or_fail(job: Job, words: str, *, final: bool, pause: timedelta) -> None:
    job.error = words
    if job.cancel_asked:
        job.state = Job.State.CANCELLED
    elif final or job.attempts >= job.max_attempts:
        job.state = Job.State.FAILED
    else:
        queue.put_back(job, run_after=law.now() + pause)
        return
    _close(job, How(job.done, job.total, job.step))
    job.save()
    if job.state == Job.State.CANCELLED:
        tell_cancelled(job)
    # Who cannot tell the administrators of a failure must not be told of his own, again and again.
    if job.state == Job.State.FAILED and not is_about_failures(job):
        # An event may hold no ID number, and what cannot be announced could never be ended: neither title nor error is trusted.
        name, sentence = without_numbers(job.title, job.task), without_numbers(job.sentence, HIDDEN)
        announce(JobFailed(job.pk, job.task, name, sentence, job.attempts, subject_of_work(job)))


def _close(job: Job, how: How) -> None:
    job.done, job.total, job.step = how.done, how.total, how.step
    job.finished_at, job.lease_until, job.worker = law.now(), None, ""


def _words(error: BaseException) -> str:
    """A first line for people, then the traceback for engineers; personal numbers masked."""
    sentence = str(error).partition("\n")[0] if str(error) else type(error).__name__
    if not isinstance(error, GiveUp | law.Refused):
        sentence = f"{type(error).__name__}: {sentence}" if str(error) else sentence
    trace = "".join(traceback.format_exception(error))
    told = without_numbers(f"{sentence[:500]}\n{trace[-ERROR_LENGTH:]}", f"{type(error).__name__}: {HIDDEN}")
    return told.replace("\x00", "")
