"""What must hold of an item, whatever its guide says, before a guide of it is published; told from the row alone."""

from __future__ import annotations

from bancheng.ground.law import Refused
from bancheng.registers.catalog.inheritance.locking import refuse_unlike
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.types import Fault


def refuse_unready(item: ImplementationItem) -> None:
    """Raises `Refused`: guide.uncoded (待赋码), item.cancelled, item.locked, item.type. No statement."""
    if item.basic is None:
        raise Refused("guide.uncoded", f"“{item.name}”还没有基本编码（待赋码），请先赋码再发布。")
    if item.cancelled_on is not None:
        raise Refused("item.cancelled", f"“{item.name}”已定于 {item.cancelled_on} 取消，不能再发布指南。")
    refuse_unlike(item)


def unready(item: ImplementationItem) -> tuple[Fault, ...]:
    """The same as faults of the item, to be shown before anybody tries."""
    try:
        refuse_unready(item)
    except Refused as refusal:
        return (Fault("item", refusal.code, refusal.sentence),)
    return ()
