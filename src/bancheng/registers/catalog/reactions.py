"""What the catalogue does about others' events."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground.access import Subject, system
from bancheng.ground.jobs import JobCancelled, JobFailed, reacts_to
from bancheng.registers.catalog.authority import IMPORT_KIND, LINT_KIND, UNIFORMITY_KIND
from bancheng.registers.catalog.imports.jobs import live_job
from bancheng.registers.catalog.imports.running import finish
from bancheng.registers.catalog.inheritance import uniformity
from bancheng.registers.catalog.models import ImportRun, LintRun, UniformityRun
from bancheng.registers.catalog.services.interchange import INTERCHANGE_KIND, close_interchange
from bancheng.registers.catalog.services.linting import finish_lint, live


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
    if subject is not None and subject.kind == INTERCHANGE_KIND:
        close_interchange(int(subject.key), error, by=system("后台任务"))
    if subject is None or subject.kind != IMPORT_KIND:
        return
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(pk=subject.key, state=ImportRun.State.RUNNING).first()
        if run is not None and live_job(run) is None:
            finish(run, state=ImportRun.State.FAILED, by=system("后台任务"), error=error)


@reacts_to(JobFailed, title="质检任务失败后结束质检")
def close_broken_lint(event: JobFailed) -> None:
    """A run whose job failed for good is shown as failed, with the reason."""
    _close_lint(event.subject, event.sentence)


@reacts_to(JobCancelled, title="质检任务取消后结束质检")
def close_cancelled_lint(event: JobCancelled) -> None:
    """A run whose job was cancelled before it began is shown as stopped."""
    _close_lint(event.subject, "质检任务已取消。")


def _close_lint(subject: Subject | None, error: str) -> None:
    if subject is None or subject.kind != LINT_KIND:
        return
    open_states = (LintRun.State.WAITING, LintRun.State.RUNNING)
    with transaction.atomic():
        run = LintRun.objects.select_for_update(of=("self",)).filter(pk=subject.key, state__in=open_states).first()
        if run is not None and live(run) is None:
            finish_lint(run, error=error)


@reacts_to(JobFailed, title="比对任务失败后结束比对")
def close_broken_comparison(event: JobFailed) -> None:
    """A comparison whose job failed for good is shown as failed, with the reason; the kept one stays."""
    _close_comparison(event.subject, event.sentence)


@reacts_to(JobCancelled, title="比对任务取消后结束比对")
def close_cancelled_comparison(event: JobCancelled) -> None:
    """A comparison whose job was cancelled before it began is shown as stopped."""
    _close_comparison(event.subject, "比对任务已取消。")


def _close_comparison(subject: Subject | None, error: str) -> None:
    if subject is None or subject.kind != UNIFORMITY_KIND:
        return
    open_states = (UniformityRun.State.WAITING, UniformityRun.State.RUNNING)
    with transaction.atomic():
        run = UniformityRun.objects.select_for_update().filter(pk=subject.key, state__in=open_states).first()
        if run is not None and uniformity.live(run) is None:
            uniformity.finish_uniformity(run, error=error)
