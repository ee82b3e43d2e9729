"""The six uniform elements (青海 15), as they are compared and as they are told. Pure: a document in JSON goes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bancheng.registers.catalog.rules import limit_text
from bancheng.registers.catalog.schema import Limit
from bancheng.registers.catalog.types import AUDIENCES, FORMS, UNIFORM_ELEMENTS

ELEMENTS = UNIFORM_ELEMENTS


def _requirements(value: Any) -> list[str]:
    return [row["text"].strip("。； ") for row in value]


def _audience(value: Any) -> list[str]:
    return [AUDIENCES.get(code, code) for code in sorted(value)]


def _stages(value: Any) -> list[str]:
    """What is done in which order; how many days a step takes is what a place may promise on its own."""
    names = {row["key"]: row["name"] for row in value}
    return [
        f"{row['name']}（{'、'.join(names.get(key, key) for key in row.get('after', ()))}之后）"
        if row.get("after")
        else row["name"]
        for row in value
    ]


def _materials(value: Any, describe: Callable[[str], str] = str) -> list[str]:
    """Each with its copies and its form, in one order: which paper is listed first says nothing."""
    return sorted(_material(row, describe) for row in value)


def _material(row: Mapping[str, Any], describe: Callable[[str], str]) -> str:
    told = [FORMS.get(row["form"], row["form"])]
    told += [f"原件 {row['originals']} 份"] if row.get("originals") else []
    told += [f"复印件 {row['copies']} 份"] if row.get("copies") else []
    told += ["非必要"] if row.get("necessity") == "optional" else []
    told += [f"条件 {describe(row['when'])}"] if row.get("when") else []
    return f"{row['name']}（{'，'.join(told)}）"


def _statutory(value: Any) -> list[str]:
    return [limit_text(Limit.model_validate(value))]


def _results(value: Any) -> list[str]:
    return sorted(row["name"] for row in value)


_TELLING: Mapping[str, Callable[[Any], list[str]]] = {
    "requirements": _requirements,
    "audience": _audience,
    "stages": _stages,
    "materials": _materials,
    "statutory": _statutory,
    "results": _results,
}


def told(element: str, value: Any) -> tuple[str, ...]:
    """The value of an element in words; two guides agree on it exactly when their words are the same."""
    return tuple(_TELLING[element](value))


def read_materials(value: Any, describe: Callable[[str], str]) -> list[str]:
    """The materials for people to read, their conditions in words; to compare guides, take `told`."""
    return _materials(value, describe)


def apart(here: tuple[str, ...], there: tuple[str, ...]) -> tuple[str, str]:
    """Two lists as the report shows them: what both have is left out where that leaves something of either, for eighty
    materials that agree would hide the one that does not.
    """
    mine, theirs = [row for row in here if row not in there], [row for row in there if row not in here]
    if not mine and not theirs:  # the same lines in another order
        return "；".join(here), "；".join(there)
    common = len(here) - len(mine)
    more = f"（另有 {common} 项相同）" if common else ""
    return ("；".join(mine) or "没有") + more, ("；".join(theirs) or "没有") + more
