"""常用筛选: which filters has this person kept for this list?"""

from __future__ import annotations

from bancheng.ground.access import Actor
from bancheng.registers.identity.models import KeptFilter
from bancheng.registers.identity.types import KeptFilterView


def kept_filters(actor: Actor, list: str) -> tuple[KeptFilterView, ...]:
    """The person's own, in his order; none for who has no account. One query."""
    if not actor.account:
        return ()
    rows = KeptFilter.objects.filter(account=actor.account, list=list).order_by("place", "pk")
    return tuple(filter_view(row) for row in rows)


def kept_filter(actor: Actor, key: int) -> KeptFilterView | None:
    """One of the person's own; None for any other."""
    if not actor.account or not 0 < key < 2**63:
        return None
    row = KeptFilter.objects.filter(account=actor.account, pk=key).first()
    return filter_view(row) if row else None


def filter_view(row: KeptFilter) -> KeptFilterView:
    """The filter as pages show it."""
    return KeptFilterView(row.pk, row.list, row.title, row.query, row.first)
