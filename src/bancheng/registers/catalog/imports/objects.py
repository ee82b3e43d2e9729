"""JSON Lines as a table: one object a line, its keys the columns in the order in which they first come (RFC 8259, jsonlines.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bancheng.ground.law import Refused

DEEPEST = 4


def read_objects(
    lines: Iterable[str], places: dict[str, int], *, most_columns: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells) of each object; `places` learns the columns on the way, so that early rows may be shorter than late ones.

    An object within becomes columns `a.b`, a list one item a line of its cell.
    Raises `Refused`: import.json (which line, and why), import.size.
    """
    for line, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        values = dict(_flat(_object(raw, line), "", 0))
        for key in values:
            places.setdefault(key, len(places))
        if len(places) > most_columns:
            raise Refused("import.size", f"第 {line} 行起超过 {most_columns} 个不同的字段，请检查文件。")
        yield line, tuple(values.get(key, "") for key in places)


def _object(raw: str, line: int) -> Mapping[str, Any]:
    try:
        value = json.loads(raw, object_pairs_hook=_pairs)
    except (ValueError, RecursionError) as error:
        why = "同一个字段出现了两次" if isinstance(error, _Twice) else "不是完整的 JSON 对象"
        raise Refused("import.json", f"第 {line} 行{why}，请改正后重新上传；每行应当是一个对象。") from error
    if not isinstance(value, dict):
        raise Refused("import.json", f"第 {line} 行不是 JSON 对象，请改成每行一个对象后重新上传。")
    return value


class _Twice(ValueError):
    """A key stands twice in one object: one of the two would be lost."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Twice
    return made


def _flat(value: Mapping[str, Any], above: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        name = f"{above}{key}"
        if isinstance(inner, dict) and depth < DEEPEST:
            yield from _flat(inner, f"{name}.", depth + 1)
        else:
            yield name, _text(inner)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "\n".join(" ".join(str(one).split()) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
