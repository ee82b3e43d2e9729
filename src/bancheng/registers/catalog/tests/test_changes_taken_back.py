"""A change is taken back before its day, and only then; everything is as before (CAT-25)."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.tests.changing import MONDAY, NEXT, Move, change, fresh, offered
from bancheng.registers.catalog.tests.sample import (
    OTHER_COUNTY,
    PLATFORM,
    World,
    body,
    republish,
    staff,
)


@pytest.fixture(autouse=True)
def _begin(time_machine_at: Move) -> None:
    time_machine_at(MONDAY)


@pytest.fixture
def item(world: World) -> ImplementationItem:
    return offered(world)


def test_a_change_is_taken_back_before_its_day_and_everything_is_as_before(
    world: World, item: Any, time_machine_at: Move
):
    made = change(item, on=NEXT)
    town = made.opened.get()
    services.withdraw_change(change=made, reason="上级暂缓", by=PLATFORM)
    assert fresh(item).cancelled_on is None and fresh(town).state == "draft"
    view = selectors.change_views(selectors.changes())[0]
    assert (view.state, view.withdrawn_reason) == ("withdrawn", "上级暂缓")
    assert selectors.changes_of(item.pk) == ()
    time_machine_at(NEXT)
    services.take_effect()
    assert fresh(item).state == "published" and fresh(town).state == "draft"
    # and it may be made again, with the item that was prepared the first time
    again = change(item, on=NEXT)
    assert again.opened.get() == town and again.number.endswith("0002")
    assert fresh(town).state == "published" and fresh(item).state == "cancelled"


def test_what_was_published_meanwhile_for_an_opened_item_is_taken_back_too(item: Any, time_machine_at: Move):
    made = change(item, on=NEXT)
    town = made.opened.get()
    republish(town, body(audience=["2"]), effective_from=NEXT)
    services.withdraw_change(change=made, reason="上级暂缓", by=PLATFORM)
    time_machine_at(NEXT)
    services.take_effect()
    assert fresh(town).state == "draft" and fresh(item).state == "published"


def test_an_adjustment_taken_back_is_a_draft_again(item: Any):
    services.save_draft(item=item, body=body(audience=["2"]), revision=0, by=PLATFORM)
    made = change(item, "adjust", on=NEXT)
    services.withdraw_change(change=made, reason="再研究", by=PLATFORM)
    assert GuideVersion.objects.get(item=item, state="draft").body["audience"] == ["2"]
    assert GuideVersion.objects.get(item=item, number=2).state == "withdrawn"


def test_what_is_in_force_already_is_not_taken_back_nor_twice_nor_by_a_stranger(item: Any):
    made = change(item, on=NEXT)
    with pytest.raises(AccessDenied):
        services.withdraw_change(change=made, reason="不办了", by=staff("catalog.publish", region=OTHER_COUNTY))
    with pytest.raises(Refused, match="撤回原因"):
        services.withdraw_change(change=made, reason="", by=PLATFORM)
    services.withdraw_change(change=made, reason="不办了", by=PLATFORM)
    with pytest.raises(Refused) as refused:
        services.withdraw_change(change=made, reason="不办了", by=PLATFORM)
    assert refused.value.code == "change.withdrawn"
    effective = change(item, "cancel")
    with pytest.raises(Refused) as late:
        services.withdraw_change(change=effective, reason="不办了", by=PLATFORM)
    assert late.value.code == "change.effective"
