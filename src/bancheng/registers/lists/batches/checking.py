"""What an item must be to stand on a unit's list: the unit's own, in force, done in one go, its shared data declared."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument, ItemFacts
from bancheng.registers.lists.batches.rules import undeclared
from bancheng.registers.lists.depths.rules import StarRules, depth_of
from bancheng.registers.lists.models import ItemMode
from bancheng.registers.lists.once import rules as once
from bancheng.registers.lists.types.batches import EntryFault, ListRefused

DONE = (once.ONLINE, once.HALL)
ANY_STARS = StarRules()
"""A mode hangs on ends and trips alone, not on what a locality calls a star."""


def checked_entries(items: Collection[int], organisation: int) -> None:
    """Raise Refused (lists.entry) for an item that is absent, cancelled or another unit's."""
    found = {one.id: one for one in catalog.item_facts(items=items)}
    for item in items:
        one = found.get(item)
        if one is None or one.organisation_id != organisation or one.state == "cancelled":
            raise Refused("lists.entry", "只能列入本单位在用的事项，请重新选择。")


def modes_of(items: Collection[int]) -> dict[int, str]:
    """The confirmed mode of each item that has one."""
    return dict(ItemMode.objects.filter(item__in=items).values_list("item", "mode"))


def faults_of(
    items: Collection[int], organisation: int, *, refuse: bool = False
) -> Mapping[int, tuple[EntryFault, ...]]:
    """Everything that keeps these items from being listed, by item. `refuse`: raise ListRefused where there is anything."""
    modes, facts = modes_of(items), catalog.item_facts(items=items)
    guides = dict(catalog.documents(one.version_id for one in facts if one.version_id is not None))
    found = {
        one.id: faults
        for one in facts
        if (faults := _faults(one, guides.get(one.version_id or 0), modes.get(one.id, ""), organisation))
    }
    if refuse and found:
        raise ListRefused(tuple(fault for item in items for fault in found.get(item, ())))
    return found


def _faults(item: ItemFacts, guide: GuideDocument | None, mode: str, organisation: int) -> tuple[EntryFault, ...]:
    name = item.name
    if item.organisation_id != organisation or item.state != "published" or guide is None:
        return (EntryFault(item.id, name, "lists.entry_state", f"“{name}”没有现行办事指南，不能列入清单。"),)
    found: list[EntryFault] = []
    if mode not in DONE:
        said = "在负面清单上" if mode else "还没有认定一次办妥模式"
        found.append(EntryFault(item.id, name, "lists.entry_mode", f"“{name}”{said}，不能列入一次办妥清单。"))
    elif not once.holds(mode, depth_of(guide, ANY_STARS)):
        said = f"“{name}”的现行指南与认定的模式不一致，请重新认定。"
        found.append(EntryFault(item.id, name, "lists.entry_mode", said))
    return (*found, *undeclared(item.id, name, guide))
