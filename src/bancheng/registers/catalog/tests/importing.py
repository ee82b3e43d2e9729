"""A stranger's table for the tests of imports: a good row, the file of some, and what became of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ImportRow, ImportRun
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM

HEADER = (
    "事项名称",
    "实施部门",
    "事项类型",
    "基本编码",
    "地方实施编码",
    "行政区划代码",
    "统一社会信用代码",
    "主项名称",
)
GOOD = (
    "食品经营许可",
    "西峡县市场监督管理局",
    "行政许可",
    "410100007000",
    "511A01",
    COUNTY,
    "11411323MB1912345E",
    "食品经营许可",
)


def row(**changes: str) -> tuple[str, ...]:
    names = ("name", "department", "item_type", "basic_code", "local_code", "region", "uscc", "main_item")
    return tuple(changes.get(name, value) for name, value in zip(names, GOOD, strict=True))


def as_csv(*rows: tuple[str, ...], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode(encoding)


def upload(content: bytes, name: str = "items.csv", *, by: Any = PLATFORM, region: str = "") -> ImportRun:
    return services.upload_import(stream=io.BytesIO(content), file_name=name, region=region, by=by)


def take(content: bytes, name: str = "items.csv", *, region: str = "", **more: Any) -> ImportRun:
    return services.run_import(run=upload(content, name, region=region), by=PLATFORM, **more)


def told(run: ImportRun) -> list[tuple[str, set[str]]]:
    """Outcome and reason codes, row by row."""
    rows = ImportRow.objects.filter(run=run).order_by("line")
    return [(one.outcome, {reason["code"] for reason in one.reasons}) for one in rows]


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()
