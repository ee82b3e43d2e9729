"""What this room tells the catalogue desk: facets to narrow by, and the lists that a change touches."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground import law
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.tests.sample import PLATFORM, build_world, published
from bancheng.registers.catalog.types import StaffFilters
from bancheng.registers.lists.depths.keeping import read_guides
from bancheng.registers.lists.models import ItemDepth, ItemMode, NegativeEntry

pytestmark = pytest.mark.django_db


def counted(key: str) -> dict[str, int]:
    facets = catalog.overview(PLATFORM, StaffFilters()).facets
    return {code: n for facet in facets if facet.key == key for code, _label, n in facet.values}


def named(**more: str) -> list[str]:
    return [item.name for item in catalog.staff_items(PLATFORM, StaffFilters(more=more)).items]


def test_the_desk_narrows_by_mode_and_by_star() -> None:
    world = build_world()
    first, _second = published(world.market, "甲事项"), published(world.market, "乙事项")
    ItemMode.objects.create(
        item=first.item, mode="online", since=date(2026, 11, 1), confirmed_at=law.now(), confirmed_by="周敏"
    )
    read_guides([first.item_id])
    stars = ItemDepth.objects.get(item=first.item).stars
    assert counted("mode") == {"online": 1} and counted("stars") == {str(stars): 1}
    assert named(mode="online") == named(stars=str(stars)) == ["甲事项"] and named(mode="hall") == []
    assert named(mode="unheard") == ["甲事项", "乙事项"]


def test_a_change_tells_of_the_negative_list_that_names_the_item() -> None:
    version = published(build_world().market)
    assert catalog.impact([version.item_id]) == ()
    NegativeEntry.objects.create(
        item=version.item, reason="要现场踏勘", plan="改为视频", entered_on=date(2026, 11, 1), entered_by="周敏"
    )
    assert [line.source for line in catalog.impact([version.item_id])] == ["lists"]
