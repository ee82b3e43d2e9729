"""Events go up by job rows: one for each registered reaction, in the transaction of what happened."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject
from bancheng.ground.codes import scrub
from bancheng.ground.jobs import envelopes, queue, registry
from bancheng.ground.jobs.events import JobCancelled, JobFailed
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.types import JobFunction
from bancheng.ground.journal.rules import refuse_numbers
from bancheng.ground.journal.types import PersonalNumber


def announce(event: object) -> int:
    """Tell those who registered a reaction: one job row each, in the caller's transaction. Returns how many.

    The event is a frozen dataclass of values pydantic can write as JSON and read back (Subject, dates, Decimal, tuples …).
    Raises PersonalNumber when it holds an ID number.
    """
    arguments = envelopes.sealed(event)
    functions = registry.reactions_to(type(event))
    if functions:
        refuse_numbers(arguments)
        with transaction.atomic(savepoint=False):
            queue.put([new(function, arguments) for function in functions])
    return len(functions)


def new(
    function: JobFunction,
    arguments: dict[str, Any],
    *,
    title: str | None = None,
    by: Actor | None = None,
    subject: Subject | None = None,
) -> Job:
    """An unsaved job that waits from now on."""
    now = law.now()
    # A title may quote a stranger's file name.
    named = without_numbers(title or function.title, function.title)
    return Job(
        task=function.path,
        title=named[:200],
        lane=function.lane,
        arguments=arguments,
        subject_kind=subject.kind if subject else "",
        subject_key=subject.key if subject else "",
        asked_by=by.key if by else "",
        asked_name=by.name[:100] if by else "",
        max_attempts=function.max_attempts,
        run_after=now,
        created_at=now,
    )


def without_numbers(words: str, otherwise: str) -> str:
    """The words with personal numbers masked; `otherwise` where an ID number stands that no mask reaches."""
    masked = scrub(words)
    try:
        refuse_numbers(masked)
    except PersonalNumber:
        return otherwise
    return masked


def subject_of_work(job: Job) -> Subject | None:
    """What the job is about."""
    return Subject(job.subject_kind, job.subject_key) if job.subject_kind else None


def tell_cancelled(job: Job) -> None:
    """Announce that the job was cancelled, in the transaction that wrote it."""
    announce(JobCancelled(job.pk, job.task, subject_of_work(job)))


def is_about_failures(job: Job) -> bool:
    """Whether the job is itself a reaction to JobFailed."""
    return any(job.task == function.path for function in registry.reactions_to(JobFailed))
