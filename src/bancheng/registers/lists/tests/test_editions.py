"""A public list is published in numbered editions: a new one when, and only when, its content changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.ground.access import Subject
from bancheng.ground.crypto import canonical_json
from bancheng.ground.journal import selectors as journal
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, PROVINCE, World
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.models import ListContent, ListEdition, ListStanding
from bancheng.registers.lists.public import Column, public_list
from bancheng.registers.lists.types import ListQuery

pytestmark = pytest.mark.usefixtures("own_lists")
COLUMNS = (Column("name", "名称"), Column("organ", "单位"))


class Board:
    """A list of the test's own, whose rows the test changes."""

    def __init__(self, **more: Any) -> None:
        self.rows: list[dict[str, str]] = [{"name": "甲", "organ": "公安局"}, {"name": "乙", "organ": "民政局"}]
        self.asked: list[str] = []
        public_list(code="board", title="测试清单", intro="说明", columns=COLUMNS, facets=("organ",), **more)(self.read)

    def read(self, region: str) -> list[dict[str, str]]:
        self.asked.append(region)
        return self.rows

    def names(self, **query: Any) -> list[str]:
        page = selectors.list_page("board", COUNTY, ListQuery(**query))
        assert page is not None
        return [row["name"] for row in page.rows]


def publish() -> ListEdition:
    edition = services.republish("board", region=COUNTY, by=PLATFORM)
    assert edition is not None
    return edition


def test_the_same_content_in_another_order_is_no_new_edition(world: World) -> None:
    board = Board()
    first = publish()
    board.rows.reverse()
    assert publish() == first
    board.rows[0] = {"name": "丙", "organ": "民政局"}
    second = publish()
    assert (first.number, second.number) == (1, 2)
    assert first.digest != second.digest
    stream = journal.entries_of(Subject("lists.public", f"board:{COUNTY}"))
    assert [entry.facts["number"] for entry in stream] == [1, 2]


def test_an_older_edition_stays_readable_as_it_was(world: World, move: Callable[[date], None]) -> None:
    move(date(2026, 11, 20))
    board = Board()
    publish()
    move(date(2026, 11, 23))
    board.rows.append({"name": "丁", "organ": "公安局"})
    publish()
    old = selectors.list_page("board", COUNTY, ListQuery(version=1))
    new = selectors.list_page("board", COUNTY)
    assert old is not None and new is not None and old.edition is not None and new.edition is not None
    assert ([row["name"] for row in old.rows], old.current, old.edition.day) == (
        ["甲", "乙"],
        False,
        date(2026, 11, 20),
    )
    assert ([row["name"] for row in new.rows], new.current, new.edition.day) == (
        ["甲", "乙", "丁"],
        True,
        date(2026, 11, 23),
    )
    assert selectors.list_page("board", COUNTY, ListQuery(version=3)) is None


def test_before_its_first_edition_a_list_shows_what_stands_today(world: World) -> None:
    Board()
    page = selectors.list_page("board", OTHER_COUNTY)
    assert page is not None and page.edition is None
    assert page.total == 2


def test_words_and_facets_narrow_a_list(world: World) -> None:
    board = Board()
    publish()
    assert board.names(q="民政") == ["乙"]
    assert board.names(chosen={"organ": "公安局"}) == ["甲"]
    assert board.names(chosen={"name": "甲"}) == ["甲", "乙"], "a column that is no facet does not narrow"
    page = selectors.list_page("board", COUNTY, ListQuery(q="没有"))
    assert page is not None and (page.matched, page.total) == (0, 2)


def test_the_cursor_leads_through_all_rows_once_even_when_two_say_the_same(world: World) -> None:
    board = Board()
    board.rows = [{"name": name, "organ": "公安局"} for name in ("甲", "乙", "乙", "丙", "丁")]
    publish()
    seen, after = [], ""
    for _ in range(9):
        page = selectors.list_page("board", COUNTY, ListQuery(after=after, size=2))
        assert page is not None
        seen += [row["name"] for row in page.rows]
        if not (after := page.next_cursor):
            break
    assert seen == ["甲", "乙", "乙", "丙", "丁"]


def test_a_change_in_a_region_is_looked_at_in_the_served_regions_below_too(world: World) -> None:
    board = Board()
    services.refresh_all()
    board.rows.append({"name": "戊", "organ": "公安局"})
    services.republish("board", region=PROVINCE, by=PLATFORM)
    assert ListEdition.objects.filter(code="board", region=COUNTY).count() == 1
    assert services.refresh_stale() == 2
    assert {row.number for row in ListEdition.objects.filter(code="board", region__in=[COUNTY, OTHER_COUNTY])} == {1, 2}
    assert services.refresh_stale() == 0


def test_what_many_editions_say_is_kept_once_and_reads_the_same(world: World) -> None:
    board = Board()
    publish()
    first = board.rows.copy()
    board.rows.append({"name": "丁", "organ": "公安局"})
    publish()
    board.rows = first
    again = publish()
    assert again.number == 3 and ListContent.objects.count() == 2, "the third says what the first said"
    page = selectors.list_page("board", COUNTY, ListQuery(version=1))
    assert page is not None and list(page.rows) == first and [one.label for one in page.columns] == ["名称", "单位"]
    assert [one.size for one in selectors.list_editions("board", COUNTY)] == [2, 3, 2]


def test_the_same_rows_in_two_regions_are_kept_once(world: World) -> None:
    Board()
    services.refresh_all()
    assert ListEdition.objects.filter(code="board").count() == 2
    assert ListContent.objects.filter(pk__in=ListEdition.objects.filter(code="board").values("content")).count() == 1


def test_a_long_list_is_kept_in_a_fraction_of_its_bytes(world: World) -> None:
    board = Board()
    board.rows = [{"name": f"第 {n} 项行政许可事项", "organ": "西峡县市场监督管理局"} for n in range(2000)]
    content = publish().content
    assert len(bytes(content.packed)) * 8 < len(canonical_json(content.body))


def test_whoever_lists_editions_does_not_read_their_rows(world: World, django_assert_num_queries: Any) -> None:
    Board()
    publish()
    with django_assert_num_queries(1) as captured:
        assert selectors.list_editions("board", COUNTY)[0].size == 2
    assert "listcontent" not in captured[0]["sql"]


def test_a_list_that_fails_does_not_hold_up_the_others(world: World) -> None:
    board = Board()

    def broken(region: str) -> list[dict[str, str]]:
        raise LookupError("broken")

    public_list(code="broken", title="坏", intro="坏", columns=COLUMNS)(broken)
    with pytest.raises(LookupError):
        services.refresh_all()
    assert board.asked
    assert ListEdition.objects.filter(code="board").count() == 2
    assert set(ListStanding.objects.exclude(stale_since=None).values_list("code", flat=True)) == {"broken"}


def test_a_list_stands_once_and_its_facets_are_columns() -> None:
    Board()
    with pytest.raises(ValueError, match="twice"):
        Board()
    with pytest.raises(ValueError, match="facets"):
        public_list(code="other", title="x", intro="x", columns=COLUMNS, facets=("what",))
