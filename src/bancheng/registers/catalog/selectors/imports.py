"""Imports as staff see them: what a file holds before it is taken, how far a run is, and its report row by row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

import xlsxwriter

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.files import harmless
from bancheng.registers.catalog.authority import IMPORT
from bancheng.registers.catalog.imports import columns
from bancheng.registers.catalog.imports.cleaning import Candidate
from bancheng.registers.catalog.imports.deciding import Batch
from bancheng.registers.catalog.imports.jobs import may_start
from bancheng.registers.catalog.imports.places import Places
from bancheng.registers.catalog.imports.running import candidates
from bancheng.registers.catalog.imports.tables import Table
from bancheng.registers.catalog.imports.taking import compared, kept_sentence
from bancheng.registers.catalog.models import ImportRow, ImportRun, Nature
from bancheng.registers.catalog.selectors.runs import in_scope
from bancheng.registers.catalog.services.importing import FIELDS, table_of
from bancheng.registers.catalog.types import (
    ImportPreview,
    ImportPreviewRow,
    ImportReason,
    ImportReport,
    ImportReportRow,
    ImportRunView,
)

SHOWN = 20
SHOWN_OF_LIST = 200
LARGEST_PAGE = 500
HEADER = ("行号", "结果", "事项名称", "原因代码", "原因")
Outcome = ImportRow.Outcome
_GRAVE = {name: place for place, name in enumerate(("removed", "refused", "changed", "warned", "repaired", "taken"))}


def import_runs(actor: Actor, *, size: int = 50) -> tuple[ImportRunView, ...]:
    """The latest runs of the actor's own and of the regions he may import into, newest first."""
    return tuple(
        _view(run) for run in in_scope(actor, ImportRun.objects.order_by("-pk")).select_related("region")[:size]
    )


def import_run(actor: Actor, run_id: int) -> ImportRunView:
    """One run. Raises AccessDenied (not visible)."""
    return _view(import_row(actor, run_id))


def import_row(actor: Actor, run_id: int) -> ImportRun:
    """The row that services take. Raises AccessDenied (not visible)."""
    run = (
        in_scope(actor, ImportRun.objects.order_by("-pk")).select_related("region").filter(pk=run_id).first()
        if 0 < run_id < 2**63
        else None
    )
    if run is None:
        raise AccessDenied("没有找到这次导入，或者它不在您的管理范围内。", visible=False, action=IMPORT)
    return run


def may_start_import(actor: Actor, run_id: int) -> bool:
    """Whether the run waits for its first start, or stopped before its end. Raises AccessDenied (not visible)."""
    return may_start(import_row(actor, run_id))


def import_preview(
    actor: Actor, run_id: int, *, mapping: Mapping[str, str] | None = None, region: str | None = None
) -> ImportPreview:
    """The file's columns and what would become of its first rows, with the stored mapping or one being tried.

    Raises AccessDenied (not visible), FileMissing, `Refused` (import.mapping).
    """
    run = import_row(actor, run_id)
    table, of = table_of(run.file_digest, run.kind), FIELDS[run.kind]
    chosen = columns.checked(run.mapping if mapping is None else mapping, table, of)
    default = (run.region_id or "") if region is None else region
    missing = columns.missing(chosen, of)
    notes = [*_notes(run), *columns.unused(table, chosen)]
    counts: Mapping[str, int] = {}
    if run.kind == ImportRun.Kind.ITEMS:
        rows = tuple(_first_rows(table, chosen, default, actor))
    else:
        rows, counts = _edition(run, table, chosen, notes) if not missing else ((), {})
    return ImportPreview(
        kind=run.kind,
        counts=counts,
        file_name=run.file_name,
        encoding=table.encoding,
        sheet=table.sheet,
        total=len(table.rows),
        columns=columns.describe(table, chosen, of),
        mapping=chosen,
        fields=of.labels,
        missing=missing,
        rows=rows,
        notes=tuple(notes),
    )


def import_leftover(actor: Actor, run_id: int) -> Iterator[tuple[int, str, str]]:
    """(line, column, content) of every cell that the run's mapping does not use. Raises AccessDenied (not visible), FileMissing."""
    run = import_row(actor, run_id)
    return columns.leftover(table_of(run.file_digest, run.kind), run.mapping)


def import_report(actor: Actor, run_id: int, *, outcome: str = "", from_line: int = 0, size: int = 100) -> ImportReport:
    """The rows of a run from a line on, of one outcome or of all; `next_line` begins the next page."""
    run = import_row(actor, run_id)
    rows = ImportRow.objects.filter(run=run)
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    size = max(1, min(size, LARGEST_PAGE))
    page = list(rows.filter(line__gte=max(0, min(from_line, 2**31))).order_by("line")[: size + 1])
    return ImportReport(
        run=_view(run),
        rows=tuple(_report_row(row) for row in page[:size]),
        total=rows.count(),
        reasons=_reasons(run),
        notes=_notes(run),
        next_line=page[size].line if len(page) > size else None,
    )


