"""Six elements of one matter, compared over a province: where a guide says something else than the reference (CAT-05)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform

from bancheng.ground.access import region_stem
from bancheng.registers.catalog.inheritance.uniform import ELEMENTS, apart, told
from bancheng.registers.catalog.models import BasicItem, ImplementationItem
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import Deviation, DeviationPage

RANKS = ("province", "city", "county", "town", "village")
CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Guide:
    """One guide in force, with its six elements in words."""

    item_id: int
    basic: tuple[str, str]
    organ: str
    region: tuple[str, str]
    rank: int
    values: dict[str, tuple[str, ...]]


def deviations(
    *, province: str, region: str = "", element: str = "", q: str = "", after: str = ""
) -> Iterator[Deviation]:
    """Every deviation in a province (two digits), matter by matter in the order of their codes; streamed: one statement for
    the ids, one for each 500 guides, so that neither side ever holds or sorts the documents of a province.

    The reference of a matter is the guide of the organ of the highest level, where there is just one of that level; else
    for each element what most guides say. `region` narrows to the guides of a subtree (they are still compared with all),
    `element` to one of ELEMENTS, `q` to names or codes; `after` is the code of the last matter already read.
    """
    stem, wanted = region_stem(region) if region else "", [element] if element in ELEMENTS else list(ELEMENTS)
    words: dict[tuple[str, str], tuple[str, ...]] = {}
    guides = (_guide(row, words) for row in _rows(province, q, after, wanted))
    for _, group in groupby(guides, key=lambda guide: guide.basic[0]):
        words.clear()  # equal values stand in the same matter; the guide before the first of the next is told again
        yield from _of_matter(list(group), wanted, stem)


def deviation_page(
    *, province: str, region: str = "", element: str = "", q: str = "", after: str = "", size: int = 50
) -> DeviationPage:
    """Deviations of whole matters until there are `size` of them; a matter is never divided between two pages."""
    rows: list[Deviation] = []
    found = deviations(province=province, region=region, element=element, q=q, after=filter_text(after, 12))
    for code, group in groupby(found, key=lambda one: one.basic_code):
        if len(rows) >= size:
            return DeviationPage(tuple(rows), rows[-1].basic_code)
        rows += group
        assert rows[-1].basic_code == code
    return DeviationPage(tuple(rows))


def _rows(province: str, q: str, after: str, wanted: Sequence[str]) -> Iterator[Any]:
    """The guides in force of matters (also with national codes) that at least two organs of the province offer; of each
    document only what is compared.
    """
    place = filter_text(province, 2) or "-"
    here = Q(implementations__state=ImplementationItem.State.PUBLISHED, implementations__region__code__startswith=place)
    offered = Count("implementations", filter=here)
    matters = BasicItem.objects.filter(code__gt=after)
    for word in filter_text(q).split()[:5]:
        matters = matters.filter(Q(name__icontains=word) | Q(code__startswith=word))
    shared = matters.annotate(offered=offered).filter(offered__gte=2).values("pk")
    items = ImplementationItem.objects.filter(
        basic__in=shared,
        state=ImplementationItem.State.PUBLISHED,
        current__isnull=False,
        region__code__startswith=place,
    )
    keys = list(items.order_by("basic__code", "region_id", "pk").values_list("pk", flat=True))
    parts = {f"part_{name}": KeyTextTransform(name, "current__document") for name in wanted}
    plain = ("pk", "basic__code", "basic__name", "organisation__name", "region_id", "region__name", "region__level")
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = {row["pk"]: row for row in ImplementationItem.objects.filter(pk__in=chunk).values(*plain, **parts)}
        yield from (found[key] for key in chunk if key in found)


def _guide(row: dict[str, Any], words: dict[tuple[str, str], tuple[str, ...]]) -> _Guide:
    values = {}
    for name in ELEMENTS:
        if f"part_{name}" in row:
            key = (name, row[f"part_{name}"])  # as the database keeps it: equal texts are read and told only once
            if key not in words:
                words[key] = told(name, json.loads(key[1]))
            values[name] = words[key]
    return _Guide(
        item_id=row["pk"],
        basic=(row["basic__code"], row["basic__name"]),
        organ=row["organisation__name"],
        region=(row["region_id"], row["region__name"]),
        rank=RANKS.index(row["region__level"]),
        values=values,
    )


def _of_matter(guides: list[_Guide], wanted: Sequence[str], stem: str) -> Iterator[Deviation]:
    highest = min(guide.rank for guide in guides)
    above = [guide for guide in guides if guide.rank == highest]
    leader = above[0] if len(above) == 1 else None
    for name in wanted:
        reference = leader or _most_common(guides, name)
        for guide in guides:
            if guide.values[name] != reference.values[name] and guide.region[0].startswith(stem):
                yield _deviation(guide, reference, name, by_rank=leader is not None)


def _most_common(guides: list[_Guide], name: str) -> _Guide:
    """One of those that say what most say; among equals the one that comes first by region."""
    most = Counter(guide.values[name] for guide in guides).most_common(1)[0][0]
    return next(guide for guide in guides if guide.values[name] == most)


def _deviation(guide: _Guide, reference: _Guide, name: str, *, by_rank: bool) -> Deviation:
    here, there = apart(guide.values[name], reference.values[name])
    return Deviation(
        basic_code=guide.basic[0],
        basic_name=guide.basic[1],
        element=name,
        label=ELEMENTS[name],
        item_id=guide.item_id,
        organ=guide.organ,
        region_code=guide.region[0],
        region_name=guide.region[1],
        here=here,
        there=there,
        by_rank=by_rank,
        reference_item=reference.item_id,
        reference_region=reference.region[1],
    )
