"""Imports as verbs: hand a file in, let it run (here or as a job), and see it to its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bancheng.ground import files, law
from bancheng.ground.access import Actor, Target, demand
from bancheng.ground.codes import CodeError, region_code
from bancheng.ground.files import Kind, StoredFile
from bancheng.ground.files.names import clean_name, suffix_of
from bancheng.ground.files.storage import Readable
from bancheng.ground.jobs import GiveUp, Progress, announce, enqueue, job
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, IMPORT, brought, carried, import_subject
from bancheng.registers.catalog.events import ImportFinished
from bancheng.registers.catalog.imports import columns
from bancheng.registers.catalog.imports.columns import ITEMS, Fields
from bancheng.registers.catalog.imports.entries import ENTRIES
from bancheng.registers.catalog.imports.jobs import LIVE, may_start
from bancheng.registers.catalog.imports.names import told_name
from bancheng.registers.catalog.imports.places import register_region
from bancheng.registers.catalog.imports.running import Silence, Teller, finish, run_through
from bancheng.registers.catalog.imports.tables import Table, read_table
from bancheng.registers.catalog.imports.taking import take_edition
from bancheng.registers.catalog.models import ImportRun

LARGEST_FILE = 50 * 1024 * 1024  # bytes
UNTOLD = "导入文件"
FIELDS: Mapping[str, Fields] = {ImportRun.Kind.ITEMS: ITEMS, ImportRun.Kind.UPSTREAM: ENTRIES}
OBJECTS = frozenset({".jsonl", ".ndjson", ".json"})
State = ImportRun.State


def upload_import(*, stream: Readable, file_name: str, by: Actor, region: str = "") -> ImportRun:
    """Hand a file in: it is stored, read, and its columns are guessed; nothing of it is taken yet.

    `region`: 12 digits, for rows that name none. Raises AccessDenied, `files.FileRefused`, `Refused` (import.….)
    """
    return received(stream, file_name, kind=ImportRun.Kind.ITEMS, place=_region(region, by), options={}, by=by)


def received(
    stream: Readable, file_name: str, *, kind: str, place: str, options: Mapping[str, Any], by: Actor
) -> ImportRun:
    """The run of a file of either kind, for services that have checked who asks."""
    stored, of = _stored(stream, file_name), FIELDS[kind]
    table = table_of(stored.digest, kind)
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=kind,
            options=options,
            file_name=told_name(clean_name(file_name) if stored.kind == Kind.TXT else stored.name, untold=UNTOLD),
            file_digest=stored.digest,
            region_id=place or None,
            mapping=columns.guess(table, of),
            total=len(table.rows),
            notes=[{"code": note.code, "sentence": note.sentence} for note in table.notes],
            started_by=by.name[:100],
            started_key=by.key,
            created_at=law.now(),
        )
        facts = {"file": run.file_name, "file_digest": run.file_digest, "rows": run.total, "region": place, **options}
        append(import_subject(run), "upload_import", by=by, facts=facts)
    return run


def start_import(
    *, run: ImportRun, by: Actor, mapping: Mapping[str, str] | None = None, region: str | None = None
) -> Any:
    """Let the worker take the file in, with the mapping put right if need be; returns the job.

    A run that was cancelled or failed goes on where it stopped, with the columns and the region it had.

    Raises `Refused`: import.started, import.mapping, import.columns, region.…
    """
    with transaction.atomic():
        row = _prepared(run, by, mapping, region)
        return enqueue(
            import_items,
            title=f"导入{row.get_kind_display()}：{row.file_name}",
            by=by,
            subject=import_subject(row),
            run=row.pk,
            actor=carried(by, IMPORT, EDIT),
        )


def run_import(
    *,
    run: ImportRun,
    by: Actor,
    mapping: Mapping[str, str] | None = None,
    region: str | None = None,
    teller: Teller | None = None,
) -> ImportRun:
    """Take the file in here and now, as the command does; returns the finished run. Raises as `start_import`."""
    with transaction.atomic():
        row = _prepared(run, by, mapping, region)
    _pass(row, by, teller or Silence())
    return row


@job(title="导入事项目录", long=True, max_attempts=3)
def import_items(progress: Progress, *, run: int, actor: dict[str, Any]) -> dict[str, int]:
    """Take a prepared run in. A worker that died in mid-run is followed by another, which goes on with the next batch."""
    row = _taken_up(run)
    if row.state != State.RUNNING:
        return dict(row.counts)
    try:
        _pass(row, brought(actor), progress)
    except Refused as refusal:
        with transaction.atomic():
            finish(row, state=State.FAILED, by=brought(actor), error=refusal.sentence)
        raise GiveUp(refusal.sentence) from refusal
    return dict(row.counts)


def _taken_up(pk: int) -> ImportRun:
    """The run for its job: one that was closed is open again when its own job is retried. Raises GiveUp for a second job."""
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=pk)
        if jobs.jobs(subject=import_subject(row)).filter(state__in=LIVE).count() > 1:
            raise GiveUp("这个文件已经由另一个任务导入，请查看那个任务。")
        if row.state == State.FAILED:
            _reopen(row)
    return row


def _reopen(row: ImportRun) -> None:
    row.state, row.error, row.finished_at = State.RUNNING, "", None
    row.save(update_fields=["state", "error", "finished_at"])


def _stored(stream: Readable, file_name: str) -> StoredFile:
    """JSON Lines have no signature of their own: by its bytes such a file is a text, whatever its ending."""
    suffix = suffix_of(file_name)
    if suffix in OBJECTS:
        return files.store(stream, name=f"{UNTOLD}.txt", limit_bytes=LARGEST_FILE, allowed={Kind.TXT})
    return files.store(stream, name=file_name, limit_bytes=LARGEST_FILE, allowed=files.TABLES)


def table_of(digest: str, kind: str = ImportRun.Kind.ITEMS) -> Table:
    """The table of a stored file. Raises FileMissing, `Refused` (import.…)."""
    with files.open_file(digest) as stream:
        return read_table(stream, FIELDS[kind].headers)


def _prepared(run: ImportRun, by: Actor, mapping: Mapping[str, str] | None, region: str | None) -> ImportRun:
    """The run, locked, with its final mapping and region, marked as running."""
    row = ImportRun.objects.select_for_update().get(pk=run.pk)
    place = _place(row, region, by)
    if not may_start(row):
        raise Refused("import.started", "这个文件已经开始导入，请查看进度，不要重复提交。")
    if row.state != State.PREVIEW:
        _reopen(row)
        append(import_subject(row), "start_import", by=by, facts={"from_row": row.done})
        return row
    table, of = table_of(row.file_digest, row.kind), FIELDS[row.kind]
    row.mapping = columns.checked(row.mapping if mapping is None else mapping, table, of)
    if lacking := columns.missing(row.mapping, of):
        names = "、".join(of.labels[field] for field in lacking)
        raise Refused("import.columns", f"没有找到{names}所在的列，请在列对应中指定。")
    row.region_id = place or None
    row.state = State.RUNNING
    row.notes = [
        *row.notes,
        *({"code": one.code, "sentence": one.sentence} for one in columns.unused(table, row.mapping)),
    ]
    row.save()
    facts = {"mapping": {table.header[int(column)]: field for column, field in row.mapping.items()}, "region": place}
    append(import_subject(row), "start_import", by=by, facts=facts)
    return row


def _pass(run: ImportRun, by: Actor, teller: Teller) -> None:
    take = run_through if run.kind == ImportRun.Kind.ITEMS else take_edition
    take(run, table_of(run.file_digest, run.kind), by=by, teller=teller)
    with transaction.atomic():
        stopped = run.done < run.total
        error = f"在第 {run.done} 行后被取消，已导入的保留。" if stopped else ""
        finish(run, state=State.FAILED if stopped else State.DONE, by=by, error=error)
        announce(ImportFinished(run.pk, run.counts))


def _place(row: ImportRun, region: str | None, by: Actor) -> str:
    """The region of a run as it starts; that of a list was said when it was handed in."""
    if row.kind == ImportRun.Kind.ITEMS:
        return _region((row.region_id or "") if region is None else region, by)
    for action in (IMPORT, EDIT):
        demand(by, action, Target(region=row.region_id or ""))
    return row.region_id or ""


def _region(text: str, by: Actor) -> str:
    """The default region, registered if GB/T 2260 knows it; "" for none. Raises AccessDenied, `Refused`."""
    try:
        code = region_code(text) if text.strip() else ""
    except CodeError as error:
        raise Refused(error.code, error.sentence) from error
    demand(by, IMPORT, Target(region=code))
    if code:
        register_region(code, by=by)
    return code