def import_report_csv(actor: Actor, run_id: int) -> bytes:
    """The whole report as CSV (UTF-8 with BOM, as table programs expect); no cell can act as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows([harmless(cell) for cell in cells] for cells in _cells(import_row(actor, run_id)))
    return out.getvalue().encode("utf-8-sig")


def import_report_xlsx(actor: Actor, run_id: int) -> bytes:
    """The whole report as a workbook; every cell is text."""
    run = import_row(actor, run_id)
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("导入报告")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, width in enumerate((8, 14, 50, 28, 90)):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, HEADER, bold)
        for place, (line, *cells) in enumerate(_cells(run), start=1):
            sheet.write_number(place, 0, int(line))
            for column, cell in enumerate(cells, start=1):
                sheet.write_string(place, column, harmless(cell))
        about = book.add_worksheet("关于整个文件")
        about.set_column(0, 1, 60)
        about.write_row(0, 0, ("原因代码", "说明"), bold)
        for place, note in enumerate(_notes(run), start=1):
            about.write_string(place, 0, note.code)
            about.write_string(place, 1, harmless(note.sentence))
    return out.getvalue()


def _notes(run: ImportRun) -> tuple[ImportReason, ...]:
    return tuple(ImportReason(note["code"], note["sentence"]) for note in run.notes)


def _cells(run: ImportRun) -> Iterator[tuple[str, ...]]:
    for row in ImportRow.objects.filter(run=run).order_by("line").iterator(chunk_size=1000):
        codes = "；".join(reason["code"] for reason in row.reasons)
        sentences = "".join(reason["sentence"] for reason in row.reasons)
        yield str(row.line), row.get_outcome_display(), row.name, codes, sentences


def _first_rows(table: Table, mapping: Mapping[str, str], default: str, actor: Actor) -> Iterator[ImportPreviewRow]:
    """The first rows as the pass would decide them; nothing is registered and nothing written."""
    rows = list(islice(candidates(table, mapping, default_region=default), SHOWN))
    places = Places(actor)
    places.look(rows)
    for row in rows:
        if not row.refused:
            places.refuse_unknown(row)
    for decision in Batch(rows, places, Nature.objects.in_bulk()).decide(rows):
        row = decision.row
        outcome = Outcome(decision.outcome)
        yield ImportPreviewRow(row.line, _values(row), outcome.value, str(outcome.label), tuple(row.reasons))


def _edition(
    run: ImportRun, table: Table, mapping: Mapping[str, str], notes: list[ImportReason]
) -> tuple[tuple[ImportPreviewRow, ...], Mapping[str, int]]:
    """What the edition would change, the gravest first: what it removes, what it changes, what cannot be read; and how many."""
    found = compared(run, table, mapping)
    if found.kept:
        notes.append(ImportReason("entries.kept", kept_sentence(found.kept)))
    told = sorted((one for one in found.decisions if one.outcome in _GRAVE), key=lambda one: _GRAVE[one.outcome])
    rows = (
        ImportPreviewRow(
            one.row.line,
            {"name": one.row.name, "department": one.row.words.get("organ", ""), "code": one.row.code},
            str(one.outcome),
            str(Outcome(one.outcome).label),
            tuple(one.row.reasons),
        )
        for one in told[:SHOWN_OF_LIST]
    )
    return tuple(rows), found.counts


def _values(row: Candidate) -> Mapping[str, str]:
    return {field: str(getattr(row, field)) for field in columns.FIELDS if hasattr(row, field)}


def _reasons(run: ImportRun) -> Mapping[str, tuple[str, int]]:
    """Reason code → (one of its sentences, number of rows), the most frequent first."""
    counts: Counter[str] = Counter()
    told: dict[str, str] = {}
    rows = ImportRow.objects.filter(run=run).values_list("reasons", flat=True)
    for reasons in rows.iterator(chunk_size=1000):
        for reason in {one["code"]: one for one in reasons}.values():
            counts[reason["code"]] += 1
            told.setdefault(reason["code"], reason["sentence"])
    return {code: (told[code], n) for code, n in counts.most_common()}


def _view(run: ImportRun) -> ImportRunView:
    return ImportRunView(
        id=run.pk,
        kind=run.kind,
        kind_label=run.get_kind_display(),
        options=dict(run.options),
        file_name=run.file_name,
        region_code=run.region_id or "",
        region_name=run.region.name if run.region else "",
        mapping=dict(run.mapping),
        state=run.state,
        state_label=run.get_state_display(),
        total=run.total,
        done=run.done,
        counts={outcome: run.counts.get(outcome, 0) for outcome in Outcome.values},
        error=run.error,
        started_by=run.started_by,
        created_at=law.in_shanghai(run.created_at),
        finished_at=law.in_shanghai(run.finished_at) if run.finished_at else None,
    )


def _report_row(row: ImportRow) -> ImportReportRow:
    return ImportReportRow(
        line=row.line,
        outcome=row.outcome,
        outcome_label=row.get_outcome_display(),
        name=row.name,
        item_id=row.item_id,
        entry_id=row.entry_id,
        reasons=tuple(ImportReason(reason["code"], reason["sentence"]) for reason in row.reasons),
    )
