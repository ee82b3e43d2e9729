"""Six elements of one matter, compared over a province: where a guide says something else than the reference (CAT-05)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform

from bancheng.registers.catalog.inheritance.describing import PARTS, describer
from bancheng.registers.catalog.inheritance.uniform import ELEMENTS, apart, conditional, read_materials, told
from bancheng.registers.catalog.models import BasicItem, ImplementationItem

RANKS = ("province", "city", "county", "town", "village")
CHUNK = 500
MATERIALS = "materials"

Words = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Apart:
    """One element in which the guide of `item` says something else than that of `reference`; both in words."""

    basic: int
    item: int
    reference: int
    element: str
    here: str
    there: str
    by_rank: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter that was compared: how many guides of it, and where they are apart."""

    guides: int
    found: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class _Guide:
    """One guide in force, with its six elements in words."""

    item: int
    basic: int
    rank: int
    values: dict[str, tuple[str, ...]]


def keys_of(province: str) -> list[int]:
    """The items with a guide in force, of matters (also with national codes) that at least two organs of the province
    (two digits) offer: those of a matter stand together, in the order of the codes. One statement.
    """
    here = Q(implementations__state=ImplementationItem.State.PUBLISHED)
    here &= Q(implementations__region__code__startswith=province)
    shared = BasicItem.objects.annotate(offered=Count("implementations", filter=here)).filter(offered__gte=2)
    items = ImplementationItem.objects.filter(
        basic__in=shared.values("pk"),
        state=ImplementationItem.State.PUBLISHED,
        current__isnull=False,
        region__code__startswith=province,
    )
    return list(items.order_by("basic__code", "region_id", "pk").values_list("pk", flat=True))


def compared(keys: list[int]) -> Iterator[Matter]:
    """The matters of `keys_of`, one after the other. Streamed: one statement for each 500 guides, and one for a matter whose
    deviating materials hang on conditions, so that neither side ever holds or sorts the documents of a province.

    The reference of a matter is the guide of the organ of the highest level, where there is just one of that level; else
    for each element what most guides say.
    """
    words: Words = {}
    guides = (_guide(row, words) for row in read(keys))
    for _, group in groupby(guides, key=lambda guide: guide.basic):
        words.clear()  # equal values stand in the same matter; the guide before the first of the next is told again
        matter = list(group)
        yield Matter(len(matter), tuple(_said(list(_of_matter(matter)))))


def read(keys: list[int]) -> Iterator[dict[str, Any]]:
    """The guides of these items, in this order; of each document only what is compared."""
    parts = {f"part_{name}": KeyTextTransform(name, "current__document") for name in ELEMENTS}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        items = ImplementationItem.objects.filter(pk__in=chunk, current__isnull=False, basic__isnull=False)
        rows: Iterable[Any] = items.values("pk", "basic", "region__level", **parts)
        found = {row["pk"]: row for row in rows}
        yield from (found[key] for key in chunk if key in found)


def _guide(row: dict[str, Any], words: Words) -> _Guide:
    values = {}
    for name in ELEMENTS:
        key = (name, row[f"part_{name}"])  # as the database keeps it: equal texts are read and told only once
        if key not in words:
            words[key] = told(name, json.loads(key[1]))
        values[name] = words[key]
    return _Guide(row["pk"], row["basic"], RANKS.index(row["region__level"]), values)


def _of_matter(guides: list[_Guide]) -> Iterator[tuple[_Guide, _Guide, str, bool]]:
    """Guide, reference, element, and whether the reference is one by rank; in the order of the elements."""
    highest = min(guide.rank for guide in guides)
    above = [guide for guide in guides if guide.rank == highest]
    leader = above[0] if len(above) == 1 else None
    for name in ELEMENTS:
        reference = leader or _most_common(guides, name)
        for guide in guides:
            if guide.values[name] != reference.values[name]:
                yield guide, reference, name, leader is not None


def _most_common(guides: list[_Guide], name: str) -> _Guide:
    """One of those that say what most say; among equals the one that comes first by region."""
    most = Counter(guide.values[name] for guide in guides).most_common(1)[0][0]
    return next(guide for guide in guides if guide.values[name] == most)


def _said(found: list[tuple[_Guide, _Guide, str, bool]]) -> Iterator[Apart]:
    """Each deviation in words, conditions too."""
    hanging = {
        guide.item
        for pair in found
        if pair[2] == MATERIALS and any(conditional(guide.values[MATERIALS]) for guide in pair[:2])
        for guide in pair[:2]
    }
    lines = _lines(hanging)
    for guide, reference, name, by_rank in found:
        said = None
        if name == MATERIALS and guide.item in lines and reference.item in lines:
            said = (lines[guide.item], lines[reference.item])
        here, there = apart(guide.values[name], reference.values[name], said=said)
        yield Apart(guide.basic, guide.item, reference.item, name, here, there, by_rank)


def _lines(guides: Iterable[int]) -> dict[int, list[str]]:
    """The materials of these items for people to read, in the order in which they were compared."""
    wanted = sorted(guides)
    parts = {f"part_{name}": KeyTextTransform(name, "current__document") for name in (MATERIALS, *PARTS)}
    found = {}
    for start in range(0, len(wanted), CHUNK):
        items = ImplementationItem.objects.filter(pk__in=wanted[start : start + CHUNK], current__isnull=False)
        rows: Iterable[Any] = items.values("pk", **parts)
        for row in rows:
            document = {name: json.loads(row[f"part_{name}"]) for name in (MATERIALS, *PARTS)}
            found[row["pk"]] = read_materials(document[MATERIALS], describer(document))
    return found
