"""目录交换 as verbs: write an archive or the national sheets, take an archive in; each is a job whose file and notes stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, BinaryIO

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import EVERYWHERE, Actor, Subject, Target, demand, system
from bancheng.ground.codes import CodeError, region_code
from bancheng.ground.files import FileMissing
from bancheng.ground.files.storage import Readable
from bancheng.ground.jobs import GiveUp, Progress, enqueue, job
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import IMPORT, PUBLISH, brought, carried
from bancheng.registers.catalog.imports.jobs import LIVE
from bancheng.registers.catalog.imports.names import told_name
from bancheng.registers.catalog.imports.running import Silence, Teller
from bancheng.registers.catalog.interchange import store, taking
from bancheng.registers.catalog.interchange.archive import Reader
from bancheng.registers.catalog.interchange.exporting import items_of, write_archive
from bancheng.registers.catalog.interchange.national.writing import write_sheets
from bancheng.registers.catalog.interchange.noting import Notes
from bancheng.registers.catalog.interchange.words import COUNTS
from bancheng.registers.catalog.models import GuideVersion, Interchange
from bancheng.registers.catalog.types import ArchivePreview, InterchangeNote
from bancheng.registers.organisations import selectors as organisations

INTERCHANGE_KIND = "catalog.interchange"
LARGEST_UPLOAD = 200 * 1024 * 1024  # bytes
KEPT_FOR = timedelta(days=30)
LOST_AFTER = timedelta(days=1)
Kind, State = Interchange.Kind, Interchange.State
_ACTIONS = (IMPORT, PUBLISH)


def interchange_subject(run: Interchange) -> Subject:
    """The stream of one archive or set of sheets."""
    return Subject(INTERCHANGE_KIND, str(run.pk))


def export_catalogue(*, region: str, by: Actor) -> Interchange:
    """Let the worker write the archive of a region ("" for all). Raises AccessDenied, `Refused`: region.…"""
    return _begun(Kind.EXPORT, region, by, export_archive)


def export_national(*, region: str, by: Actor) -> Interchange:
    """Let the worker write the sheets of the national exchange for a region ("" for all). Raises as `export_catalogue`."""
    return _begun(Kind.NATIONAL, region, by, export_sheets)


def write_catalogue(*, region: str, by: Actor, teller: Teller | None = None) -> Interchange:
    """Write the archive here and now, as the command does. Raises as `export_catalogue`."""
    run = _begun(Kind.EXPORT, region, by, None)
    _alone(run, by, teller, _export)
    return run


def upload_archive(*, stream: Readable, file_name: str, by: Actor, largest: int = LARGEST_UPLOAD) -> Interchange:
    """Hand an archive in, of at most `largest` bytes: its manifest is read, nothing is taken yet.

    Raises AccessDenied, `FileRefused`, `Refused`: archive.…
    """
    demand(by, IMPORT)
    demand(by, PUBLISH)
    digest, size = store.receive(stream, limit=largest)
    try:
        with store.open_file(digest) as file:
            manifest = Reader(file).manifest
    except Refused:
        if not Interchange.objects.filter(file_digest=digest).exists():
            store.forget(digest)
        raise
    with transaction.atomic():
        run = Interchange.objects.create(
            kind=Kind.IMPORT,
            region_id=manifest.region if manifest.region and organisations.region(manifest.region) else None,
            file_name=told_name(file_name, untold="目录档案.zip"),
            file_digest=digest,
            file_size=size,
            counts={name: facts.lines for name, facts in manifest.parts.items()}
            | {"attachments": len(manifest.attachments)},
            **_started(by),
        )
        append(interchange_subject(run), "upload_archive", by=by, facts={"file_digest": digest, "size": size})
    return run


def import_archive(*, run: Interchange, by: Actor) -> Any:
    """Let the worker take an uploaded archive in; returns the job. Raises AccessDenied, `Refused`: archive.started."""
    with transaction.atomic():
        return _enqueued(take_in_archive, _opened(run, by), by)


def take_archive(*, run: Interchange, by: Actor, teller: Teller | None = None) -> Interchange:
    """Take an uploaded archive in here and now, as the command does. Raises as `import_archive`, and `Refused`: archive.…"""
    with transaction.atomic():
        row = _opened(run, by)
    _alone(row, by, teller, _import)
    return row


def preview_archive(*, file: BinaryIO, by: Actor, teller: Teller | None = None) -> ArchivePreview:
    """What taking this archive in would bring, found out by doing so and undoing it: nothing is kept, no file is stored.

    One transaction over the whole archive; attachments are verified and not stored. Raises as `upload_archive`.
    """
    for action in _ACTIONS:
        demand(by, action)
    reader, teller = Reader(file), teller or Silence()
    _announce(reader, teller)
    with transaction.atomic():
        taken = taking.take_in(reader, by=by, teller=teller, attachments=False)
        transaction.set_rollback(True)
    notes = tuple(InterchangeNote(**note) for note in taken.notes.rows)
    return ArchivePreview({label: taken.counts[name] for name, label in COUNTS.items() if name in taken.counts}, notes)


def _opened(run: Interchange, by: Actor) -> Interchange:
    """An uploaded archive, locked and marked as begun."""
    row = Interchange.objects.select_for_update().get(pk=run.pk)
    for action in _ACTIONS:
        demand(by, action, Target(region=row.region_id or ""))
    if row.kind != Kind.IMPORT or row.state not in {State.WAITING, State.FAILED} or row.options.get("started"):
        raise Refused("archive.started", "这个档案已经开始导入，请查看进度，不要重复提交。")
    row.options, row.state, row.error, row.finished_at = {"started": True}, State.WAITING, "", None
    row.save(update_fields=["options", "state", "error", "finished_at"])
    append(interchange_subject(row), "import_archive", by=by)
    return row


def sweep_interchange() -> int:
    """Delete files older than KEPT_FOR; what they held stays told. Returns how many.

    A run that nobody works at any more (a command was killed) is shown as failed, and may be started again.
    """
    for row in Interchange.objects.filter(state=State.RUNNING, created_at__lt=law.now() - LOST_AFTER):
        if not jobs.jobs(subject=interchange_subject(row)).filter(state__in=LIVE).exists():
            close_interchange(row.pk, "中途停止，可以重新开始。", by=system("清理目录交换"))
    old = Interchange.objects.exclude(file_digest="").filter(created_at__lt=law.now() - KEPT_FOR)
    digests = set(old.values_list("file_digest", flat=True))
    young = Interchange.objects.filter(file_digest__in=digests, created_at__gte=law.now() - KEPT_FOR)
    gone = digests - set(young.values_list("file_digest", flat=True))
    for digest in gone:
        store.forget(digest)
    return len(gone)


@job(title="导出目录档案", long=True, max_attempts=2)
def export_archive(progress: Progress, *, run: int, actor: dict[str, Any]) -> dict[str, int]:
    """Write an archive; a second attempt writes it anew."""
    return _worked(run, actor, progress, _export)


@job(title="导出国家交换表", long=True, max_attempts=2)
def export_sheets(progress: Progress, *, run: int, actor: dict[str, Any]) -> dict[str, int]:
    """Write the sheets; a second attempt writes them anew."""
    return _worked(run, actor, progress, _sheets)


@job(title="导入目录档案", long=True, max_attempts=3)
def take_in_archive(progress: Progress, *, run: int, actor: dict[str, Any]) -> dict[str, int]:
    """Take an archive in; what an attempt before brought is found to be here already."""
    return _worked(run, actor, progress, _import)


Work = Callable[[Interchange, Actor, Teller], tuple[Mapping[str, int], Notes]]


def _worked(pk: int, actor: Mapping[str, Any], progress: Progress, work: Work) -> dict[str, int]:
    row, by = Interchange.objects.select_related("region").get(pk=pk), brought(actor)
    if row.state == State.DONE:
        return dict(row.counts)
    try:
        _done(row, by, progress, work)
    except (Refused, FileMissing) as error:
        sentence = _sentence(error)
        close_interchange(row.pk, sentence, by=by)
        raise GiveUp(sentence) from error
    return dict(row.counts)


def _alone(row: Interchange, by: Actor, teller: Teller | None, work: Work) -> None:
    """The work of a job without one: whatever ends it before its time, the run says so."""
    try:
        _done(row, by, teller or Silence(), work)
    except BaseException as error:
        close_interchange(row.pk, _sentence(error), by=by)
        raise


def _sentence(error: BaseException) -> str:
    if isinstance(error, Refused):
        return error.sentence
    return "文件已经过期清理，请重新上传。" if isinstance(error, FileMissing) else "中途停止，可以重新开始。"


def _done(row: Interchange, by: Actor, teller: Teller, work: Work) -> None:
    Interchange.objects.filter(pk=row.pk).update(state=State.RUNNING, error="", finished_at=None)
    counts, notes = work(row, by, teller)
    with transaction.atomic():
        row.state, row.counts, row.notes = State.DONE, dict(counts), notes.rows
        row.options = row.options | ({"cut": notes.cut} if notes.cut else {})
        row.finished_at = law.now()
        row.save()
        facts = {"counts": row.counts, "notes": dict(notes.counts), "file_digest": row.file_digest}
        append(interchange_subject(row), f"{row.kind}_done", by=by, facts=facts)


def close_interchange(pk: int, sentence: str, *, by: Actor) -> None:
    """Show a run that ended before its time as failed; it may be started again."""
    with transaction.atomic():
        row = Interchange.objects.select_for_update().filter(pk=pk).exclude(state=State.DONE).first()
        if row is None or row.state == State.FAILED:
            return
        row.state, row.error, row.finished_at, row.options = State.FAILED, sentence[:500], law.now(), {}
        row.save(update_fields=["state", "error", "finished_at", "options"])
        append(interchange_subject(row), f"{row.kind}_failed", by=by, facts={"error": row.error})


def _export(row: Interchange, by: Actor, teller: Teller) -> tuple[Mapping[str, int], Notes]:
    region = row.region_id or ""
    items = items_of(region)
    teller.total(items.count() + GuideVersion.objects.filter(item__in=items.order_by().values("pk")).count())
    notes = Notes()
    with store.made() as (file, told):
        manifest, missing = write_archive(file, region=region, teller=teller)
    for digest in missing:
        notes.say("attachment.missing", digest, "文件库中没有这个附件，档案里没有它。")
    _keep_file(row, told, f"{_place(row)}目录档案-{law.today():%Y%m%d}.zip")
    counts = {name: facts.lines for name, facts in manifest.parts.items()}
    return counts | {"attachments": len(manifest.attachments)}, notes


def _sheets(row: Interchange, by: Actor, teller: Teller) -> tuple[Mapping[str, int], Notes]:
    notes = Notes()
    with store.made() as (file, told):
        counts = write_sheets(
            file, region=row.region_id or "", batch=row.pk, account=by.account, notes=notes, teller=teller
        )
    _keep_file(row, told, f"{_place(row)}国家交换表-{law.today():%Y%m%d}.zip")
    return counts, notes


def _import(row: Interchange, by: Actor, teller: Teller) -> tuple[Mapping[str, int], Notes]:
    with store.open_file(row.file_digest) as file:
        reader = Reader(file)
        _announce(reader, teller)
        taken = taking.take_in(reader, by=by, teller=teller)
    if taken.stopped:
        raise Refused("archive.stopped", "导入被取消，已导入的保留，可以重新开始。")
    return taken.counts, taken.notes


def _announce(reader: Reader, teller: Teller) -> None:
    facts = reader.manifest.parts
    teller.total(sum(facts[name].lines for name in ("items", "versions") if name in facts))


def _begun(kind: str, region: str, by: Actor, work: Any) -> Interchange:
    try:
        code = region_code(region) if region.strip() else ""
    except CodeError as error:
        raise Refused(error.code, error.sentence) from error
    demand(by, IMPORT, Target(region=code or EVERYWHERE))
    if code and organisations.region(code) is None:
        raise Refused("region.unknown", "没有这个区划，请从列表中选择。")
    with transaction.atomic():
        run = Interchange.objects.create(kind=kind, region_id=code or None, **_started(by))
        append(interchange_subject(run), f"start_{kind}", by=by, facts={"region": code})
        if work is not None:
            _enqueued(work, run, by)
    return run


def _enqueued(work: Any, run: Interchange, by: Actor) -> Any:
    title = f"{run.get_kind_display()}：{run.file_name or _place(run) or '全部地区'}"
    return enqueue(work, title=title, by=by, subject=interchange_subject(run), run=run.pk, actor=carried(by, *_ACTIONS))


def _started(by: Actor) -> dict[str, Any]:
    return {"started_by": by.name[:100], "started_key": by.key, "created_at": law.now()}


def _keep_file(row: Interchange, told: list[str], name: str) -> None:
    row.file_digest, row.file_size, row.file_name = told[0], int(told[1]), name


def _place(row: Interchange) -> str:
    return row.region.name if row.region else ""
