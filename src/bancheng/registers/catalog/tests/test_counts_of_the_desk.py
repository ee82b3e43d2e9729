"""What the desk counts: words kept with the item, kept filters counted at once, and never a statement more for more items."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.classing import LONGEST, each_word, words_of
from bancheng.registers.catalog.selectors import overview as counting
from bancheng.registers.catalog.tests.sample import (
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    published,
    republish,
    staff,
)
from bancheng.registers.catalog.types import StaffFilters


def test_an_item_keeps_the_words_of_its_guide_in_force(world: World) -> None:
    item = published(world.market).item
    item.refresh_from_db()
    assert item.words == " group:sole_trader life_event:start_business theme:licence "
    republish(item, body(themes=["utilities"], life_events=[], groups=[]))
    item.refresh_from_db()
    assert item.words == " theme:utilities "
    services.suspend_item(item=item, reason="整改", by=PLATFORM)
    item.refresh_from_db()
    assert item.words == " theme:utilities ", "it is in force still"
    drafted = make_item(world.market, "小餐饮登记")
    services.save_draft(item=drafted, body=body(), revision=0, by=PLATFORM)
    drafted.refresh_from_db()
    assert drafted.words == ""


def test_words_are_written_whole_or_not_at_all() -> None:
    assert words_of(None) == words_of({}) == words_of({"themes": [], "life_events": [], "groups": []}) == ""
    document = {"themes": [f"t{number:03}" * 8 for number in range(100)], "life_events": ["a"], "groups": ["b", "b"]}
    text = words_of(document)
    assert len(text) <= LONGEST and text.startswith(" group:b life_event:a theme:")
    assert all(kind in {"theme", "life_event", "group"} and code for kind, code in each_word(text))
    assert all(code in document["themes"] for kind, code in each_word(text) if kind == "theme")


def test_no_word_is_found_in_another(world: World) -> None:
    published(world.market)
    for theme in ("licence", "licenc", "theme:licence", "licence ", "%", "_icence", " "):
        found = selectors.staff_items(PLATFORM, StaffFilters(theme=theme)).total
        assert found == (1 if theme.strip() in {"licence", ""} else 0), theme


def test_many_filters_are_counted_in_one_statement_within_the_scope(
    world: World, django_assert_num_queries: Any
) -> None:
    published(world.market, "食品经营许可")
    for number in range(4):
        make_item(world.water, f"用水事项{number}", item_type="20", nature="convenience", coded=False)
    published(world.elsewhere, "食品生产许可")
    filters = [
        StaffFilters(q="许可"),
        StaffFilters(coded="0"),
        StaffFilters(state="published", theme="licence"),
        StaffFilters(region=OTHER_COUNTY),
        StaffFilters(q="100%_'\\"),
        StaffFilters(state="\x00", q="没有"),
        StaffFilters(use_level="9"),
    ]
    with django_assert_num_queries(1):
        assert selectors.count_filtered(PLATFORM, filters, most=3) == (2, 4, 2, 1, 0, 0, 0)
    assert selectors.count_filtered(staff("catalog.view"), filters[:4], most=3) == (1, 4, 1, 0)
    assert selectors.count_filtered(staff("catalog.edit"), filters[:2], most=3) == (0, 0)
    assert selectors.count_filtered(PLATFORM, [], most=3) == ()


@pytest.mark.parametrize(
    "filters",
    [
        StaffFilters(),
        StaffFilters(region=COUNTY, state="published"),
        StaffFilters(q="事项"),
        StaffFilters(theme="licence"),
        StaffFilters(draft="0", findings="0"),
    ],
)
def test_list_tree_and_facets_ask_as_often_for_one_item_as_for_many(world: World, filters: StaffFilters) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page = selectors.staff_items(PLATFORM, filters)
            selectors.standings_of(page.items)
            selectors.overview(PLATFORM, filters)
        return len(seen)

    published(world.market, "一个事项")
    few = asked()
    for number in range(30):
        make_item(world.market if number % 2 else world.elsewhere, f"事项第{number}号", coded=False)
    published(world.elsewhere, "另一个事项")
    assert asked() <= few <= 19


def test_words_in_too_many_items_to_be_named_are_counted_alike(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        published(world.market, f"食品许可{number}")
    make_item(world.elsewhere, "食品登记", coded=False)
    seen = [selectors.overview(PLATFORM, StaffFilters(q=q)) for q in ("食品", "登记", "没有这样的")]
    monkeypatch.setattr(counting_module(), "MOST_FOUND", 2)
    assert [selectors.overview(PLATFORM, StaffFilters(q=q)) for q in ("食品", "登记", "没有这样的")] == seen


def counting_module() -> Any:
    import sys

    return sys.modules[counting.__module__]
