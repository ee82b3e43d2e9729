"""The six uniform elements (青海 15), as they are compared and as they are told. Pure: a document in JSON goes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bancheng.registers.catalog.rules import limit_text
from bancheng.registers.catalog.schema import Limit
from bancheng.registers.catalog.types import AUDIENCES, FORMS, UNIFORM_ELEMENTS

ELEMENTS = UNIFORM_ELEMENTS
WHEN = "条件 "


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


def _materials(value: Any) -> list[str]:
    """Each with its copies and its form, in one order: which paper is listed first says nothing."""
    return sorted(_material(row, str) for row in value)


def _material(row: Mapping[str, Any], describe: Callable[[str], str]) -> str:
    told = [FORMS.get(row["form"], row["form"])]
    told += [f"原件 {row['originals']} 份"] if row.get("originals") else []
    told += [f"复印件 {row['copies']} 份"] if row.get("copies") else []
    told += ["非必要"] if row.get("necessity") == "optional" else []
    told += [f"{WHEN}{describe(row['when'])}"] if row.get("when") else []
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
    """The materials for people to read, line by line as in `told`, their conditions in words."""
    return [_material(row, describe) for row in sorted(value, key=lambda row: _material(row, str))]


def conditional(lines: Iterable[str]) -> bool:
    """Whether any of these materials is asked for under a condition."""
    return any(WHEN in line for line in lines)


def apart(
    here: Sequence[str], there: Sequence[str], *, said: tuple[Sequence[str], Sequence[str]] | None = None
) -> tuple[str, str]:
    """Two lists as the report shows them: what both have is left out where that leaves something of either, for eighty
    materials that agree would hide the one that does not.

    `said`: the same lines in the words that people read. Where two lines differ in how a condition is written alone, and
    read the same, they are shown as they are written.
    """
    mine = [place for place, row in enumerate(here) if row not in there]
    theirs = [place for place, row in enumerate(there) if row not in here]
    if not mine and not theirs:  # the same lines in another order
        return "；".join(here), "；".join(there)
    common = len(here) - len(mine)
    more = f"（另有 {common} 项相同）" if common else ""
    for mine_said, theirs_said in filter(None, (said, (here, there))):
        told = (_joined(mine_said, mine) + more, _joined(theirs_said, theirs) + more)
        if told[0] != told[1]:
            break
    return told


def _joined(lines: Sequence[str], places: Iterable[int]) -> str:
    return "；".join(lines[place] for place in places) or "没有"
