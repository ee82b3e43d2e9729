"""Items for the rooms above that keep lists about them: narrowed by their own relations, scoped by the actor's grants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from bancheng.ground.access import Actor, region_stem
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.selectors.staff import scope_of
from bancheng.registers.catalog.types.facts import ItemFacts

NEEDED = (
    *("id", "name", "basic__code", "basic__name", "organisation_id", "organisation__name", "region_id"),
    *("region__name", "use_level", "state", "off_platform", "off_platform_reason"),
    *("current_id", "current__number", "current__digest"),
)


def item_facts(
    *,
    where: Q | None = None,
    actor: Actor | None = None,
    action: str = "catalog.view",
    region: str = "",
    items: Iterable[int] | None = None,
    after: int = 0,
    size: int | None = None,
) -> tuple[ItemFacts, ...]:
    """Items by rising id, cancelled ones too, behind the id `after`, at most `size`. One query.

    `where`: conditions on fields of the item, or on relations by which a room above hangs on it. `actor`: only what his
    grants for `action` cover. `region`: with all below it.
    """
    rows = _rows(where, actor, action, region)
    if items is not None:
        rows = rows.filter(pk__in=list(items))
    rows = rows.filter(pk__gt=after) if after else rows
    values = rows.order_by("pk").values_list(*NEEDED)
    return tuple(_facts(*row) for row in (values[:size] if size is not None else values))


def count_items(
    *, where: Q | None = None, actor: Actor | None = None, action: str = "catalog.view", region: str = ""
) -> int:
    """How many there are, under the same conditions. One query."""
    return _rows(where, actor, action, region).count()


def item_keys(*, where: Q | None = None, region: str = "") -> Iterator[tuple[int, str, int]]:
    """(id, basic code or "", organisation) of items by rising id, for what is compared over a whole catalogue. One query."""
    rows = _rows(where, None, "", region).order_by("pk").values_list("pk", "basic__code", "organisation_id")
    return ((pk, code or "", organisation) for pk, code, organisation in rows.iterator(chunk_size=5000))


def tally_items(
    *,
    by: Sequence[str],
    counts: Mapping[str, Q],
    where: Q | None = None,
    actor: Actor | None = None,
    action: str = "catalog.view",
    region: str = "",
) -> tuple[dict[str, Any], ...]:
    """Items counted in groups by fields of theirs (`by`): all of a group as `items`, and those that meet each of `counts`.

    Narrowed as `item_facts`. One query, a row for each group, however many items there are.
    """
    told = {name: Count("pk", filter=condition) for name, condition in counts.items()}
    rows = _rows(where, actor, action, region).order_by().values(*by).annotate(items=Count("pk"), **told)
    return tuple(rows.order_by(*by))


def _rows(where: Q | None, actor: Actor | None, action: str, region: str) -> QuerySet[ImplementationItem]:
    rows = ImplementationItem.objects.all()
    if actor is not None:
        covered = scope_of(actor, action)
        rows = rows.none() if covered is None else rows.filter(covered)
    if region:
        rows = rows.filter(region__code__startswith=region_stem(region))
    return rows if where is None else rows.filter(where)


def _facts(
    pk: int,
    name: str,
    basic_code: str | None,
    basic_name: str | None,
    organisation: int,
    organ: str,
    region: str,
    region_name: str,
    level: str,
    state: str,
    off: str,
    off_reason: str,
    version_id: int | None,
    version: int | None,
    digest: str | None,
) -> ItemFacts:
    return ItemFacts(
        id=pk,
        name=name,
        basic_code=basic_code or "",
        basic_name=basic_name or "",
        organisation_id=organisation,
        organ=organ,
        region_code=region,
        region_name=region_name,
        use_level=level,
        state=state,
        state_label=str(ImplementationItem.State(state).label),
        off_platform=off,
        off_platform_label=str(ImplementationItem.OffPlatform(off).label) if off else "",
        off_platform_reason=off_reason,
        version_id=version_id,
        version=version,
        digest=digest or "",
    )
