"""The sheets: one workbook and one CSV a table, with what could not go out and why, in one ZIP."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.conf import settings

from bancheng.ground import law
from bancheng.ground.files import harmless
from bancheng.registers.catalog.imports.running import Teller
from bancheng.registers.catalog.interchange.exporting import items_of
from bancheng.registers.catalog.interchange.national.checking import faults
from bancheng.registers.catalog.interchange.national.columns import TABLES
from bancheng.registers.catalog.interchange.national.mapping import Exchange, Item, Row, Rows, directory_row, rows_of
from bancheng.registers.catalog.interchange.noting import Notes
from bancheng.registers.catalog.models import GuideVersion, ItemChange
from bancheng.registers.catalog.schema import GuideDocument

MOST_IN_SHEET = 1_000_000
LEFT = ("事项编号", "事项名称", "实施主体", "地区", "不能导出的原因")
SHORT = ("事项名称", "实施编码", "缩短的列")
MEANING = ("表", "列", "类型", "长度或者上限", "必填", "含义")
_IN_MEMORY = 4 * 1024 * 1024
_CHUNK = 100


def write_sheets(
    file: IO[bytes], *, region: str, batch: int, account: int, notes: Notes, teller: Teller
) -> dict[str, int]:
    """Write every exportable item of a region ("" for all); rows by table, items exported and left out.

    An item goes out whole or not at all: one row that the checker refuses keeps the others back, and is named.
    """
    moment = law.now()
    exchange = Exchange(f"{moment:%Y%m%d%H%M%S}-{batch}", moment, account, settings.BANCHENG_PUBLIC_URL)
    counts: dict[str, int] = defaultdict(int)
    seen: set[str] = set()
    levels = _levels(region)
    with Sheets() as sheets:
        for row, item in _items(region, exchange):
            teller.advance(1)
            made = rows_of(item) if item else Rows(reasons=["没有现行办事指南"])
            head = []
            if item is not None and not made.reasons and row.basic.code not in seen:
                head = [directory_row(item, levels.get(row.basic.code, {row.use_level}), made.shortened)]
            made.reasons += _refused(made, head)
            if made.reasons:
                told = "；".join(made.reasons)
                sheets.left((row.pk, row.name, row.organisation.name, row.region.name, told))
                notes.say("national.left", str(row.pk), f"“{row.name}”（{row.organisation.name}）不能导出：{told}。")
                counts["not_exported"] += 1
                continue
            if head:
                seen.add(row.basic.code)
                made.tables["up_task_directory"] = head
            for table, rows in made.tables.items():
                sheets.write(table, rows)
            for one in dict.fromkeys(made.shortened):
                sheets.short((row.name, row.code, one))
            counts["exported"] += 1
            counts["shortened"] += len(made.shortened)
        sheets.save(file)
    return dict(counts)


def _refused(made: Rows, head: list[Row]) -> list[str]:
    rows = [("up_task_directory", row) for row in head]
    rows += [(table, row) for table, some in made.tables.items() for row in some]
    return list(dict.fromkeys(fault for table, row in rows for fault in faults(table, row)))


def _levels(region: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    rows = items_of(region).exclude(basic=None).exclude(current=None).order_by()
    for code, level in rows.values_list("basic__code", "use_level").distinct():
        found[code].add(level)
    return found


def _items(region: str, exchange: Exchange) -> Iterator[tuple[Any, Item | None]]:
    """Every item of the region with what its rows are made of; None for one without a guide in force."""
    down = set(ItemChange.objects.filter(kind=ItemChange.Kind.HAND_DOWN).values_list("opened", flat=True))
    rows = items_of(region).select_related("basic", "organisation", "nature", "region")
    part: list[Any] = []
    for row in rows.iterator(chunk_size=500):
        part.append(row)
        if len(part) == _CHUNK:
            yield from _whole(part, exchange, down)
            part = []
    yield from _whole(part, exchange, down)


def _whole(part: list[Any], exchange: Exchange, down: set[int]) -> Iterator[tuple[Any, Item | None]]:
    versions = GuideVersion.objects.filter(pk__in=[row.current_id for row in part if row.current_id]).defer("body")
    current = {version.item_id: version for version in versions}
    first: dict[int, datetime] = {}
    for item, at in GuideVersion.objects.filter(item__in=part).order_by("-number").values_list("item", "created_at"):
        first[item] = at
    for row in part:
        version = current.get(row.pk)
        if version is None or row.state == "draft":
            yield row, None
        else:
            document = GuideDocument.model_validate(version.document)
            yield row, Item(row, version, document, first[row.pk], row.pk in down, exchange)


class Sheets(ExitStack):
    """The workbook and the CSV files while they grow: on disk, not in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._book_file: Any = self.enter_context(TemporaryFile())  # noqa: SIM115 - closed with the sheets
        safe = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._book_file, safe)
        self._bold = self._book.add_format({"bold": True})
        self._sheets: dict[str, Any] = {}
        self._lines: dict[str, int] = defaultdict(int)
        self._files: dict[str, Any] = {}
        self._writers: dict[str, Any] = {}
        for table, columns in TABLES.items():
            self._begin(table, tuple(column.name for column in columns))
        self._begin("不能导出", LEFT)
        self._begin("缩短的内容", SHORT)
        self._begin("字段说明", MEANING)
        for table, columns in TABLES.items():
            for one in columns:
                needed = "是" if one.required else ""
                self._line("字段说明", (table, one.name, one.kind, one.longest or "", needed, one.meaning))

    def write(self, table: str, rows: list[Row]) -> None:
        """Rows of a table that the checker has passed."""
        for row in rows:
            self._line(table, tuple(row[column.name] for column in TABLES[table]))

    def left(self, cells: tuple[Any, ...]) -> None:
        self._line("不能导出", cells)

    def short(self, cells: tuple[Any, ...]) -> None:
        self._line("缩短的内容", cells)

    def save(self, file: IO[bytes]) -> None:
        """Put the workbook and the CSV files into one ZIP."""
        self._book.close()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
            self._book_file.seek(0)
            with out.open("国家交换表.xlsx", "w") as entry:
                _copy(self._book_file, entry)
            for name, stream in self._files.items():
                stream.flush()
                stream.buffer.seek(0)
                with out.open(f"csv/{name}.csv", "w") as entry:
                    _copy(stream.buffer, entry)

    def _begin(self, name: str, heads: tuple[str, ...]) -> None:
        sheet = self._sheets[name] = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self._bold)
        raw: Any = self.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - closed with the sheets
        text = self.enter_context(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
        self._files[name] = text
        self._writers[name] = csv.writer(text)
        self._writers[name].writerow(heads)

    def _line(self, name: str, cells: tuple[Any, ...]) -> None:
        self._lines[name] += 1
        if self._lines[name] <= MOST_IN_SHEET:
            for column, cell in enumerate(cells):
                if cell != "":
                    self._sheets[name].write_string(self._lines[name], column, str(cell))
        self._writers[name].writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])


def _copy(source: Any, target: IO[bytes]) -> None:
    while block := source.read(1024 * 1024):
        target.write(block)
