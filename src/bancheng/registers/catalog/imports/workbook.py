"""The sheets of a workbook, row by row in text. `python-calamine` reads it; beside it stand the formulas, whose stored results it
gives without saying so.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

import python_calamine
from python_calamine import CalamineError, CalamineSheet, SheetVisibleEnum

from bancheng.registers.catalog.imports.formulas import formula_cells

UNREADABLE = (CalamineError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that holds something. `others`: how many sheets stand beside it; `merged`: (first line from 1, column from 0) →
    last line of each merge over lines; `formulas`: (line from 1, column from 0).
    """

    name: str
    width: int
    others: int
    merged: dict[tuple[int, int], int]
    formulas: frozenset[tuple[int, int]]
    cells: CalamineSheet

    def lines(self) -> Generator[tuple[int, tuple[str, ...]]]:
        """Every line of the sheet, empty ones too. Raises one of UNREADABLE."""
        # The reader gives the lines from the first of the sheet, but their cells from the first column with content.
        left = ("",) * (self.cells.start or (0, 0))[1]
        for line, row in enumerate(self.cells.iter_rows(), start=1):
            yield line, left + tuple(map(_text, row))


def first_sheet(stream: BinaryIO) -> Sheet | None:
    """The first of the sheets that a person sees with something in it. Raises one of UNREADABLE."""
    with python_calamine.load_workbook(stream) as book:
        seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible] or book.sheet_names
        found = next((one for name in seen if (one := book.get_sheet_by_name(name)).height), None)
        if found is None:
            return None
        merged = {
            (top + 1, left): bottom + 1 for (top, left), (bottom, _) in found.merged_cell_ranges or () if bottom > top
        }
    stream.seek(0)
    return Sheet(
        name=found.name,
        width=found.total_width,
        others=len(seen) - 1,
        merged=merged,
        formulas=formula_cells(stream, found.name),
        cells=found,
    )


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
