"""The board of ratings: by item and department, within one's scope, the worst first, sums and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bancheng.frontline.ratings import selectors, services
from bancheng.frontline.ratings.tests.sample import Closed
from bancheng.ground.access import ANONYMOUS, Actor, Grant
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, published

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def watcher(region: str = COUNTY, organisation: int | None = None, action: str = "ratings.view") -> Actor:
    grants = (Grant(action, region, organisation),)
    return Actor(kind="staff", key="staff:1", name="看", account=1, grants=grants, region=region)


def rated(closed: Closed, *grades: int, **changes: Any) -> None:
    for grade in grades:
        services.rate(token=closed.invited(**changes).token, grade=grade, by=ANONYMOUS)


@pytest.fixture
def board(closed: Closed, on: Any) -> tuple[Closed, int, int]:
    """Three items: the market's of the sample, another one of its own with 差评, and one of another county."""
    on(DAY)
    other, far = published(closed.organ, "药品经营许可"), published(closed.elsewhere, "外县事项")
    rated(closed, 5, 4, 3)
    rated(closed, 1, 2, 5, item=other.item_id)
    rated(closed, 1, item=far.item_id, organisation=closed.elsewhere.pk, region=OTHER_COUNTY)
    return closed, other.item_id, far.item_id


def test_items_stand_with_their_sums_and_the_worst_first(board: Any, django_assert_max_num_queries: Any) -> None:
    closed, other, _far = board
    with django_assert_max_num_queries(4):
        found = selectors.rating_board(watcher())
    assert [(line.item_id, line.sums.total, line.sums.bad, line.sums.percent) for line in found.lines] == [
        (other, 3, 2, 33),
        (closed.guide.item_id, 3, 0, 100),
    ]
    assert (found.matched, found.sums.total, found.sums.bad, found.sums.percent) == (2, 6, 2, 66)
    assert dict(found.lines[0].sums.counts) == {5: 1, 4: 0, 3: 0, 2: 1, 1: 1}
    assert found.lines[0].organ == closed.organ.name


def test_nobody_sees_more_than_his_scope(board: Any) -> None:
    closed, _other, far = board
    assert [line.item_id for line in selectors.rating_board(watcher(OTHER_COUNTY)).lines] == [far]
    assert selectors.rating_board(watcher(), organisation=closed.elsewhere.pk).matched == 0
    assert selectors.rating_board(watcher(), region=OTHER_COUNTY).sums.total == 0
    own = selectors.rating_board(watcher(organisation=closed.organ.pk))
    assert own.matched == 2
    nothing = selectors.rating_board(watcher(action="cases.view"))
    assert (nothing.lines, nothing.sums.total, nothing.sums.percent) == ((), 0, None)


def test_words_days_and_bad_ones_narrow_it(board: Any) -> None:
    closed, other, _far = board

    def items(**narrowed: Any) -> list[int]:
        return [line.item_id for line in selectors.rating_board(watcher(), **narrowed).lines]

    assert items(q="药品\x00 许可") == [other]
    assert items(bad_only=True) == [other]
    assert items(organisation=closed.organ.pk, region=COUNTY, since=DAY, until=DAY) == [other, closed.guide.item_id]
    assert items(since=DAY + timedelta(days=1)) == items(until=DAY - timedelta(days=1)) == []


def test_pages_follow_each_other(board: Any) -> None:
    closed, other, _far = board
    first = selectors.rating_board(watcher(), size=1)
    second = selectors.rating_board(watcher(), size=1, after=int(first.next_cursor))
    assert [line.item_id for line in (*first.lines, *second.lines)] == [other, closed.guide.item_id]
    assert second.next_cursor == ""
    assert selectors.rating_board(watcher(), after=2**60).lines == ()
