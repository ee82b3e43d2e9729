"""Questions about background work. Who may ask stands at the door (`jobs.view`); one's own jobs are found by `asked_by`."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from bancheng.ground.access import Subject
from bancheng.ground.jobs import registry
from bancheng.ground.jobs.models import Job, Schedule
from bancheng.ground.jobs.types import TimedJob


def jobs(
    *, state: str = "", task: str = "", q: str = "", asked_by: str = "", subject: Subject | None = None
) -> QuerySet[Job]:
    """Jobs, newest first; each condition only where given. `q` is a part of the title."""
    given = {
        "state": state,
        "task": task,
        "title__icontains": q,
        "asked_by": asked_by,
        "subject_kind": subject.kind if subject else "",
        "subject_key": subject.key if subject else "",
    }
    return Job.objects.filter(**{name: value for name, value in given.items() if value}).order_by("-pk")


def get(job_id: int) -> Job:
    """One job. Raises Job.DoesNotExist."""
    return Job.objects.get(pk=job_id)


def counts() -> dict[str, int]:
    """How many jobs there are of each state, those of none too."""
    found = dict(Job.objects.values_list("state").annotate(n=Count("pk")).order_by())
    return {state: found.get(state, 0) for state in Job.State.values}


def timetable() -> list[TimedJob]:
    """All timed jobs with their plan, last and next run; no next run before a worker has seen them."""
    rows = Schedule.objects.in_bulk()
    lines = []
    for timed in registry.timed():
        row = rows.get(timed.key)
        last, upcoming, paused = (row.last_run_at, row.next_run_at, row.paused) if row else (None, None, False)
        lines.append(TimedJob(timed.key, timed.function.title, timed.plan.text, last, upcoming, paused))
    return lines
