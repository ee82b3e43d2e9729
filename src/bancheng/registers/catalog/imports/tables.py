"""A CSV, XLSX or JSON Lines file as rows of text, each with its line in the file. Nothing here knows what the columns mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import python_calamine

from bancheng.ground.law import Refused
from bancheng.registers.catalog.imports.formulas import formula_cells
from bancheng.registers.catalog.imports.objects import read_objects
from bancheng.registers.catalog.types import ImportReason

MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 8_000_000  # beyond it a machine with 2 GB would be hard put to hold the file
LONGEST_CELL = 20_000  # signs; beyond it a quotation mark is missing or the file is no table
_HEADER_WITHIN = 15  # lines in which the header is looked for: catalogues begin with titles

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the header as (line in the file, cells). `formulas`: (line, column) of cells that hold a formula."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    sheet: str = ""
    notes: tuple[ImportReason, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()


def read_table(content: bytes, known_headers: frozenset[str]) -> Table:
    """Read a file. `known_headers` (normalised) tell the header line from titles above it.

    What stands above the header, and lines without content, are told in `notes`; a cell beyond the last header makes a
    column without a name. Raises `Refused`: import.encoding, import.broken, import.json, import.cell, import.size,
    import.empty.
    """
    if content.startswith(b"PK\x03\x04"):
        lines, sheet, notes, formulas = _read_sheet(content)
        encoding = ""
    else:
        text, encoding = _decoded(content)
        lines, sheet, notes, formulas = _read_text(text), "", [], frozenset()
    start = _header_line(lines, known_headers)
    if start is None:
        raise Refused("import.empty", "文件中没有表头和数据，请检查后重新上传。")
    below = lines[start + 1 :]
    rows = tuple((line, _trimmed(cells)) for line, cells in below if any(cell.strip() for cell in cells))
    if len(rows) > MOST_ROWS:
        raise Refused("import.size", f"文件超过 {MOST_ROWS // 10_000} 万行，请拆分后分次导入。")
    if not rows:
        raise Refused("import.empty", "表头下面没有数据，请检查后重新上传。")
    header = tuple(cell.strip() for cell in _trimmed(lines[start][1]))
    header += ("",) * (max(len(cells) for _, cells in rows) - len(header))
    notes += _left_out(lines[:start], len(below) - len(rows))
    return Table(header, rows, encoding, sheet, tuple(notes), formulas)


def _left_out(above: list[Row], blank: int) -> list[ImportReason]:
    """What of the file is no row: titles over the header, lines without content."""
    notes = []
    titles = [cell.strip() for _, cells in above for cell in cells if cell.strip()]
    if titles:
        told = "；".join(dict.fromkeys(titles))[:200]
        notes.append(ImportReason("file.above", f"表头上面的内容不是数据，没有导入：{told}。"))
    if blank:
        notes.append(ImportReason("file.blank", f"有 {blank} 个空行，没有内容可以导入。"))
    return notes


def normalised(header: str) -> str:
    """A header as it is compared: without spaces, signs and case."""
    return "".join(sign for sign in header.lower() if sign.isalnum())


def _header_line(lines: list[Row], known: frozenset[str]) -> int | None:
    filled = [place for place, (_, cells) in enumerate(lines) if any(cell.strip() for cell in cells)]
    if not filled:
        return None
    hits = {place: sum(normalised(cell) in known for cell in lines[place][1]) for place in filled[:_HEADER_WITHIN]}
    best = max(hits.values())
    return next(place for place in hits if hits[place] == best) if best >= 2 else filled[0]


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    end = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:end]


def _read_text(text: str) -> list[Row]:
    """JSON Lines begin with a brace; anything else is taken for CSV."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        lines = read_objects(text, most_columns=MOST_COLUMNS)
        long = next((line for line, cells in lines for cell in cells if len(cell) > LONGEST_CELL), None)
        if long is not None:
            raise Refused("import.cell", f"第 {long} 行有超过 {LONGEST_CELL} 字的内容，请检查。")
        return _held(iter(lines))
    return _held(_read_csv(text))


