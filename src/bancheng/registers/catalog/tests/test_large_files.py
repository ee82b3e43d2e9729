"""A file of two hundred thousand rows is read line by line: what it costs in memory grows far less than its rows."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from bancheng.registers.catalog.imports.columns import ITEMS
from bancheng.registers.catalog.imports.held import CHUNK, Rows
from bancheng.registers.catalog.imports.tables import read_table
from bancheng.registers.catalog.tests.importing import HEADER, row

FEW, MANY = 2_000, 22_000
GROWTH = 24  # MB for twenty thousand more rows; held as objects they were some eighty
MEASURE = """
import resource, sys
import django
django.setup()
from bancheng.registers.catalog.imports.columns import ITEMS, guess
from bancheng.registers.catalog.imports.running import candidates
from bancheng.registers.catalog.imports.tables import read_table
with open(sys.argv[1], "rb") as file:
    table = read_table(file, ITEMS.headers)
taken = sum(not one.refused for one in candidates(table, guess(table, ITEMS), default_region=""))
print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def rows(number: int) -> Any:
    for place in range(number):
        yield row(name=f"食品经营许可变更事项第{place}号", local_code=f"5{place:08d}", basic_code="")


def write(file: Path, number: int) -> None:
    if file.suffix == ".xlsx":
        with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for place, cells in enumerate((HEADER, *rows(number))):
                sheet.write_row(place, 0, cells)
    else:
        lines = [",".join(cells) for cells in (HEADER, *rows(number))]
        file.write_text("\n".join(lines), encoding="utf-8")


def peak(file: Path) -> tuple[int, int]:
    """Rows taken, and megabytes at most, of a process that reads the file and makes its candidates."""
    settings = {"DJANGO_SETTINGS_MODULE": "bancheng.project.settings_test", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], env={**os.environ, **settings}, capture_output=True, check=True
    )
    taken, megabytes = done.stdout.split()
    return int(taken), int(megabytes)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_ten_times_the_rows_do_not_take_ten_times_the_memory(tmp_path: Path, suffix: str) -> None:
    few, many = tmp_path / f"few{suffix}", tmp_path / f"many{suffix}"
    write(few, FEW)
    write(many, MANY)
    (taken_few, least), (taken_many, most) = peak(few), peak(many)
    assert (taken_few, taken_many) == (FEW, MANY)
    assert most - least < GROWTH, f"{least} MB became {most} MB"


def test_rows_are_read_as_often_as_one_likes_and_by_two_at_once() -> None:
    held = Rows()
    for number in range(2 * CHUNK + 7):
        held.add((number, ("甲", str(number))))
    assert len(held) == 2 * CHUNK + 7 and held.first(3) == tuple((n, ("甲", str(n))) for n in range(3))
    pairs = list(zip(held, held, strict=True))
    assert all(one == other for one, other in pairs) and pairs[-1][0][0] == 2 * CHUNK + 6


def test_cells_are_read_as_a_person_sees_them() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("事项名称", "实施部门", "事项类型", "d", "e", "f", "g", "h", "i", "j", "k"))
        sheet.write_row(1, 0, ("名称", "部门", "01"))
        sheet.write_datetime(1, 3, datetime(2026, 11, 22), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        sheet.write_datetime(1, 4, datetime(2026, 11, 22, 8, 30), book.add_format({"num_format": 22}))  # noqa: DTZ001
        sheet.write_number(1, 5, 46348, book.add_format({"num_format": 31}))
        sheet.write_number(1, 6, 0.15, book.add_format({"num_format": "0%"}))
        sheet.write_boolean(1, 7, True)
        sheet.write_rich_string(1, 8, "甲", book.add_format({"bold": True}), "乙")
        sheet.write_string(1, 9, "一行\n_x000D_\x01")
        sheet.write_number(1, 10, 411323000000, book.add_format({"num_format": '"共"0"月"'}))
    table = read_table(out, ITEMS.headers) if out.seek(0) == 0 else None
    assert table is not None
    ((line, cells),) = table.rows
    assert (line, cells[3:]) == (
        2,
        (
            "2026-11-22",
            "2026-11-22 08:30:00",
            "2026-11-22",
            "0.15",
            "是",
            "甲乙",
            "一行\n_x000D_\x01",
            "411323000000",
        ),
    )
    out.seek(0)
    other = python_calamine.load_workbook(out).get_sheet_by_index(0).to_python()[1]
    assert other[3] == date(2026, 11, 22) and other[8:10] == ["甲乙", "一行\n_x000D_\x01"]
