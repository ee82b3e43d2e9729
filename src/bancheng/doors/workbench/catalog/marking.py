"""What differs within a part of a guide, entry by entry: added, taken out, changed; in the words of the editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bancheng.doors.workbench.catalog.guide.compare import PARTS, SETS, complete, differences, pruned, unordered
from bancheng.doors.workbench.catalog.guide.reading import element_name, shown

NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "materials": ("code", "name"),
    "stages": ("key",),
    "points": ("stage", "text", "when"),
    "questions": ("element",),
    "fields": ("element",),
    "results": ("name",),
    "faq": ("q",),
    "basis": ("law", "article"),
    "visit_basis": ("law", "article"),
    "requirements": ("text",),
    "special_procedures": ("kind",),
    "intermediaries": ("service", "stage"),
    "data_needs": ("resource", "provider"),
}
"""By what a row of a part is the same row in both versions."""
TITLES = ("name", "label", "text", "q", "law", "resource", "service", "element", "kind")
"""What a row is called: the first of these that it has."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry that differs. `kind`: added, removed, changed; `name` "" where the part is one value."""

    kind: str
    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A part of the guide that differs. `moved`: the same entries in another order, nothing else."""

    part: str
    label: str
    marks: tuple[Mark, ...]

    @property
    def moved(self) -> bool:
        return not self.marks


def marked(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[MarkedPart, ...]:
    """The parts that differ between two bodies or documents, in the order of the guide."""
    was, now = complete(before), complete(after)
    return tuple(
        MarkedPart(one.part, str(PARTS.get(one.part, one.part)), tuple(_marks(one.part, was, now)))
        for one in differences(before, after)
    )


def _marks(part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Mark]:
    was, now = before.get(part), after.get(part)
    if part in NAMED_BY and _tabular(was) and _tabular(now):
        yield from _rows(part, was or (), now or ())
    elif isinstance(was, Mapping) and isinstance(now, Mapping):
        yield from _fields(part, "", was, now)
    elif part in SETS and isinstance(was, list) and isinstance(now, list):
        yield from (Mark("removed", "", before=shown([one], part)) for one in was if one not in now)
        yield from (Mark("added", "", after=shown([one], part)) for one in now if one not in was)
    else:
        yield _whole(part, was, now)


def _whole(part: str, was: Any, now: Any) -> Mark:
    before, after = shown(was, part), shown(now, part)
    kind = "changed" if "—" not in (before, after) else "added" if before == "—" else "removed"
    return Mark(kind, "", "" if kind == "added" else before, "" if kind == "removed" else after)


def _rows(part: str, was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Iterator[Mark]:
    old, new = _keyed(part, was), _keyed(part, now)
    for key, row in old.items():
        if key not in new:
            yield Mark("removed", _title(row), before=shown([row], part))
        elif _plain(row) != _plain(new[key]):
            yield from _fields(part, _title(new[key]), row, new[key])
    for key, row in new.items():
        if key not in old:
            yield Mark("added", _title(row), after=shown([row], part))


def _fields(part: str, name: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Mark]:
    """A row or a value with fields: each field that differs, under the word that the editor has for it."""
    for key in [*was, *(key for key in now if key not in was)]:
        old, new = was.get(key), now.get(key)
        if unordered(pruned(old), key) != unordered(pruned(new), key):
            yield Mark("changed", name, shown({key: old}, part), shown({key: new}, part))


def _keyed(part: str, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, ...], Mapping[str, Any]]:
    """The rows by what names them; the second of the same name by its place among these."""
    found: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for row in rows:
        key = tuple(str(row.get(name, "")) for name in NAMED_BY[part])
        place = 1
        while (*key, str(place)) in found:
            place += 1
        found[(*key, str(place))] = row
    return found


def _tabular(value: Any) -> bool:
    return value is None or (isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value))


def _title(row: Mapping[str, Any]) -> str:
    name = next((name for name in TITLES if row.get(name)), "")
    return element_name(row[name]) if name == "element" else str(row.get(name, ""))


def _plain(row: Mapping[str, Any]) -> Any:
    return unordered(pruned(row), "")
