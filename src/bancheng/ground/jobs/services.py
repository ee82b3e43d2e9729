"""The verbs of background work: enqueue, retry, cancel; announce is in `announcing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bancheng.ground import access, journal, law
from bancheng.ground.access import EVERYWHERE, AccessDenied, Actor, Subject, Target
from bancheng.ground.crypto import plain
from bancheng.ground.jobs import queue, registry
from bancheng.ground.jobs.announcing import announce, new, tell_cancelled
from bancheng.ground.jobs.models import Job, Schedule
from bancheng.ground.jobs.types import JobFunction
from bancheng.ground.journal.events import ActionRefused
from bancheng.ground.journal.rules import refuse_numbers

__all__ = ["announce", "cancel", "enqueue", "pause", "report_refusal", "resume", "retry", "run_now", "subject_of"]


def subject_of(job: Job) -> Subject:
    """The job as the journal names it."""
    return Subject("jobs.job", str(job.pk))


def enqueue(
    function: JobFunction,
    /,
    *,
    title: str | None = None,
    by: Actor | None = None,
    subject: Subject | None = None,
    **arguments: Any,
) -> Job:
    """Put the job in the queue, in the caller's transaction: a rolled back change leaves no job behind.

    Arguments are what `crypto.plain` takes: keys of rows, not rows. Raises PersonalNumber when they hold an ID number.
    """
    kept = plain(arguments)
    refuse_numbers(kept)
    made = new(function, dict(arguments) if not isinstance(kept, dict) else kept, title=title, by=by, subject=subject)
    with transaction.atomic(savepoint=False):
        queue.put([made])
    return made


def retry(job_id: int, by: Actor) -> Job:
    """Let a failed or cancelled job run again, with all its attempts. Raises AccessDenied, Refused, Job.DoesNotExist."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        access.demand(by, "jobs.retry", Target(subject=subject_of(job)))
        if job.state not in {Job.State.FAILED, Job.State.CANCELLED}:
            raise law.Refused("jobs.not_ended", "只有失败或者已取消的任务可以重新执行。")
        facts = {"title": job.title, "attempts": job.attempts, "error": job.sentence}
        job.attempts, job.done, job.total, job.step, job.result = 0, 0, None, "", None
        queue.put_back(job, run_after=law.now())
        journal.append(subject_of(job), "retry", by=by, facts=facts)
    return job


def cancel(job_id: int, by: Actor) -> Job:
    """Take a waiting job out of the queue, or ask a running one to stop. Who asked for it may; so may who may retry.

    Raises AccessDenied, Refused, Job.DoesNotExist.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        if not by.key or job.asked_by != by.key:
            _demand(by)
        if job.state == Job.State.WAITING:
            queue.end([job.task_result], failed=True)
            job.state, job.finished_at = Job.State.CANCELLED, law.now()
            tell_cancelled(job)
        elif job.state == Job.State.RUNNING:
            job.cancel_asked = True
        else:
            raise law.Refused("jobs.ended", "任务已经结束，不能取消。")
        job.save()
        journal.append(subject_of(job), "cancel", by=by, facts={"title": job.title, "was_running": job.cancel_asked})
    return job


def pause(key: str, by: Actor) -> None:
    """Stop a timed job from running by the clock. Raises AccessDenied, Schedule.DoesNotExist."""
    _set_paused(key, by, paused=True)


def resume(key: str, by: Actor) -> None:
    """Let a paused timed job run again, from its next moment on. Raises AccessDenied, Schedule.DoesNotExist."""
    _set_paused(key, by, paused=False)


def run_now(key: str, by: Actor) -> Job:
    """Run a timed job at once, besides its plan. Raises AccessDenied, LookupError."""
    _demand(by)
    found = next((timed for timed in registry.timed() if timed.key == key), None)
    if found is None:
        raise LookupError(f"没有定时任务 {key}")
    with transaction.atomic():
        made = enqueue(found.function, by=by)
        journal.append(Subject("jobs.schedule", key), "run", by=by, facts={"job": made.pk})
    return made


def report_refusal(
    subject: Subject, verb: str, *, by: Actor, refusal: law.Refused, facts: Mapping[str, Any] | None = None
) -> None:
    """Journal a refused action and announce ActionRefused, in a transaction of their own after the refused one.

    Raises RuntimeError inside a transaction.
    """
    article = str(refusal.article) if refusal.article else ""
    with transaction.atomic(durable=True):
        journal.record_refusal(
            subject, verb, by=by, code=refusal.code, sentence=refusal.sentence, article=article, facts=facts or {}
        )
        announce(ActionRefused(subject, verb, by.key, refusal.code, refusal.sentence, article))


def _set_paused(key: str, by: Actor, *, paused: bool) -> None:
    _demand(by)
    plan = next((timed.plan for timed in registry.timed() if timed.key == key), None)
    with transaction.atomic():
        row = Schedule.objects.select_for_update().get(key=key)
        row.paused = paused
        if not paused and plan is not None:
            row.next_run_at = plan.next_after(law.now())
        row.save()
        journal.append(Subject("jobs.schedule", key), "pause" if paused else "resume", by=by)


def _demand(by: Actor) -> None:
    """The queue and the clockwork serve every region: a grant that stops at one may not stop the others' work.

    To let a failed job run again is harmless, and asked of whoever was told of it.
    """
    access.demand(by, "jobs.retry")
    if not access.may(by, "jobs.retry", Target(region=EVERYWHERE)).allowed:
        sentence = "后台任务为全平台服务，请由管理全平台的人员办理。"
        raise AccessDenied(sentence, visible=True, action="jobs.retry")
