"""The timed jobs of the ground floor: the journal's anchor, which its own room may not schedule, and tidying up."""

from __future__ import annotations

from datetime import timedelta

from bancheng.ground import journal, law
from bancheng.ground.access import limits, replays
from bancheng.ground.jobs import queue
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.registry import scheduled
from bancheng.ground.jobs.types import Progress

KEEP_DONE = timedelta(days=30)
KEEP_FAILED = timedelta(days=180)
KEEP_TRIES = timedelta(days=2)
KEEP_ANSWERS = timedelta(days=1)
BATCH = 1000


@scheduled(key="journal.anchor", title="日志每日签名", hour=0, minute=10, long=True)
def anchor_journal(_progress: Progress) -> dict[str, object]:
    """Sign the journal as it stood when yesterday ended."""
    made = journal.anchor(law.today() - timedelta(days=1))
    return {"day": made.day, "streams": made.streams, "entries": made.entries, "root": made.root}


@scheduled(key="access.replays", title="清理接口请求的回放", hour=3, minute=50, long=True)
def tidy_replays(_progress: Progress) -> dict[str, int]:
    """Delete the answers kept for requests that are sent again, after a day."""
    return {"answers": replays.tidy(before=law.now() - KEEP_ANSWERS)}


@scheduled(key="jobs.tidy", title="清理已结束的后台任务", hour=3, minute=20, long=True)
def tidy(progress: Progress) -> dict[str, int]:
    """Delete finished jobs after 30 days, failed ones after 180, their queue rows, and counters of tries after two days."""
    now = law.now()
    ended = {Job.State.DONE: KEEP_DONE, Job.State.CANCELLED: KEEP_DONE, Job.State.FAILED: KEEP_FAILED}
    deleted = 0
    for state, keep in ended.items():
        old = Job.objects.filter(state=state, finished_at__lt=now - keep)
        while keys := list(old.values_list("pk", flat=True)[:BATCH]):
            deleted += Job.objects.filter(pk__in=keys).delete()[0]
            progress.advance(len(keys))
    rows = 0
    while removed := queue.forget(before=now - KEEP_DONE, most=BATCH):
        rows += removed
    return {"jobs": deleted, "queue": rows, "tries": limits.tidy(before=now - KEEP_TRIES)}
