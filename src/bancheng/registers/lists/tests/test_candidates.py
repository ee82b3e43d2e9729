"""Candidates of the next batch: ranked by what is counted, with every figure shown."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, make_item
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.candidates.rules import Factor, largest, parts, score
from bancheng.registers.lists.models import ItemYear
from bancheng.registers.lists.tests.once_world import item, member
from bancheng.registers.lists.types import Counts

BY = member("编办", "edit")


@pytest.mark.demand("CAT-14")
@pytest.mark.usefixtures("no_providers")
def test_a_year_of_counts_orders_the_candidates_with_the_three_figures_shown(world: World):
    rare, common = item(world.market, "罕见事项"), item(world.market, "常办事项")
    loud = item(world.water, "用水报装", groups=[])
    services.load_counts(
        region=COUNTY,
        year=2017,
        counts={
            rare: Counts(cases=10),
            common: Counts(cases=1000, attention=40),
            loud: Counts(cases=200, attention=100),
        },
        by=BY,
    )
    found = selectors.candidates(BY, region=COUNTY, year=2017).rows
    assert [(one.rank, one.name) for one in found] == [(1, "常办事项"), (2, "用水报装"), (3, "罕见事项")]
    first = found[0]
    assert [(figure.label, figure.value) for figure in first.figures] == [
        ("办件量", 1000),
        ("关注度", 40),
        ("涉及面", 4),
    ]
    assert [figure.part for figure in first.figures] == [40.0, 12.0, 30.0] and first.score == 82.0
    assert selectors.candidates(BY, region=COUNTY, year=2016).rows[0].figures[0].value == 0, "another year"


@pytest.mark.demand("CAT-14")
@pytest.mark.usefixtures("no_providers")
def test_cross_province_candidates_are_ranked_by_demand_and_frequency(world: World):
    often, far = item(world.market, "反复来办"), item(world.market, "外地人多")
    services.load_counts(
        region=COUNTY,
        year=2020,
        counts={
            often: Counts(cases=300, people=100, complaints=2),
            far: Counts(cases=300, people=300, elsewhere=150, complaints=8),
        },
        by=BY,
    )
    found = selectors.candidates(BY, region=COUNTY, year=2020, kind="cross").rows
    assert [one.name for one in found] == ["外地人多", "反复来办"]
    assert [(one.label, one.value) for one in found[0].figures] == [
        ("反映最强烈", 8),
        ("最渴望解决", 150),
        ("办事频率", 100),
        ("办件量", 300),
    ]


@pytest.mark.usefixtures("no_providers")
def test_what_rooms_above_count_is_added_to_what_was_entered(world: World):
    one = item(world.market, "食品经营许可")
    asked: list[tuple[str, date, date]] = []

    @selectors.provide_volumes("tests")
    def counted(region: str, since: date, until: date) -> dict[int, Counts]:
        asked.append((region, since, until))
        return {one: Counts(cases=5, attention=1)}

    services.load_counts(region=COUNTY, year=2018, counts={one: Counts(cases=7)}, by=BY)
    (found,) = selectors.candidates(BY, region=COUNTY, year=2018).rows
    assert found.figures[0].value == 12 and found.figures[1].value == 1
    assert asked == [(COUNTY, date(2018, 1, 1), date(2018, 12, 31))]


@pytest.mark.usefixtures("no_providers")
def test_a_department_sees_its_own_measured_against_the_whole_county(world: World):
    small = item(world.market, "小事项")
    big = item(world.water, "大事项")
    services.load_counts(region=COUNTY, year=2018, counts={small: Counts(cases=50), big: Counts(cases=100)}, by=BY)
    (own,) = selectors.candidates(member("局里", organ=world.market), region=COUNTY, year=2018).rows
    assert own.name == "小事项" and own.figures[0].part == 20.0


def test_counts_loaded_again_replace_those_of_the_year(world: World):
    one = item(world.market, "食品经营许可")
    for cases in (5, 9):
        services.load_counts(region=COUNTY, year=2018, counts={one: Counts(cases=cases)}, by=BY)
    assert [row.cases for row in ItemYear.objects.all()] == [9]


@pytest.mark.parametrize(
    ("year", "counts", "code"),
    [
        (1999, {1: Counts()}, "lists.count_year"),
        (2018, {}, "lists.count_item"),
        (2018, {10**6: Counts()}, "lists.count_item"),
        (2018, {0: Counts(cases=-1)}, "lists.count_number"),
        (2018, {0: Counts(cases=2**40)}, "lists.count_number"),
    ],
)
def test_counts_that_cannot_be_are_refused(world: World, year: int, counts, code: str):
    own = make_item(world.market, "食品经营许可").pk
    with pytest.raises(Refused) as refused:
        given = {own if key == 0 else key: value for key, value in counts.items()}
        services.load_counts(region=COUNTY, year=year, counts=given, by=PLATFORM)
    assert refused.value.code == code


def test_counts_of_another_organ_are_not_mine_to_enter(world: World):
    foreign = make_item(world.water, "用水报装").pk
    with pytest.raises(AccessDenied):
        services.load_counts(
            region=COUNTY, year=2018, counts={foreign: Counts(cases=1)}, by=member("局里", "edit", organ=world.market)
        )


def test_without_any_figure_the_score_is_nothing_and_nothing_divides_by_zero():
    factors = (Factor("volume", "办件量", 0), Factor("attention", "关注度", 0))
    row = {"volume": 0, "attention": 0}
    assert score(parts(row, factors, largest([row], factors))) == 0
    assert largest([], factors) == {"volume": 0, "attention": 0}


@pytest.mark.usefixtures("no_providers")
def test_only_the_first_are_told_and_all_are_counted(world: World):
    for number in range(3):
        item(world.market, f"事项{number}")
    found = selectors.candidates(BY, region=COUNTY, year=2018, size=2)
    assert ([one.rank for one in found.rows], found.total) == ([1, 2], 3)
