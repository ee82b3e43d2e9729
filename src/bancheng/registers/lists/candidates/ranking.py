"""The ranking of candidates: what the rooms above count, what was entered by hand, how many offer it and for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q

from bancheng.ground.access import Actor, region_stem
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ItemFacts
from bancheng.registers.lists.authority import VIEW
from bancheng.registers.lists.candidates.rules import Factor, cross_figures, largest, once_figures, parts, score
from bancheng.registers.lists.models import ItemDepth, ItemMode, ItemYear, UnitList, UnitListEntry
from bancheng.registers.lists.types.candidates import Candidate, Counts, Figure, Ranking, VolumeProvider
from bancheng.registers.lists.types.once import MODES
from bancheng.registers.organisations import selectors as organisations

ONCE, CROSS = "once", "cross"
LARGEST = 50_000
"""Ranks told at once; a sheet has no more."""
BATCH = 500
ONCE_FACTORS = (("volume", "办件量"), ("attention", "关注度"), ("breadth", "涉及面"))
CROSS_FACTORS = (
    *(("complaints", "反映最强烈"), ("wishes", "最渴望解决"), ("frequency", "办事频率"), ("volume", "办件量")),
)
RULES = {ONCE: ("candidate", ONCE_FACTORS), CROSS: ("cross", CROSS_FACTORS)}

_providers: dict[str, VolumeProvider] = {}


def provide_volumes(name: str) -> Callable[[VolumeProvider], VolumeProvider]:
    """Register, in a room's `providers.py`, what it counts of items; `name` is that room."""

    def register(provider: VolumeProvider) -> VolumeProvider:
        _providers[name] = provider
        return provider

    return register


def counts_of(region: str, year: int) -> Mapping[int, Counts]:
    """By item id, what happened in a year in a region with all below it: every provider, and what was entered by hand."""
    found = defaultdict(Counts, counted_between(region, date(year, 1, 1), date(year, 12, 31)))
    entered = ItemYear.objects.filter(year=year, item__region__code__startswith=region_stem(region))
    for row in entered:
        found[row.item_id] += Counts(row.cases, row.people, row.attention, row.complaints, row.elsewhere)
    return found


def counted_between(region: str, since: date, until: date) -> dict[int, Counts]:
    """By item id, what the rooms above count in a region with all below it, both days included."""
    found: defaultdict[int, Counts] = defaultdict(Counts)
    for name in sorted(_providers):
        for item, counted in _providers[name](region, since, until).items():
            found[item] += counted
    return dict(found)


def factors(kind: str, region: str) -> tuple[Factor, ...]:
    """What candidates are compared by, with the weights of the locality."""
    prefix, words = RULES[kind]
    return tuple(Factor(key, label, int(organisations.rule(f"lists.{prefix}_{key}", region))) for key, label in words)


def candidates(
    actor: Actor,
    *,
    region: str,
    year: int,
    kind: str = ONCE,
    organisation: int | None = None,
    open_only: bool = False,
    size: int = LARGEST,
) -> Ranking:
    """Items in the actor's scope with a guide in force, ranked; equal scores by id. `kind`: once or cross.

    The figures are measured against the largest in the whole region, so that a department sees where it stands in it.
    `open_only` leaves out what stands on a delivered list already. Of all only the figures are held; the first `size` are told.
    """
    wanted = factors(kind, region)
    keys = list(catalog.item_keys(where=Q(state="published"), region=region))
    figures = _figures(kind, region, keys, counts_of(region, year))
    most = largest(figures.values(), wanted)
    mine = set(organisations.organisations_within(actor, VIEW).values_list("pk", flat=True))
    listed = set(_listed(region))
    scores = {
        item: score(parts(figures[item], wanted, most))
        for item, _, organ in keys
        if organ in mine and organisation in {None, organ} and not (open_only and item in listed)
    }
    order = sorted(scores, key=lambda item: (-scores[item], item))[:size]
    told = {item: _told(figures[item], wanted, most) for item in order}
    return Ranking(_candidates(order, scores, told, listed), len(scores))


def _told(row: Mapping[str, int], wanted: tuple[Factor, ...], most: Mapping[str, int]) -> tuple[Figure, ...]:
    given = zip(wanted, parts(row, wanted, most), strict=True)
    return tuple(Figure(factor.label, row[factor.key], factor.weight, part) for factor, part in given)


def _candidates(
    order: Sequence[int], scores: Mapping[int, float], told: Mapping[int, tuple[Figure, ...]], listed: Collection[int]
) -> tuple[Candidate, ...]:
    """What is shown of the items, in the order of their ranks."""
    facts: dict[int, ItemFacts] = {}
    modes: dict[int, str] = {}
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        facts |= {one.id: one for one in catalog.item_facts(items=batch)}
        modes |= dict(ItemMode.objects.filter(item__in=batch).values_list("item", "mode"))
    return tuple(
        Candidate(
            rank=rank,
            item_id=item,
            name=facts[item].name,
            organisation_id=facts[item].organisation_id,
            organ=facts[item].organ,
            score=scores[item],
            figures=told[item],
            mode=modes.get(item, ""),
            mode_label=MODES.get(modes.get(item, ""), ""),
            listed=item in listed,
        )
        for rank, item in enumerate(order, start=1)
    )


def _figures(
    kind: str, region: str, keys: Sequence[tuple[int, str, int]], counts: Mapping[int, Counts]
) -> dict[int, dict[str, int]]:
    none = Counts()
    if kind == CROSS:
        return {item: cross_figures(counts.get(item, none)) for item, _, _ in keys}
    offered = Counter(code for _, code, _ in keys if code)
    depths = ItemDepth.objects.filter(item__region__code__startswith=region_stem(region))
    groups = dict(depths.values_list("item", "groups"))
    return {
        item: once_figures(counts.get(item, none), max(1, offered[code]) + groups.get(item, 0))
        for item, code, _ in keys
    }


def _listed(region: str) -> list[int]:
    rows = UnitListEntry.objects.filter(
        list__state=UnitList.State.DELIVERED, item__region__code__startswith=region_stem(region)
    )
    return list(rows.values_list("item", flat=True))
