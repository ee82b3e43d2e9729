"""要素统一性 as verbs: compare a province as a job, on request and each night; the report reads what was kept."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, system
from bancheng.ground.jobs import Progress, enqueue, job
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, may_compare, uniformity_subject
from bancheng.registers.catalog.inheritance.comparing import Apart, Matter, compared, keys_of
from bancheng.registers.catalog.models import ImplementationItem, UniformityRow, UniformityRun

State = UniformityRun.State
BATCH = 200
"""Guides after which the result is written and the progress told."""
KEPT = 30
"""Runs of a province whose figures are kept; the deviations of the newest finished one alone."""
CLOCKWORK = system("要素统一性比对")


def start_uniformity(*, province: str, by: Actor) -> UniformityRun:
    """Compare the six uniform elements of all guides in force of a province (two digits) as a job (青海 15).

    For who edits or publishes items anywhere in it. Raises AccessDenied; `Refused`: uniformity.province, uniformity.running.
    """
    if not may_compare(by, province):
        raise AccessDenied("您没有重新比对这个省的权限。", visible=True, action=EDIT)
    if not (len(province) == 2 and province.isascii() and province.isdigit()):
        raise Refused("uniformity.province", "请选择要比对的省。")
    with transaction.atomic():
        _refuse_second(province)
        try:
            with transaction.atomic():
                run = UniformityRun.objects.create(
                    province=province, started_by=by.name[:100], started_key=by.key[:80], created_at=law.now()
                )
        except IntegrityError:
            raise Refused("uniformity.running", "正在比对，请等它完成，不要重复发起。") from None
        append(uniformity_subject(run), "start_uniformity", by=by, facts={"province": province})
        enqueue(compare_province, title="要素统一性比对", by=by, subject=uniformity_subject(run), run=run.pk)
    return run


def compare_every_province() -> int:
    """Begin a comparison of each province with items in use that is not being compared; returns how many were begun."""
    items = ImplementationItem.objects.filter(state=ImplementationItem.State.PUBLISHED)
    regions = items.order_by().values_list("region", flat=True).distinct()
    begun = 0
    for province in sorted({code[:2] for code in regions}):
        try:
            start_uniformity(province=province, by=CLOCKWORK)
        except Refused:
            continue
        begun += 1
    return begun


@job(title="要素统一性比对", long=True, max_attempts=3)
def compare_province(progress: Progress, *, run: int) -> dict[str, int]:
    """Walk the matters of a run. A run whose worker died is begun anew: what it found is derived, and made again."""
    row = UniformityRun.objects.filter(pk=run).first()
    if row is None or row.state == State.DONE:
        return dict(row.counts) if row else {}
    keys = keys_of(row.province)
    _begin(row, len(keys))
    progress.total(row.total)
    waiting: list[Matter] = []
    guides = 0
    for matter in compared(keys):
        if progress.cancelled:
            break
        waiting.append(matter)
        guides += matter.guides
        if guides >= BATCH:
            _write(row, waiting)
            progress.advance(guides, step=f"已比对 {row.done} 份，共 {row.total} 份")
            waiting, guides = [], 0
    else:
        _write(row, waiting)
        finish_uniformity(row)
    if row.state == State.RUNNING:
        finish_uniformity(row, error=f"比对了 {row.done} 份以后被取消。")
    return dict(row.counts)


def finish_uniformity(run: UniformityRun, *, error: str = "") -> None:
    """Close a run: done, and the deviations of those before it go; or failed with the reason, and its own go."""
    with transaction.atomic():
        run.state, run.error, run.finished_at = State.FAILED if error else State.DONE, error[:500], law.now()
        run.save(update_fields=["state", "error", "finished_at"])
        rows = UniformityRow.objects.filter(run__province=run.province)
        (rows.filter(run=run) if error else rows.exclude(run=run)).delete()
        facts = {"guides": run.done, "matters": run.matters, "counts": run.counts, "error": run.error}
        append(uniformity_subject(run), f"uniformity_{run.state}", by=CLOCKWORK, facts=facts)
        _forget_old(run.province)


def live(run: UniformityRun) -> Any:
    """The job that works on this run or waits to; None without one."""
    return jobs.jobs(subject=uniformity_subject(run)).filter(state__in=("waiting", "running")).first()


def _begin(run: UniformityRun, total: int) -> None:
    with transaction.atomic():
        UniformityRow.objects.filter(run=run).delete()
        run.state, run.total, run.done, run.matters, run.counts, run.error = State.RUNNING, total, 0, 0, {}, ""
        run.save()


def _write(run: UniformityRun, matters: list[Matter]) -> None:
    counts: Counter[str] = Counter(run.counts)
    with transaction.atomic():
        rows = [_row(run, one) for matter in matters for one in matter.found]
        UniformityRow.objects.bulk_create(rows, batch_size=500)
        counts.update(row.element for row in rows)
        run.done += sum(matter.guides for matter in matters)
        run.counts, run.matters = dict(counts), run.matters + len(matters)
        run.save(update_fields=["counts", "done", "matters"])


def _row(run: UniformityRun, one: Apart) -> UniformityRow:
    return UniformityRow(
        run=run,
        basic_id=one.basic,
        item_id=one.item,
        element=one.element,
        here=one.here,
        there=one.there,
        by_rank=one.by_rank,
        reference_id=one.reference,
    )


def _refuse_second(province: str) -> None:
    """A run that waits or works stands in the way; one whose job is gone is closed first."""
    for run in UniformityRun.objects.select_for_update().filter(
        province=province, state__in=(State.WAITING, State.RUNNING)
    ):
        if live(run):
            raise Refused("uniformity.running", "正在比对，请等它完成，不要重复发起。")
        finish_uniformity(run, error="比对任务已经不在。")


def _forget_old(province: str) -> None:
    runs = UniformityRun.objects.filter(province=province)
    done = runs.filter(state=State.DONE).order_by("-pk").values_list("pk", flat=True)[:1]
    kept = {*runs.order_by("-pk").values_list("pk", flat=True)[:KEPT], *done}
    runs.exclude(pk__in=kept).delete()
