"""What is used most is found first: the cases of a year, counted each night, order the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.services import reindex
from bancheng.registers.catalog.tests.sample import COUNTY, World
from bancheng.registers.catalog.types import SearchQuery
from bancheng.registers.lists import selectors
from bancheng.registers.lists.candidates import volumes
from bancheng.registers.lists.tests.once_world import item
from bancheng.registers.lists.types import Counts

pytestmark = pytest.mark.usefixtures("no_providers")


def counting(counts: Mapping[int, Counts]) -> list[tuple[str, date, date]]:
    """Let a room count these from now on; what it is asked."""
    asked: list[tuple[str, date, date]] = []

    @selectors.provide_volumes("tests")
    def counted(region: str, since: date, until: date) -> Mapping[int, Counts]:
        asked.append((region, since, until))
        return counts

    return asked


def found() -> list[str]:
    return [hit.title for hit in catalog.find(SearchQuery(q="登记", region=COUNTY)).results]


def test_the_night_brings_what_is_used_most_to_the_front(world: World):
    item(world.market, "罕见登记")
    often = item(world.water, "常办登记")
    assert found() == ["罕见登记", "常办登记"], "neither has been used: the older entry first"
    counting({often: Counts(cases=40)})
    assert volumes.recount() == 1
    assert found() == ["常办登记", "罕见登记"]
    assert volumes.recount() == 0, "nothing changed since"


def test_use_that_ceased_no_longer_counts(world: World):
    once, now = item(world.market, "从前登记"), item(world.water, "如今登记")
    counting({once: Counts(cases=900), now: Counts(cases=3)})
    volumes.recount()
    assert found()[0] == "从前登记"
    counting({now: Counts(cases=3)})
    assert volumes.recount() == 1
    assert found()[0] == "如今登记" and ImplementationItem.objects.get(pk=once).volume == 0


def test_what_the_catalogue_team_puts_forward_stays_in_front_and_an_index_made_anew_keeps_the_order(world: World):
    chosen, used = item(world.market, "首推登记"), item(world.water, "常用登记")
    ImplementationItem.objects.filter(pk=chosen).update(weight=1000)
    counting({used: Counts(cases=100_000)})
    volumes.recount()
    reindex()
    assert found() == ["首推登记", "常用登记"]
    ImplementationItem.objects.filter(pk=chosen).update(weight=0)
    reindex()
    assert found() == ["常用登记", "首推登记"]


def test_a_whole_province_is_asked_once_for_the_year_before_today(world: World, move: Callable[[date], None]):
    move(date(2026, 3, 2))
    asked = counting({})
    volumes.recount()
    assert asked == [("410000000000", date(2025, 3, 2), date(2026, 3, 1))]
