"""What this room answers before an item changes: the lists that name it."""

from __future__ import annotations

from collections.abc import Sequence

from bancheng.registers.catalog.selectors import provide_impact
from bancheng.registers.catalog.types import ImpactLine
from bancheng.registers.lists.models import NegativeEntry, UnitList, UnitListEntry


@provide_impact("lists")
def impact(items: Sequence[int]) -> tuple[ImpactLine, ...]:
    """The delivered unit lists and the negative list that name these items. Two statements."""
    lines = []
    entries = UnitListEntry.objects.filter(item__in=items, list__state=UnitList.State.DELIVERED)
    if delivered := entries.values("list").distinct().count():
        told = f"{delivered} 份一次办妥单位清单列有这个事项，办理模式要重新核对"
        lines.append(ImpactLine("lists", delivered, told))
    if negative := NegativeEntry.objects.filter(item__in=items, left_on=None).count():
        lines.append(ImpactLine("lists", negative, "在负面清单上，改得能一次办妥的，请办理移出"))
    return tuple(lines)
