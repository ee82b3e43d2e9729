"""The catalogue desk: tree and facets with counts under the filters, and how each guide of a page stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet

from bancheng.ground.access import Actor, region_stem
from bancheng.ground.codes import ITEM_TYPES, LEVELS
from bancheng.registers.catalog.classing import WORD_KINDS, each_word
from bancheng.registers.catalog.completeness import completeness
from bancheng.registers.catalog.models import (
    Facet,
    GuideVersion,
    ImplementationItem,
    LintRow,
    LintRun,
    Nature,
)
from bancheng.registers.catalog.selectors.narrowing import drafted, found_in, last_runs, provided_facets, submitted
from bancheng.registers.catalog.selectors.staff import filtered, items_in_scope
from bancheng.registers.catalog.selectors.tree import grown
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
from bancheng.registers.organisations import selectors as organisations

MOST_FOUND = 5_000
"""Items named one by one in a statement at most."""
DRAFT = GuideVersion.State.DRAFT
BY_KIND = ("item_type", "nature", "use_level", "words")
"""In the order of their index."""
OWN = {"use_level": "行使层级", "item_type": "事项类型", "nature": "事项性质"}
YES_NO = {
    "draft": ("草稿", {"1": "有草稿", "0": "没有草稿"}),
    "submitted": ("送审", {"1": "待审核"}),
    "findings": ("质检", {"1": "有问题", "0": "没有发现问题"}),
}


def overview(actor: Actor, filters: StaffFilters) -> ItemOverview:
    """Tree and facets of the items in scope that pass the filters; the tree is counted as if no place were chosen.

    At most twelve statements and one for each facet of a room above, whatever the number of items, organs and values.
    What every item has is counted in the order of an index, what few have from their side: no statement reads the rows of
    the items themselves, but to look for words.
    """
    scope = items_in_scope(actor)
    if state := filter_text(filters.state):
        scope = scope.filter(state=state)
    few = filtered(scope, filters).order_by()
    scope, filters = _looked_up(scope, filters)
    rows, anywhere = filtered(scope, filters), filtered(scope, replace(filters, region="", organisation=None))
    rows, anywhere = rows.order_by(), anywhere.order_by()
    kinds, total = _kinds(rows)
    return ItemOverview(_tree(anywhere, filters.region), (*kinds, *_provided(rows), *_marks(few, total)))


def count_filtered(actor: Actor, filters: Sequence[StaffFilters], *, most: int) -> tuple[int, ...]:
    """How many items in scope pass each of these filters, counted up to `most` + 1. One statement for all of them, and one
    for each that asks for findings.
    """
    parts: list[str] = []
    values: list[Any] = []
    for one in filters:
        rows = filtered(items_in_scope(actor), one)
        if state := filter_text(one.state):
            rows = rows.filter(state=state)
        try:
            sql, given = rows.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
        else:
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")  # noqa: S608 - made by the ORM, values apart
            values += given
    if not parts:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return tuple(cursor.fetchone())


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


def _looked_up(
    scope: QuerySet[ImplementationItem], filters: StaffFilters
) -> tuple[QuerySet[ImplementationItem], StaffFilters]:
    """Words are looked for once, and each statement starts from the items they are in; where these are too many to be named,
    each looks for them by itself and goes on in its index.
    """
    if not filter_text(filters.q):
        return scope, filters
    matching = filtered(scope, StaffFilters(q=filters.q)).order_by()
    found = list(matching.values_list("pk", flat=True)[: MOST_FOUND + 1])
    keys: Any = found if len(found) <= MOST_FOUND else matching.values("pk")
    return scope.filter(pk__in=keys), replace(filters, q="")


def _tree(rows: QuerySet[ImplementationItem], chosen: str) -> tuple[RegionBranch, ...]:
    """The branches down to the chosen region; its organs are named there, or where there is but one region."""
    branches, opened = grown(dict(rows.values_list("region").annotate(n=Count("pk"))), filter_text(chosen, 12))
    names = organisations.names(code for code, _count, _depth in branches)
    organs = _organs(rows.filter(region=opened)) if opened else ()
    return tuple(
        RegionBranch(code, names.get(code, code), count, organs if code == opened else (), depth)
        for code, count, depth in branches
    )


def _organs(rows: QuerySet[ImplementationItem]) -> tuple[OrganBranch, ...]:
    named = rows.order_by("organisation__name", "organisation").values_list("organisation", "organisation__name")
    return tuple(OrganBranch(*row) for row in named.annotate(n=Count("pk")))


def _kinds(rows: QuerySet[ImplementationItem]) -> tuple[tuple[DeskFacet, ...], int]:
    """What the item itself says of its kind, and the words of its guide, all counted over their combinations; and of how
    many items.
    """
    counted: dict[str, Counter[str]] = {key: Counter() for key in (*WORD_KINDS, *OWN)}
    total = 0
    for kind, nature, level, words, n in rows.values_list(*BY_KIND).annotate(n=Count("pk")):
        for key, code in (("item_type", kind), ("nature", nature), ("use_level", level), *each_word(words)):
            if key in counted:
                counted[key][code] += n
        total += n
    natures = dict(Nature.objects.order_by("order", "code").values_list("code", "label"))
    own = {"use_level": LEVELS, "item_type": {code: kind.name for code, kind in ITEM_TYPES.items()}, "nature": natures}
    named = _named_words()
    words_first = [_facet(kind, FACET_KINDS[kind], named[kind], counted[kind]) for kind in WORD_KINDS]
    return (*words_first, *(_facet(key, label, own[key], counted[key]) for key, label in OWN.items())), total


def _named_words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {kind: {} for kind in WORD_KINDS}
    named = Facet.objects.filter(kind__in=WORD_KINDS).order_by("order", "pk").values_list("kind", "code", "label")
    for kind, code, label in named:
        words[kind][code] = label
    return words


def _provided(rows: QuerySet[ImplementationItem]) -> Iterator[DeskFacet]:
    """Counted from the side of the room above: its rows are narrow, and every item has at most one."""
    for facet in provided_facets():
        relation, _, column = facet.path.rpartition("__")
        link = ImplementationItem._meta.get_field(relation)
        having = link.related_model._default_manager.order_by()  # type: ignore[union-attr]
        if rows.query.where:
            having = having.filter(**{f"{link.remote_field.name}__in": rows.values("pk")})  # type: ignore[union-attr]
        counts = having.values_list(column).annotate(n=Count("pk"))
        yield _facet(facet.key, facet.label, facet.words(), {str(code): n for code, n in counts})


def _marks(rows: QuerySet[ImplementationItem], total: int) -> Iterator[DeskFacet]:
    """What an item has or has not: those that have it are counted, the others are the rest."""
    marked = {
        "draft": rows.filter(pk__in=drafted()),
        "submitted": rows.filter(pk__in=submitted(), cancelled_on=None),
        "findings": rows.filter(pk__in=found_in(last_runs())),
    }
    for key, (label, words) in YES_NO.items():
        n = marked[key].count()
        yield _facet(key, label, words, {"1": n, "0": total - n})


def _facet(key: str, label: str, words: Mapping[str, str], counts: Mapping[str, int]) -> DeskFacet:
    found = [(code, str(words[code]), n) for code, n in counts.items() if n and code in words]
    return DeskFacet(key, label, tuple(sorted(found, key=lambda one: (-one[2], one[0]))))


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
