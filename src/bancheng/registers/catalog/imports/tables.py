"""A CSV, XLSX or JSON Lines file as rows of text, each with its line in the file. Nothing here knows what the columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from bancheng.ground.law import Refused
from bancheng.registers.catalog.imports.held import Row, Rows
from bancheng.registers.catalog.imports.sources import Source, source_of
from bancheng.registers.catalog.types import ImportReason

MOST_ROWS = 200_000
MOST_CELLS = 8_000_000  # beyond it the file is no catalogue
_HEADER_WITHIN = 15  # lines in which the header is looked for: catalogues begin with titles


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the header as (line in the file, cells). `formulas`: (line, column) of cells that hold a formula."""

    header: tuple[str, ...]
    rows: Rows
    encoding: str = ""
    sheet: str = ""
    notes: tuple[ImportReason, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()


def read_table(stream: BinaryIO, known_headers: frozenset[str]) -> Table:
    """Read a seekable file, line by line: the rows end up on disk. `known_headers` (normalised) tell the header from titles above it.

    What stands above the header, and lines without content, are told in `notes`; a cell beyond the last header makes a
    column without a name. Raises `Refused`: import.encoding, import.broken, import.json, import.cell, import.size,
    import.empty.
    """
    source = source_of(stream)
    with closing(source.lines):  # before the file it reads from is closed
        return _read(source, known_headers)


def _read(source: Source, known_headers: frozenset[str]) -> Table:
    lines = _held(source.lines)
    above: list[Row] = []
    given: tuple[str, ...] = ()
    if source.keys is None:
        begun = _beginning(lines)
        start = _header_line(begun, known_headers)
        if start is None:
            raise Refused("import.empty", "文件中没有表头和数据，请检查后重新上传。")
        above, given = begun[:start], _trimmed(begun[start][1])
        lines = chain(begun[start + 1 :], lines)
    rows, widest, blank = _taken(lines)
    header = tuple(cell.strip() for cell in (given if source.keys is None else source.keys))
    header += ("",) * (widest - len(header))
    notes = (*source.notes, *_left_out(above, blank))
    return Table(header, rows, source.encoding, source.sheet, notes, frozenset(source.formulas))


def _taken(lines: Iterator[Row]) -> tuple[Rows, int, int]:
    """The rows that hold something, how wide the widest is, and how many lines hold nothing."""
    rows, widest, blank = Rows(), 0, 0
    for line, cells in lines:
        kept = _trimmed(cells)
        if kept:
            rows.add((line, kept))
            widest = max(widest, len(kept))
        else:
            blank += 1
        if len(rows) > MOST_ROWS:
            raise Refused("import.size", f"文件超过 {MOST_ROWS // 10_000} 万行，请拆分后分次导入。")
    if not len(rows):
        raise Refused("import.empty", "表头下面没有数据，请检查后重新上传。")
    return rows, widest, blank


def _left_out(above: Sequence[Row], blank: int) -> list[ImportReason]:
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


def _beginning(lines: Iterator[Row]) -> list[Row]:
    """The lines among which the header must be."""
    begun: list[Row] = []
    filled = 0
    for row in lines:
        begun.append(row)
        filled += any(cell.strip() for cell in row[1])
        if filled == _HEADER_WITHIN:
            break
    return begun


def _header_line(lines: list[Row], known: frozenset[str]) -> int | None:
    filled = [place for place, (_, cells) in enumerate(lines) if any(cell.strip() for cell in cells)]
    if not filled:
        return None
    hits = {place: sum(normalised(cell) in known for cell in lines[place][1]) for place in filled}
    best = max(hits.values())
    return next(place for place in hits if hits[place] == best) if best >= 2 else filled[0]


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    if cells and cells[-1] and not cells[-1].isspace():
        return cells
    end = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:end]


def _held(lines: Iterator[Row]) -> Iterator[Row]:
    """The lines, as long as they are not too many."""
    cells = 0
    for count, row in enumerate(lines, start=1):
        cells += len(row[1])
        if cells > MOST_CELLS or count > MOST_ROWS + _HEADER_WITHIN + 1:
            raise Refused("import.size", f"文件超过 {MOST_ROWS // 10_000} 万行或者内容过多，请拆分后分次导入。")
        yield row
