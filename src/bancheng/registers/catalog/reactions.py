"""What the catalogue does about others' events."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground.access import system
from bancheng.ground.jobs import JobFailed, reacts_to
from bancheng.registers.catalog.imports.running import finish
from bancheng.registers.catalog.models import ImportRun


@reacts_to(JobFailed, title="导入任务失败后结束导入")
def close_broken_import(event: JobFailed) -> None:
    """An import whose job failed for good is shown as failed, with the reason; what it had taken in stays."""
    if event.subject is None or event.subject.kind != "catalog.import":
        return
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(pk=event.subject.key, state=ImportRun.State.RUNNING).first()
        if run is not None:
            finish(run, state=ImportRun.State.FAILED, by=system("后台任务"), error=event.sentence)
