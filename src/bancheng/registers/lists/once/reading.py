"""Modes and the negative list as staff read them, within their scope."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from bancheng.ground.access import Actor, region_stem
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ItemFacts
from bancheng.registers.lists.authority import EDIT, VIEW, item_for
from bancheng.registers.lists.depths.keeping import read_depth
from bancheng.registers.lists.models import ItemDepth, ItemMode, NegativeEntry
from bancheng.registers.lists.once import rules
from bancheng.registers.lists.types.once import MODES, ModeLine, ModePage, NegativeView
from bancheng.registers.organisations import selectors as organisations

LARGEST = 200
UNCONFIRMED = "none"


def mode_page(
    actor: Actor,
    *,
    q: str = "",
    organisation: int | None = None,
    region: str = "",
    mode: str = "",
    after: int = 0,
    size: int = 50,
) -> ModePage:
    """Items in the actor's scope with their modes, by rising id. `mode`: one of MODES, `none` for items not yet confirmed."""
    where = ~Q(state="cancelled")
    if organisation is not None:
        where &= Q(organisation=organisation)
    for word in q.replace("\x00", " ").split()[:5]:
        where &= Q(name__icontains=word)
    counts = {
        key: catalog.count_items(where=where & _of_mode(key), actor=actor, action=VIEW, region=region)
        for key in (*MODES, UNCONFIRMED)
    }
    chosen = where & _of_mode(mode)
    count = max(1, min(size, LARGEST))
    found = catalog.item_facts(
        where=chosen, actor=actor, action=VIEW, region=region, after=max(after, 0), size=count + 1
    )
    cursor = str(found[count - 1].id) if len(found) > count else ""
    return ModePage(_lines(found[:count]), counts, cursor)


def mode_line(actor: Actor, item: int, *, action: str = VIEW) -> ModeLine:
    """One item. Raises AccessDenied: not visible when it is absent or out of scope."""
    return _lines([item_for(actor, action, item)])[0]


def negative_history(actor: Actor, item: int) -> tuple[NegativeView, ...]:
    """Every stay of an item on the negative list, the newest first. Raises AccessDenied."""
    item_for(actor, VIEW, item)
    rows = _negative().filter(item=item).order_by("-entered_on", "-pk")
    return tuple(_view(row) for row in rows)


def negative_entries(region: str, *, left: bool = False) -> tuple[NegativeView, ...]:
    """The negative list of a region with all below it; `left`: what has been improved and left it."""
    rows = _negative().filter(item__region__code__startswith=region_stem(region)).exclude(item__state="cancelled")
    rows = rows.exclude(left_on=None) if left else rows.filter(left_on=None)
    return tuple(_view(row) for row in rows.order_by("item__organisation", "item", "pk"))


def negative_of(actor: Actor, *, left: bool = False, size: int = LARGEST) -> tuple[NegativeView, ...]:
    """The same within the actor's scope, the newest first."""
    organs = organisations.organisations_within(actor, VIEW)
    rows = _negative().filter(item__organisation__in=organs)
    rows = rows.exclude(left_on=None) if left else rows.filter(left_on=None)
    return tuple(_view(row) for row in rows.order_by("-pk")[:size])


def may_edit(actor: Actor, item: ModeLine) -> bool:
    """Whether the actor may confirm its mode."""
    return organisations.organisations_within(actor, EDIT).filter(pk=item.organisation_id).exists()


def _of_mode(mode: str) -> Q:
    if mode == UNCONFIRMED:
        return Q(once_mode=None)
    return Q(once_mode__mode=mode) if mode in MODES else Q()


def _lines(found: Sequence[ItemFacts]) -> tuple[ModeLine, ...]:
    keys = [one.id for one in found]
    modes = ItemMode.objects.in_bulk(keys, field_name="item_id")
    depths = ItemDepth.objects.in_bulk(keys, field_name="item_id")
    return tuple(_line(one, modes.get(one.id), depths.get(one.id)) for one in found)


def _line(item: ItemFacts, mode: ItemMode | None, row: ItemDepth | None) -> ModeLine:
    depth = read_depth(row) if row else None
    return ModeLine(
        item_id=item.id,
        name=item.name,
        organisation_id=item.organisation_id,
        organ=item.organ,
        region_code=item.region_code,
        region_name=item.region_name,
        state_label=item.state_label,
        version=item.version,
        proposal=rules.propose(depth),
        mode=mode.mode if mode else "",
        holds=rules.holds(mode.mode if mode else "", depth),
        since=mode.since if mode else None,
        confirmed_at=mode.confirmed_at if mode else None,
        confirmed_by=mode.confirmed_by if mode else "",
        stars=depth.stars if depth else None,
    )


def _negative() -> QuerySet[NegativeEntry]:
    return NegativeEntry.objects.select_related("item__organisation")


def _view(row: NegativeEntry) -> NegativeView:
    return NegativeView(
        id=row.pk,
        item_id=row.item_id,
        item_name=row.item.name,
        organisation_id=row.item.organisation_id,
        organ=row.item.organisation.name,
        region_code=row.item.region_id,
        reason=row.reason,
        plan=row.plan,
        entered_on=row.entered_on,
        entered_by=row.entered_by,
        left_on=row.left_on,
        left_by=row.left_by,
        improvement=row.improvement,
    )
