"""Small tables typed as lines: 法规名称 | 条款 | 原文. What goes out comes back the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

BAR = "|"
WIDE_BAR = "｜"


def lines_of(rows: Iterable[dict[str, Any]] | None, names: tuple[str, ...]) -> str:
    """One line a row, its values joined by bars, empty ones at the end left out."""
    return "\n".join(_line([str(row.get(name, "") or "") for name in names]) for row in rows or ())


def rows_of(text: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of such lines; a value that is empty is left out. Bars of either width divide."""
    rows = []
    for line in text.splitlines():
        values = [value.strip() for value in line.replace(WIDE_BAR, BAR).split(BAR, len(names) - 1)]
        row = {name: value for name, value in zip(names, values, strict=False) if value}
        if row:
            rows.append(row)
    return rows


def words_of(text: str) -> list[str]:
    """Words typed with spaces, commas or 、 between them, each once."""
    for mark in "，、；;,\n\t":
        text = text.replace(mark, " ")
    return list(dict.fromkeys(text.split()))


def paragraphs(text: str) -> list[str]:
    """One entry a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _line(values: list[str]) -> str:
    clean = [" ".join(value.replace(BAR, WIDE_BAR).split()) for value in values]
    while clean and not clean[-1]:
        clean.pop()
    return f" {BAR} ".join(clean)
