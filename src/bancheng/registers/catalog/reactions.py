"""What the catalogue does about others' events."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground.access import Subject, system
from bancheng.ground.jobs import JobCancelled, JobFailed, reacts_to
from bancheng.registers.catalog.authority import IMPORT_KIND
from bancheng.registers.catalog.imports.jobs import live_job
from bancheng.registers.catalog.imports.running import finish
from bancheng.registers.catalog.models import ImportRun


@reacts_to(JobFailed, title="导入任务失败后结束导入")
def close_broken_import(event: JobFailed) -> None:
    """An import whose job failed for good is shown as failed, with the reason; what it had taken in stays."""
    _close(event.subject, event.sentence)


@reacts_to(JobCancelled, title="导入任务取消后结束导入")
def close_cancelled_import(event: JobCancelled) -> None:
    """An import whose job was cancelled before it could say so itself is shown as stopped, and may be started again."""
    _close(event.subject, "导入任务已取消，已导入的保留。")


def _close(subject: Subject | None, error: str) -> None:
    """Close a run that still counts as running; one that was started again meanwhile has a job of its own and goes on."""
    if subject is None or subject.kind != IMPORT_KIND:
        return
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(pk=subject.key, state=ImportRun.State.RUNNING).first()
        if run is not None and live_job(run) is None:
            finish(run, state=ImportRun.State.FAILED, by=system("后台任务"), error=error)
