"""Staff see drafts too, and only what their grants cover."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.ground.access import ANONYMOUS, AccessDenied
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.tests.sample import (
    CITY,
    OTHER_COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    published,
    staff,
)
from bancheng.registers.catalog.types import StaffFilters


def names(actor, **filters) -> list[str]:
    return [item.name for item in selectors.staff_items(actor, StaffFilters(**filters)).items]


@pytest.fixture
def items(world: World):
    published(world.market, "食品经营许可")
    make_item(world.water, "供水报装", item_type="20", nature="convenience", coded=False, local_code="512B01")
    make_item(world.town, "生育登记", item_type="20")
    make_item(world.elsewhere, "食品生产许可")
    return world


def test_each_sees_what_the_grants_cover(items: World):
    everything = ["食品经营许可", "供水报装", "生育登记", "食品生产许可"]
    assert names(PLATFORM) == everything
    assert names(staff("catalog.view", region="")) == everything
    assert names(staff("catalog.view", region=CITY)) == everything[:3]
    assert names(staff("catalog.view", region=OTHER_COUNTY)) == everything[3:]
    assert names(staff("catalog.view", organisation=items.water.pk)) == ["供水报装"]
    assert names(staff("catalog.edit")) == [] and names(ANONYMOUS) == []


def test_what_is_out_of_scope_looks_like_what_is_absent(items: World):
    mine = selectors.staff_items(staff("catalog.view"), StaffFilters()).items[0]
    for item_id in (mine.id, 10**6, 0, -1, 2**70):
        with pytest.raises(AccessDenied) as denied:
            selectors.staff_item(staff("catalog.view", region=OTHER_COUNTY), item_id)
        assert not denied.value.visible and "没有找到" in denied.value.sentence


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"q": "食品"}, ["食品经营许可", "食品生产许可"]),
        ({"q": "512b"}, ["供水报装"]),
        ({"coded": "0"}, ["供水报装"]),
        ({"state": "published"}, ["食品经营许可"]),
        ({"nature": "convenience", "item_type": "20"}, ["供水报装"]),
        ({"owner_type": "public_enterprise"}, ["供水报装"]),
        ({"region": OTHER_COUNTY}, ["食品生产许可"]),
        ({"q": "%' OR 1=1 \0"}, []),
        ({"after": "garbage", "size": 1}, ["食品经营许可"]),
        ({"region": "\0", "size": 1}, ["食品经营许可"]),
        ({"state": "\ud800x"}, []),
        ({"nature": "\0' OR 1=1"}, []),
    ],
)
def test_the_browser_narrows(items: World, filters, found: list[str]):
    assert names(PLATFORM, **filters) == found


def test_pages_and_counts(items: World):
    page = selectors.staff_items(PLATFORM, StaffFilters(size=3))
    assert page.total == 4 and page.states == {"published": 1, "draft": 3}
    rest = selectors.staff_items(PLATFORM, StaffFilters(size=3, after=page.next_cursor))
    assert [item.name for item in rest.items] == ["食品生产许可"] and rest.next_cursor == ""


def test_the_browser_takes_few_statements_however_many_items(items: World):
    for number in range(20):
        make_item(items.market, f"事项{number}")
    with CaptureQueriesContext(connection) as captured:
        selectors.staff_items(PLATFORM, StaffFilters())
    assert len(captured) <= 4


def test_an_editor_begins_from_the_draft_else_from_the_guide_in_force_else_from_nothing(items: World):
    item = make_item(items.market, "小餐饮许可")
    empty = selectors.draft(PLATFORM, item.pk)
    assert (empty.body, empty.revision, empty.number, empty.saved) == ({}, 0, 1, False)
    services.save_draft(item=item, body=body(), revision=empty.revision, by=PLATFORM)
    services.publish(item=item, by=PLATFORM)
    copied = selectors.draft(PLATFORM, item.pk)
    assert (copied.body, copied.revision, copied.number, copied.saved) == (body(), 0, 2, False)
    half = {"summary": "改到一半"}
    services.save_draft(item=item, body=half, revision=0, by=PLATFORM, keep_incomplete=True)
    view = selectors.draft(staff("catalog.view"), item.pk)
    assert (view.body, view.revision, view.number, view.saved) == (half, 1, 2, True)
    assert view.faults and [line.number for line in view.versions] == [1]
    assert view.item.has_draft and view.item.version == 1


def test_the_basic_catalogue_counts_who_offers_a_matter(items: World):
    rows = {row.name: row.implemented for row in selectors.basic_items(province="41")}
    assert rows == {"食品经营许可": 1, "生育登记": 1, "食品生产许可": 1}
    assert [row.name for row in selectors.basic_items(q="生产")] == ["食品生产许可"]
