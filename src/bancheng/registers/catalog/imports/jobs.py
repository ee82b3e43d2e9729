"""The background jobs of a run: one lives at a time; a run whose job ended before its end may be started again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bancheng.ground import law
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.journal import selectors as journal
from bancheng.registers.catalog.authority import import_subject
from bancheng.registers.catalog.models import ImportRun

LIVE = {"waiting", "running"}
LOST_AFTER = timedelta(minutes=15)
"""Between two batches of the largest file lies a minute at most, and each leaves its entry in the journal."""


def live_job(run: ImportRun) -> Any:
    """The job that waits to take this run in, or does so now; None without one. The newest, if an earlier one was revived."""
    return jobs.jobs(subject=import_subject(run)).filter(state__in=LIVE).first()


def may_start(run: ImportRun) -> bool:
    """Whether the run was never started, or stopped before its end and no job goes on with it.

    A run that counts as running and has had no job at all is being taken in by a command, unless it has been silent for
    LOST_AFTER: then the command was killed.
    """
    if run.state == ImportRun.State.RUNNING:
        if jobs.jobs(subject=import_subject(run)).exists():
            return live_job(run) is None
        told = journal.entries_of(import_subject(run)).order_by("-number").values_list("at", flat=True).first()
        return told is not None and told < law.now() - LOST_AFTER
    return run.state == ImportRun.State.PREVIEW or (run.state == ImportRun.State.FAILED and live_job(run) is None)
