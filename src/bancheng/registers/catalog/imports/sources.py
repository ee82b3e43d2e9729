"""What a file holds, line by line: a table in text with its encoding found out, objects, or a sheet of a workbook."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Generator, Set
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import BinaryIO

from bancheng.ground.law import Refused
from bancheng.registers.catalog.imports.held import Row
from bancheng.registers.catalog.imports.objects import read_objects
from bancheng.registers.catalog.imports.workbook import UNREADABLE, Sheet, first_sheet
from bancheng.registers.catalog.types import ImportReason

MOST_COLUMNS = 200
LONGEST_CELL = 20_000  # signs; beyond it a quotation mark is missing or the file is no table
_BLOCK = 1 << 18
_SAMPLE = 200_000  # signs


@dataclass
class Source:
    """Lines as (number in the file, cells), read once. What stands beside them is whole when the last line was read."""

    lines: Generator[Row]
    encoding: str = ""
    sheet: str = ""
    notes: list[ImportReason] = field(default_factory=list)
    formulas: Set[tuple[int, int]] = frozenset()
    keys: dict[str, int] | None = None
    """Of objects: their keys in the order in which they first come; a table's header is one of its lines."""


def source_of(stream: BinaryIO) -> Source:
    """Open a seekable file. Raises `Refused`: import.encoding, import.broken, import.empty; reading its lines also import.json,
    import.cell, import.size.
    """
    start = stream.read(4)
    stream.seek(0)
    if start == b"PK\x03\x04":
        return _sheet(stream)
    encoding, sample = _decoded(stream)
    told = "UTF-8" if encoding == "utf-8-sig" else "GB18030"
    if sample.lstrip("\ufeff \t\r\n").startswith("{"):
        keys: dict[str, int] = {}
        return Source(_objects(stream, encoding, keys), told, keys=keys)
    return Source(_csv(stream, encoding, sample), told)


# -- text


def _decoded(stream: BinaryIO) -> tuple[str, str]:
    """The encoding and the first signs. A file that is not UTF-8 throughout is GB18030 or refused."""
    for encoding in ("utf-8-sig", "gb18030"):
        sample = _sample(stream, encoding)
        if sample is not None and (encoding == "utf-8-sig" or _reads_like_chinese(sample)):
            return encoding, sample
    sentence = "不能识别文件的文字编码，请在表格软件中另存为“CSV UTF-8”或者 XLSX 后重新上传。"
    raise Refused("import.encoding", sentence)


def _sample(stream: BinaryIO, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    sample = ""
    try:
        while block := stream.read(_BLOCK):
            text = decoder.decode(block)
            if len(sample) < _SAMPLE and (sample or text.strip("\ufeff \t\r\n")):
                sample += text[: _SAMPLE - len(sample)]
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return None
    finally:
        stream.seek(0)
    return sample


def _reads_like_chinese(sample: str) -> bool:
    """GB18030 decodes almost anything; text in Big5 or Latin-1 then comes out as signs that nobody uses (not in GB 2312)."""
    signs = [sign for sign in sample if not sign.isascii()]
    strange = 0
    for sign in signs:
        try:
            sign.encode("gb2312")
        except UnicodeEncodeError:
            strange += 1
    return strange * 5 <= len(signs)


def _objects(stream: BinaryIO, encoding: str, keys: dict[str, int]) -> Generator[Row]:
    text = TextIOWrapper(stream, encoding, newline="\n")
    try:
        for line, cells in read_objects(text, keys, most_columns=MOST_COLUMNS):
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise Refused("import.cell", f"第 {line} 行有超过 {LONGEST_CELL} 字的内容，请检查。")
            yield line, cells
    finally:
        text.detach()


def _csv(stream: BinaryIO, encoding: str, sample: str) -> Generator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    text = TextIOWrapper(stream, encoding, newline="")
    reader = csv.reader(text, _dialect(sample))
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
    finally:
        text.detach()


def _dialect(sample: str) -> type[csv.Dialect]:
    first = sample.split("\n", 1)[0]
    counts = {sign: first.count(sign) for sign in ",\t;|"}

    class Found(csv.excel):
        delimiter = max(counts, key=lambda sign: counts[sign])

    return Found


# -- workbooks


def _sheet(stream: BinaryIO) -> Source:
    """The first sheet that holds something."""
    try:
        sheet = first_sheet(stream)
    except UNREADABLE as error:
        raise _broken() from error
    if sheet is None:
        raise Refused("import.empty", "工作簿中没有数据，请检查后重新上传。")
    if sheet.width > MOST_COLUMNS:
        raise Refused("import.size", f"工作表超过 {MOST_COLUMNS} 列，请拆分后导入；空白的行列请删去。")
    notes = []
    if sheet.merged:
        notes.append(ImportReason("file.merged", f"有 {len(sheet.merged)} 处合并单元格，已按合并的内容补齐各行。"))
    if sheet.others:
        sentence = f"工作簿有 {sheet.others + 1} 个工作表，只读取了“{sheet.name}”。"
        notes.append(ImportReason("file.sheets", sentence))
    return Source(_filled(_lines(sheet), sheet.merged), "", sheet.name, notes, sheet.formulas)


def _broken() -> Refused:
    return Refused("import.broken", "这个 Excel 文件不能打开，请重新另存为 XLSX 后上传。")


def _lines(sheet: Sheet) -> Generator[Row]:
    try:
        for number, cells in sheet.lines():
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise Refused("import.cell", f"第 {number} 行有超过 {LONGEST_CELL} 字的单元格，请检查内容。")
            yield number, cells
    except UNREADABLE as error:
        raise _broken() from error


def _filled(lines: Generator[Row], merged: dict[tuple[int, int], int]) -> Generator[Row]:
    """Give every row of a merged range its content; a range across columns alone (a title) stays as it is."""
    first: dict[int, list[tuple[int, int]]] = {}
    for (top, column), bottom in merged.items():
        first.setdefault(top, []).append((column, bottom))
    running: dict[int, tuple[int, str]] = {}
    for number, given in lines:
        cells = list(given)
        for column, (bottom, content) in list(running.items()):
            if number > bottom:
                del running[column]
            elif content:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = content
        for column, bottom in first.get(number, ()):
            running[column] = (bottom, cells[column] if column < len(cells) else "")
        yield number, tuple(cells)
