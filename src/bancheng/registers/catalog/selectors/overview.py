"""The catalogue desk: tree and facets with counts under the filters, and how each guide of a page stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast

from bancheng.ground.access import Actor, region_stem
from bancheng.ground.codes import ITEM_TYPES, LEVELS
from bancheng.registers.catalog.completeness import completeness
from bancheng.registers.catalog.models import (
    Facet,
    GuideVersion,
    ImplementationItem,
    LintRow,
    LintRun,
    Nature,
    SearchFacet,
)
from bancheng.registers.catalog.selectors.narrowing import WORD_KINDS, drafted, last_runs, provided_facets, wrong
from bancheng.registers.catalog.selectors.staff import filtered, items_in_scope
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import (
    FACET_KINDS,
    DeskFacet,
    ItemOverview,
    ItemStanding,
    OrganBranch,
    RegionBranch,
    StaffFilters,
    StaffItem,
)

DRAFT = GuideVersion.State.DRAFT
OWN = {"use_level": "行使层级", "item_type": "事项类型", "nature": "事项性质"}
YES_NO = {
    "draft": ("草稿", {"1": "有草稿", "0": "没有草稿"}),
    "findings": ("质检", {"1": "有问题", "0": "没有发现问题"}),
}


def overview(actor: Actor, filters: StaffFilters) -> ItemOverview:
    """Tree and facets of the items in scope that pass the filters; the tree is counted as if no place were chosen.

    Six statements, whatever the number of facets.
    """
    scope = items_in_scope(actor)
    if state := filter_text(filters.state):
        scope = scope.filter(state=state)
    rows, anywhere = filtered(scope, filters), filtered(scope, replace(filters, region="", organisation=None))
    return ItemOverview(_tree(anywhere, filters.region), (*_words(rows), *_columns(rows)))


def standings_of(items: Sequence[StaffItem]) -> Mapping[int, ItemStanding]:
    """How the guide of each item stands: completeness, and what the newest examination found. Three statements."""
    keys = [item.id for item in items]
    found = _bodies(keys)
    runs = last_runs()
    chosen = {item.id: next((run.pk for run in runs if _covers(run, item)), None) for item in items}
    counts = _findings(keys, {run for run in chosen.values() if run is not None})
    standings = {}
    for item in items:
        run, body = chosen[item.id], found.get(item.id)
        every, blocking = counts.get((item.id, run or 0), (0, 0))
        told = completeness(body) if body is not None else None
        standings[item.id] = ItemStanding(told, None if run is None else every, blocking)
    return standings


def _tree(rows: QuerySet[ImplementationItem], chosen: str) -> tuple[RegionBranch, ...]:
    """Regions in the order of their codes; organs are named in the chosen one, or where there is but one region."""
    named = rows.order_by("region", "organisation__name", "organisation")
    counted = named.values_list("region", "region__name", "organisation", "organisation__name").annotate(n=Count("pk"))
    regions: dict[str, tuple[str, list[OrganBranch]]] = {}
    for code, name, organ, organ_name, n in counted:
        regions.setdefault(code, (name, []))[1].append(OrganBranch(organ, organ_name, n))
    return tuple(
        RegionBranch(
            code,
            name,
            sum(organ.count for organ in organs),
            tuple(organs) if code == chosen or len(regions) == 1 else (),
        )
        for code, (name, organs) in regions.items()
    )


def _words(rows: QuerySet[ImplementationItem]) -> tuple[DeskFacet, ...]:
    """Themes, life events and groups of the guides in force."""
    keys = rows.order_by().annotate(entry_key=Cast("pk", CharField())).values("entry_key")
    listed = SearchFacet.objects.filter(kind__in=WORD_KINDS, entry__kind="item", entry__key__in=keys)
    counts = {
        (kind, code): n for kind, code, n in listed.values_list("kind", "code").annotate(n=Count("pk")).order_by()
    }
    named = Facet.objects.filter(kind__in=WORD_KINDS).order_by("order", "pk").values_list("kind", "code", "label")
    words: dict[str, dict[str, str]] = {kind: {} for kind in WORD_KINDS}
    for kind, code, label in named:
        words[kind][code] = label
    return tuple(
        _facet(kind, FACET_KINDS[kind], words[kind], {code: n for (of, code), n in counts.items() if of == kind})
        for kind in WORD_KINDS
    )


def _columns(rows: QuerySet[ImplementationItem]) -> tuple[DeskFacet, ...]:
    """What an item has one value of, all counted in one statement over their combinations."""
    provided = provided_facets()
    values = {**{name: name for name in OWN}, "draft": "has_draft", "findings": "has_findings"}
    values |= {facet.key: facet.path for facet in provided}
    marked = rows.order_by().annotate(has_draft=drafted(), has_findings=wrong(last_runs()))
    counted: dict[str, Counter[str]] = {key: Counter() for key in values}
    for *combination, n in marked.values_list(*values.values()).annotate(n=Count("pk")):
        for key, value in zip(values, combination, strict=True):
            counted[key][_code(value)] += n
    natures = dict(Nature.objects.order_by("order", "code").values_list("code", "label"))
    own = {"use_level": LEVELS, "item_type": {code: kind.name for code, kind in ITEM_TYPES.items()}, "nature": natures}
    return (
        *(_facet(key, label, own[key], counted[key]) for key, label in OWN.items()),
        *(_facet(facet.key, facet.label, facet.words(), counted[facet.key]) for facet in provided),
        *(_facet(key, label, words, counted[key]) for key, (label, words) in YES_NO.items()),
    )


def _facet(key: str, label: str, words: Mapping[str, str], counts: Mapping[str, int]) -> DeskFacet:
    found = [(code, str(words[code]), n) for code, n in counts.items() if n and code in words]
    return DeskFacet(key, label, tuple(sorted(found, key=lambda one: (-one[2], one[0]))))


def _code(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _bodies(keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The draft of each item, else the text in force."""
    rows = GuideVersion.objects.filter(Q(state=DRAFT) | Q(current_of__isnull=False), item__in=keys)
    found: dict[int, dict[str, Any]] = {}
    for item, state, body in rows.order_by("number").values_list("item", "state", "body"):
        if state == DRAFT or item not in found:
            found[item] = body
    return found


def _covers(run: LintRun, item: StaffItem) -> bool:
    within = item.region_code.startswith(region_stem(run.region_id))
    return within and run.organisation_id in (None, item.organisation_id)


def _findings(keys: Sequence[int], runs: set[int]) -> dict[tuple[int, int], tuple[int, int]]:
    if not runs:
        return {}
    rows = LintRow.objects.filter(item__in=keys, run__in=runs).order_by().values_list("item", "run")
    counted = rows.annotate(every=Count("pk"), blocking=Count("pk", filter=Q(severity="block")))
    return {(item, run): (every, blocking) for item, run, every, blocking in counted}
