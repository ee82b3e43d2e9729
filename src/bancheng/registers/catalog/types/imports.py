"""Imports: a file before it is taken, a run, and its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ImportReason:
    """Why a row was repaired, warned about, refused or left: a stable code and a Chinese sentence."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """One column of the file: its header, some values, the field it is taken for ("" = not used), and the field its content
    looks like.
    """

    index: int
    header: str
    samples: tuple[str, ...]
    field: str
    field_label: str
    suggested: str = ""
    suggested_label: str = ""


@dataclass(frozen=True, slots=True)
class ImportPreviewRow:
    """One of the first rows: the values by field as they would be taken, and what would become of it."""

    line: int
    values: Mapping[str, str]
    outcome: str
    outcome_label: str
    reasons: tuple[ImportReason, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A file read but not taken: columns, first rows with their problems, and what concerns the file as a whole.

    `fields` are the fields that a column may be mapped to (code → label); `missing` those required and not mapped. Of a list
    from above the rows are those that differ from what is held, and `counts` says how many of each outcome there are.
    """

    file_name: str
    encoding: str
    sheet: str
    total: int
    columns: tuple[ImportColumn, ...]
    mapping: Mapping[str, str]
    fields: Mapping[str, str]
    missing: tuple[str, ...]
    rows: tuple[ImportPreviewRow, ...]
    notes: tuple[ImportReason, ...] = ()
    kind: str = "items"
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportRunView:
    """An import as the workbench lists it; `counts` by outcome (taken, repaired, warned, refused, unchanged;
    of a list from above also changed, removed). `kind`: items, upstream; `options`: which list, edition, day."""

    id: int
    kind: str
    kind_label: str
    options: Mapping[str, Any]
    file_name: str
    region_code: str
    region_name: str
    mapping: Mapping[str, str]
    state: str
    state_label: str
    total: int
    done: int
    counts: Mapping[str, int]
    error: str
    started_by: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImportReportRow:
    line: int
    outcome: str
    outcome_label: str
    name: str
    item_id: int | None
    entry_id: int | None
    reasons: tuple[ImportReason, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The report of a run row by row, paged by line; `reasons` counts each reason code over the whole run."""

    run: ImportRunView
    rows: tuple[ImportReportRow, ...]
    total: int
    reasons: Mapping[str, tuple[str, int]]
    next_line: int | None = None
    notes: tuple[ImportReason, ...] = ()
    """What concerns the file as a whole: titles, merged cells, columns that were not used, what was registered."""
