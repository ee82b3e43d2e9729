"""The clockwork: what is due becomes a job, once, however many workers look at the clock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bancheng.ground import law
from bancheng.ground.jobs import queue, registry
from bancheng.ground.jobs.announcing import new
from bancheng.ground.jobs.models import Job, Schedule
from bancheng.ground.jobs.registry import Timed


def tick() -> int:
    """Enqueue every timed job that is due and return how many. A moment missed while nothing ran is made up once."""
    now = law.now()
    rows = Schedule.objects.in_bulk()
    return sum(_look_at(timed, rows.get(timed.key), now) for timed in registry.timed())


def _look_at(timed: Timed, row: Schedule | None, now: datetime) -> int:
    if row is None:
        Schedule.objects.get_or_create(key=timed.key, defaults={"next_run_at": timed.plan.next_after(now)})
        return 0
    if row.next_run_at > now:
        # The plan may have changed with a new version of the room.
        planned = timed.plan.normalised(row.next_run_at, now)
        if planned != row.next_run_at:
            _unmoved(row).update(next_run_at=planned)
        return 0
    return 0 if row.paused else _run(timed, row, now)


def _run(timed: Timed, row: Schedule, now: datetime) -> int:
    with transaction.atomic():
        moved = _unmoved(row).update(next_run_at=timed.plan.next_after(now), last_run_at=now)
        if not moved:  # another worker was here first
            return 0
        unfinished = Job.objects.filter(task=timed.function.path, state__in=[Job.State.WAITING, Job.State.RUNNING])
        if unfinished.exists():
            return 0
        queue.put([new(timed.function, {})])
    return 1


def _unmoved(row: Schedule) -> QuerySet[Schedule]:
    return Schedule.objects.filter(key=row.key, next_run_at=row.next_run_at, paused=False)