def _held(rows: Iterator[Row]) -> list[Row]:
    """All rows in memory, as long as they are not too many cells."""
    lines: list[Row] = []
    cells = 0
    for row in rows:
        lines.append(row)
        cells += len(row[1])
        if cells > MOST_CELLS or len(lines) > MOST_ROWS + _HEADER_WITHIN + 1:
            raise Refused("import.size", f"文件超过 {MOST_ROWS // 10_000} 万行或者内容过多，请拆分后分次导入。")
    return lines


# -- CSV


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig":
            return text, "UTF-8"
        if _reads_like_chinese(text):
            return text, "GB18030"
    sentence = "不能识别文件的文字编码，请在表格软件中另存为“CSV UTF-8”或者 XLSX 后重新上传。"
    raise Refused("import.encoding", sentence)


def _reads_like_chinese(text: str) -> bool:
    """GB18030 decodes almost anything; text in Big5 or Latin-1 then comes out as signs that nobody uses (not in GB 2312)."""
    sample = [sign for sign in text[:200_000] if not sign.isascii()]
    strange = 0
    for sign in sample:
        try:
            sign.encode("gb2312")
        except UnicodeEncodeError:
            strange += 1
    return strange * 5 <= len(sample)


def _read_csv(text: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    line = 1
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise Refused("import.size", f"第 {line} 行超过 {MOST_COLUMNS} 列，请检查分隔符。")
            yield line, tuple(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            sentence = f"第 {line} 行有超过 {LONGEST_CELL} 字的单元格，请检查引号是否配对。"
            raise Refused("import.cell", sentence) from error
        raise Refused("import.broken", f"第 {line} 行不能读成表格，请检查引号和换行。") from error


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.split("\n", 1)[0]
    counts = {sign: first.count(sign) for sign in ",\t;|"}

    class Found(csv.excel):
        delimiter = max(counts, key=lambda sign: counts[sign])

    return Found


# -- XLSX


def _read_sheet(content: bytes) -> tuple[list[Row], str, list[ImportReason], frozenset[tuple[int, int]]]:
    notes: list[ImportReason] = []
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            visible = [
                one.name for one in book.sheets_metadata if one.visible == python_calamine.SheetVisibleEnum.Visible
            ]
            names = visible or book.sheet_names
            sheet = next((found for name in names if (found := book.get_sheet_by_name(name)).height), None)
            if sheet is None:
                raise Refused("import.empty", "工作簿中没有数据，请检查后重新上传。")
            large = sheet.total_height * sheet.total_width > MOST_CELLS
            if large or sheet.total_height > MOST_ROWS + _HEADER_WITHIN or sheet.total_width > MOST_COLUMNS:
                raise Refused(
                    "import.size",
                    f"工作表超过 {MOST_ROWS // 10_000} 万行或 {MOST_COLUMNS} 列，请拆分后导入；空白的行列请删去。",
                )
            cells = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            merged = _fill_merged(cells, sheet.merged_cell_ranges or [])
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Refused("import.broken", "这个 Excel 文件不能打开，请重新另存为 XLSX 后上传。") from error
    if merged:
        notes.append(ImportReason("file.merged", f"有 {merged} 处合并单元格，已按合并的内容补齐各行。"))
    if len(names) > 1:
        notes.append(ImportReason("file.sheets", f"工作簿有 {len(names)} 个工作表，只读取了“{sheet.name}”。"))
    for line, row in enumerate(cells, start=1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Refused("import.cell", f"第 {line} 行有超过 {LONGEST_CELL} 字的单元格，请检查内容。")
    formulas = formula_cells(content, sheet.name)
    return [(line, tuple(row)) for line, row in enumerate(cells, start=1)], sheet.name, notes, formulas


def _fill_merged(cells: list[list[str]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    """Give every row of a merged range its content; a range across columns alone (a title) stays as it is."""
    filled = 0
    for (top, left), (bottom, _) in ranges:
        if bottom <= top or top >= len(cells):
            continue
        filled += 1
        for row in cells[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = cells[top][left]
    return filled


def _text(value: object) -> str:
    """A cell as it would be typed: whole numbers without a point, days as 2026-11-22."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
