"""What a change would touch, told before it is made: the same matter elsewhere, and what the rooms above know."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.types import ImpactLine, ImpactProvider

NAMED = 10
_providers: dict[str, ImpactProvider] = {}


def provide_impact(name: str) -> Callable[[ImpactProvider], ImpactProvider]:
    """Register, in a room's `providers.py`, what of it hangs on items; `name` is that room."""

    def register(provider: ImpactProvider) -> ImpactProvider:
        _providers[name] = provider
        return provider

    return register


def impact(items: Sequence[int]) -> tuple[ImpactLine, ...]:
    """What a change of these items touches: running cases and lists as their rooms tell, and who else offers the matter."""
    lines = [line for name in sorted(_providers) for line in _providers[name](items)]
    return (*lines, *_elsewhere(items))


def _elsewhere(items: Sequence[int]) -> tuple[ImpactLine, ...]:
    same = ImplementationItem.objects.filter(
        basic__implementations__in=items, state=ImplementationItem.State.PUBLISHED
    ).exclude(pk__in=items)
    rows = same.distinct().order_by("region_id", "pk")
    count = rows.count()
    if not count:
        return ()
    names = [_organ(row) for row in rows.select_related("region", "organisation")[:NAMED]]
    more = "等" if count > NAMED else ""
    told = f"同一事项还有 {count} 个地方在实施，它们的指南不变：{'、'.join(names)}{more}"
    return (ImpactLine("catalog", count, told),)


def _organ(row: ImplementationItem) -> str:
    """Most organs carry their region in their name already."""
    organ, region = row.organisation.name, row.region.name
    return organ if organ.startswith(region) else f"{region}{organ}"
