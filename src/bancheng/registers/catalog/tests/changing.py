"""A county item and how the tests change it: taken over, handed down, cancelled, adjusted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ImplementationItem, ItemChange
from bancheng.registers.catalog.tests.sample import BASIS, PLATFORM, TOWN, World, published

PAPER = "新政办〔2026〕8号"
MONDAY, FRIDAY, NEXT = date(2026, 11, 16), date(2026, 11, 20), date(2026, 12, 1)
Move = Callable[[date], None]


def offered(world: World) -> ImplementationItem:
    """The county offers it, with a guide in force and a matter whose basis is set."""
    basic = services.create_basic_item(name="食品经营许可", item_type="01", province="41", basis=[BASIS], by=PLATFORM)
    return published(world.market, basic=basic).item


def change(item: ImplementationItem, kind: str = "hand_down", **more: Any) -> ItemChange:
    given = {"on": MONDAY, "basis": PAPER, "by": PLATFORM} | ({"regions": [TOWN]} if kind == "hand_down" else {})
    return services.record_change(kind=kind, item=item, **(given | more))


def fresh(item: ImplementationItem) -> ImplementationItem:
    return ImplementationItem.objects.get(pk=item.pk)
