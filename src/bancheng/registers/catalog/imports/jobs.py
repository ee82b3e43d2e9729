"""The background jobs of a run: one lives at a time; a run whose job ended before its end may be started again."""

from __future__ import annotations

from typing import Any

from bancheng.ground.jobs import selectors as jobs
from bancheng.registers.catalog.authority import import_subject
from bancheng.registers.catalog.models import ImportRun

LIVE = {"waiting", "running"}


def live_job(run: ImportRun) -> Any:
    """The job that waits to take this run in, or does so now; None without one. The newest, if an earlier one was revived."""
    return jobs.jobs(subject=import_subject(run)).filter(state__in=LIVE).first()


def may_start(run: ImportRun) -> bool:
    """Whether the run was never started, or stopped before its end and no job goes on with it.

    A run that counts as running and has had no job at all is being taken in by a command.
    """
    if run.state == ImportRun.State.RUNNING:
        return jobs.jobs(subject=import_subject(run)).exists() and live_job(run) is None
    return run.state == ImportRun.State.PREVIEW or (run.state == ImportRun.State.FAILED and live_job(run) is None)
