"""质检 as verbs: examine all guides of a region as a job, and take out of drafts what no law demands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Target, demand, may, system
from bancheng.ground.jobs import Progress, enqueue, job
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, PUBLISH, lint_subject
from bancheng.registers.catalog.dictionaries import dictionary
from bancheng.registers.catalog.lint.engine import Examiner, examiner, subject_of
from bancheng.registers.catalog.lint.raw import MATERIAL, weak_materials
from bancheng.registers.catalog.lint.walking import WHAT, guides, regions_of, scope_of_run
from bancheng.registers.catalog.models import GuideVersion, LintRow, LintRun
from bancheng.registers.catalog.rules import Dictionary
from bancheng.registers.catalog.services.checking import examine_by
from bancheng.registers.catalog.types import Fault
from bancheng.registers.organisations import selectors as organisations

State = LintRun.State
BATCH = 200
KEPT = 20
"""Runs kept of one region; a run can be made again at any time."""
BASIS_PATH = ".basis"
_LONGEST = {"path": 200, "sentence": 1000, "phrase": 200, "article": 200, "mend": 500}
"""What the columns of a finding hold."""


def start_lint(*, region: str, by: Actor, organisation: int | None = None, what: str = "both") -> LintRun:
    """Examine the guides of a region with all below it, or of one organ, as a job. `what`: current, draft or both.

    Needs catalog.edit or catalog.publish there. Raises AccessDenied; `Refused`: lint.region, lint.organisation, lint.what,
    lint.running.
    """
    place = organisations.region(region)
    if place is None:
        raise Refused("lint.region", "请选择要检查的地区。")
    if what not in WHAT:
        raise Refused("lint.what", "请选择检查现行指南、草稿或者两者。")
    if organisation is not None and not organisations.organisations(region=region).filter(pk=organisation).exists():
        raise Refused("lint.organisation", "请选择这个地区的机构。")
    _demand(by, Target(region=region, organisation=organisation))
    with transaction.atomic():
        _refuse_second(region, organisation)
        run = LintRun.objects.create(
            region_id=region,
            organisation_id=organisation,
            what=what,
            started_by=by.name[:100],
            started_key=by.key[:80],
            created_at=law.now(),
        )
        facts = {"region": region, "organisation": organisation, "what": what}
        append(lint_subject(run), "start_lint", by=by, facts=facts)
        _forget_old(region)
        enqueue(lint_catalogue, title=f"指南质检：{place.name}", by=by, subject=lint_subject(run), run=run.pk)
    return run


@job(title="指南质检", long=True, max_attempts=3)
def lint_catalogue(progress: Progress, *, run: int) -> dict[str, int]:
    """Walk the guides of a run. A run whose worker died is begun anew: what it found is derived, and made again."""
    row = LintRun.objects.filter(pk=run).first()
    if row is None or row.state == State.DONE:
        return dict(row.counts) if row else {}
    _begin(row)
    progress.total(row.total)
    examine, known, last = examiner(regions_of(row)), dictionary(), 0
    while batch := guides(row, after=last, size=BATCH):
        if progress.cancelled:
            break
        with transaction.atomic():
            _write(row, batch, examine, known)
        last = batch[-1].pk
        progress.advance(len(batch), step=f"已检查 {row.done} 份，共 {row.total} 份")
    else:
        finish_lint(row)
    if row.state == State.RUNNING:
        finish_lint(row, error=f"检查了 {row.done} 份以后被取消。")
    return dict(row.counts)


def finish_lint(run: LintRun, *, error: str = "") -> None:
    """Close a run: done, or failed with the reason."""
    with transaction.atomic():
        run.state, run.error, run.finished_at = State.FAILED if error else State.DONE, error[:500], law.now()
        run.save(update_fields=["state", "error", "finished_at"])
        facts = {"guides": run.done, "sound": run.sound, "counts": run.counts, "error": run.error}
        append(lint_subject(run), f"lint_{run.state}", by=system("指南质检"), facts=facts)


def _begin(run: LintRun) -> None:
    with transaction.atomic():
        LintRow.objects.filter(run=run).delete()
        run.state, run.done, run.sound, run.counts, run.error = State.RUNNING, 0, 0, {}, ""
        run.total, run.finished_at = scope_of_run(run).count(), None
        run.save()


def _write(run: LintRun, batch: Sequence[GuideVersion], examine: Examiner, known: Dictionary) -> None:
    counts: Counter[str] = Counter(run.counts)
    rows: list[LintRow] = []
    for version in batch:
        number = None if version.state == GuideVersion.State.DRAFT else version.number
        _, faults = examine_by(
            lambda body, version=version, number=number: examine(subject_of(version.item, body, version=number)),  # type: ignore[misc]
            version.body,
            known,
        )
        run.sound += not faults
        counts.update(fault.code for fault in faults)
        rows += [_row(run, version, number, fault) for fault in faults]
    LintRow.objects.bulk_create(rows, batch_size=500)
    run.counts, run.done = dict(counts), run.done + len(batch)
    run.save(update_fields=["counts", "done", "sound"])


def _row(run: LintRun, version: GuideVersion, number: int | None, fault: Fault) -> LintRow:
    told = {name: getattr(fault, name)[:longest] for name, longest in _LONGEST.items()}
    if fault.path.startswith("materials.") and fault.path.endswith(BASIS_PATH) and not fault.phrase:
        names = {weak.index: weak.name for weak in weak_materials(version.body) if weak.kind == MATERIAL}
        told["phrase"] = next((name for index, name in names.items() if fault.path == f"materials.{index}.basis"), "")
    return LintRow(
        run=run, item_id=version.item_id, version=number, code=fault.code[:40], severity=fault.severity, **told
    )


def _demand(by: Actor, target: Target) -> None:
    """Who writes guides there, or who publishes them."""
    if not may(by, PUBLISH, target).allowed:
        demand(by, EDIT, target)


def _refuse_second(region: str, organisation: int | None) -> None:
    same = LintRun.objects.filter(region_id=region)
    same = same.filter(organisation=None) if organisation is None else same.filter(organisation=organisation)
    for run in same.filter(state__in=(State.WAITING, State.RUNNING)):
        if live(run):
            raise Refused("lint.running", "这个范围正在检查，请等它完成，不要重复发起。")


def live(run: LintRun) -> Any:
    """The job that works on this run or waits to; None without one."""
    return jobs.jobs(subject=lint_subject(run)).filter(state__in=("waiting", "running")).first()


def _forget_old(region: str) -> None:
    kept = LintRun.objects.filter(region_id=region).order_by("-pk").values_list("pk", flat=True)[:KEPT]
    LintRun.objects.filter(region_id=region).exclude(pk__in=list(kept)).delete()
