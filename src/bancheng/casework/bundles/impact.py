"""What this room answers before an item changes or is cancelled: the bundles in force that it is a member of."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from bancheng.casework.bundles.models import Bundle, BundleMember, BundleVersion
from bancheng.registers.catalog.selectors import provide_impact
from bancheng.registers.catalog.types import ImpactLine

NAMED = 5


@provide_impact("bundles")
def impact(items: Sequence[int]) -> tuple[ImpactLine, ...]:
    """The bundles in force that have these items as members, by name, with their leads. One statement.

    A published version keeps the guides that it was merged from, so that nothing on a public page changes by itself.
    """
    found = [row for row in _candidates(items) if _has(row, set(items))]
    if not found:
        return ()
    named = "、".join(_named(row) for row in found[:NAMED]) + ("等" if len(found) > NAMED else "")
    told = f"{len(found)} 个一件事以它为成员：{named}；仍按原来合并的指南办理，请牵头部门核对后发布新版"
    return (ImpactLine("bundles", len(found), told),)


def _candidates(items: Sequence[int]) -> list[Bundle]:
    """Members are kept by the newest text: where that is a draft, the version in force has to be read itself."""
    named = Q(pk__in=BundleMember.objects.filter(item__in=list(items)).values("bundle"))
    drafted = Q(pk__in=BundleVersion.objects.filter(state=BundleVersion.State.DRAFT).values("bundle"))
    rows = Bundle.objects.filter(named | drafted, current__isnull=False).select_related("lead", "current")
    return list(rows.order_by("region_id", "order", "pk"))


def _has(row: Bundle, items: set[int]) -> bool:
    return row.current is not None and any(one["item"] in items for one in row.current.body["members"])


def _named(row: Bundle) -> str:
    return f"“{row.name}”（{row.lead.short_name or row.lead.name}牵头）" if row.lead else f"“{row.name}”"
