"""Whether a row may go out: required columns filled, lengths kept, codes among those agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bancheng.registers.catalog.interchange.national.columns import CODES, TABLES, Column


def faults(table: str, row: Mapping[str, Any]) -> Iterator[str]:
    """Each thing wrong with a row, in Chinese, by its column."""
    for column in TABLES[table]:
        value = row.get(column.name, "")
        why = _fault(column, value)
        if why:
            yield f"{table}.{column.name}（{column.meaning}）{why}"
    for name in row.keys() - {column.name for column in TABLES[table]}:
        yield f"{table} 没有 {name} 这一列"


def _fault(column: Column, value: Any) -> str:
    if value is None or value == "":
        return "必填，没有内容" if column.required else ""
    if column.kind in {"int", "bigint"}:
        whole = str(value)
        fits = whole.isascii() and whole.isdigit() and int(whole) <= column.longest
        if not fits:
            return "应当是不超过范围的整数"
    elif column.longest and len(str(value)) > column.longest:
        return f"超过 {column.longest} 个字"
    codes = CODES.get(column.name)
    return f"的代码 {value} 不在代码表中" if codes and str(value) not in codes else ""
