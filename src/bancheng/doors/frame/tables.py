"""Lists as files: CSV that spreadsheets open rightly, XLSX written row by row. No cell can act as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from typing import Any, cast

import xlsxwriter
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse

from bancheng.ground.files import content_disposition, harmless
from bancheng.ground.law import in_shanghai, today

FORMS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
BYTE_ORDER_MARK = "\ufeff"
IN_MEMORY = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: the name of the file without its ending, the heads, the rows."""

    name: str
    heads: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]


def download(table: Table, form: str) -> HttpResponse:
    """The table as a file to save; `form` is csv or xlsx, anything else is not there (404)."""
    if form not in FORMS:
        raise Http404
    answer: FileResponse | StreamingHttpResponse = _csv(table) if form == "csv" else _xlsx(table)
    answer.headers["Content-Disposition"] = content_disposition(f"{table.name}-{today():%Y%m%d}.{form}")
    return cast(HttpResponse, answer)  # a page gives back what streams as well


def _csv(table: Table) -> StreamingHttpResponse:
    return StreamingHttpResponse(_lines(table), content_type=FORMS["csv"])


def _lines(table: Table) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + str(writer.writerow(table.heads))
    for row in table.rows:
        yield str(writer.writerow([_written(_shown(cell)) for cell in row]))


def _xlsx(table: Table) -> FileResponse:
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(table.name[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    for column, text in enumerate(table.heads):
        sheet.write_string(0, column, text, head)
    sheet.set_column(0, len(table.heads) - 1, 18)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int) and not isinstance(cell, bool):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, str(_shown(cell)))
    book.close()
    file.seek(0)
    return FileResponse(file, content_type=FORMS["xlsx"])


def _shown(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return in_shanghai(cell).strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else cell


def _written(cell: Any) -> Any:
    return harmless(cell) if isinstance(cell, str) else cell


class _Echo:
    """A file that hands each line straight on."""

    def write(self, line: str) -> str:
        return line
