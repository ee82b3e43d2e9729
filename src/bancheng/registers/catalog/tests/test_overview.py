"""The catalogue as tree and facets, how complete each guide is, and what the last examination found."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.ground.jobs import drain
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.completeness import ELEMENTS, completeness
from bancheng.registers.catalog.tests.sample import (
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    published,
    staff,
)
from bancheng.registers.catalog.types import ItemOverview, StaffFilters


def seen(actor: Any = PLATFORM, **filters: Any) -> ItemOverview:
    return selectors.overview(actor, StaffFilters(**filters))


def counts(found: ItemOverview, key: str) -> dict[str, int]:
    return {code: n for facet in found.facets if facet.key == key for code, _label, n in facet.values}


@pytest.fixture
def items(world: World) -> World:
    published(world.market, "食品经营许可")
    make_item(world.market, "小餐饮登记")
    make_item(world.water, "供水报装", item_type="20", nature="convenience", use_level="5")
    drafted = make_item(world.elsewhere, "食品生产许可")
    services.save_draft(item=drafted, body=body(), revision=0, by=PLATFORM)
    return world


def test_the_tree_counts_items_by_region_and_names_the_organs_of_the_chosen_one(items: World) -> None:
    tree = {branch.region_code: branch for branch in seen().tree}
    assert {code: branch.count for code, branch in tree.items()} == {COUNTY: 3, OTHER_COUNTY: 1}
    assert tree[COUNTY].organs == ()
    chosen = {branch.region_code: branch for branch in seen(region=COUNTY, organisation=items.water.pk).tree}
    assert {organ.name: organ.count for organ in chosen[COUNTY].organs} == {items.market.name: 2, items.water.name: 1}
    assert chosen[OTHER_COUNTY].count == 1 and chosen[OTHER_COUNTY].organs == ()


def test_each_facet_counts_what_the_other_filters_let_pass_within_ones_scope(items: World) -> None:
    found = seen()
    assert counts(found, "item_type") == {"01": 3, "20": 1} and counts(found, "use_level") == {"4": 3, "5": 1}
    assert counts(found, "nature") == {"power": 3, "convenience": 1} and counts(found, "draft") == {"1": 1, "0": 3}
    assert counts(found, "theme") == {"licence": 1} and counts(found, "group") == {"sole_trader": 1}
    assert counts(seen(q="食品"), "item_type") == {"01": 2}
    assert counts(seen(state="published"), "use_level") == {"4": 1}
    assert counts(seen(staff("catalog.view", region=OTHER_COUNTY)), "item_type") == {"01": 1}
    assert seen(staff("catalog.edit")).tree == ()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"theme": "licence"}, {"食品经营许可"}),
        ({"life_event": "start_business", "group": "sole_trader"}, {"食品经营许可"}),
        ({"theme": "utilities"}, set()),
        ({"use_level": "5"}, {"供水报装"}),
        ({"draft": "1"}, {"食品生产许可"}),
        ({"draft": "0", "q": "食品"}, {"食品经营许可"}),
        ({"findings": "1"}, set()),
        ({"draft": "x", "findings": "\x00", "more": {"stars": "9", "unknown": "1"}, "q": "餐饮"}, {"小餐饮登记"}),
    ],
)
def test_what_a_facet_shows_narrows_the_list(items: World, filters: dict[str, Any], found: set[str]) -> None:
    page = selectors.staff_items(PLATFORM, StaffFilters(**filters))
    assert {item.name for item in page.items} == found


def test_findings_are_those_of_the_newest_examination_that_covered_the_item(items: World) -> None:
    page = selectors.staff_items(PLATFORM, StaffFilters())
    assert {one.findings for one in selectors.standings_of(page.items).values()} == {None}
    vague = make_item(items.market, "含糊的事项")
    text = body(requirements=[{"text": "符合其他相关条件", "basis": body()["basis"]}])
    services.save_draft(item=vague, body=text, revision=0, by=PLATFORM, keep_incomplete=True)
    services.start_lint(region=COUNTY, by=PLATFORM)
    drain()
    page = selectors.staff_items(PLATFORM, StaffFilters())
    told = {item.name: selectors.standings_of(page.items)[item.id] for item in page.items}
    assert told["含糊的事项"].findings and told["食品生产许可"].findings is None
    assert [item.name for item in selectors.staff_items(PLATFORM, StaffFilters(findings="1", q="含糊")).items] == [
        "含糊的事项"
    ]
    assert counts(seen(q="含糊"), "findings") == {"1": 1}


def test_tree_and_facets_cost_the_same_for_one_item_and_for_many(
    items: World, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        make_item(items.market, f"事项第{number}号", coded=False)
    with django_assert_max_num_queries(11):
        seen()
    page = selectors.staff_items(PLATFORM, StaffFilters())
    with django_assert_max_num_queries(3):
        selectors.standings_of(page.items)


def test_completeness_counts_the_elements_of_the_standard_and_names_what_is_missing() -> None:
    found = completeness(body())
    assert found.total == len(ELEMENTS) and found.filled + len(found.missing) == found.total
    assert found.missing == ("受理标准", "空白表格", "环节办理时限", "环节审查标准", "常见问题")
    assert "常见问题" not in completeness(body(faq=[{"q": "问", "a": "答"}])).missing
    assert completeness({}).filled == 0 and completeness({}).percent == 0


def test_to_ask_for_nothing_and_to_come_never_is_written_too() -> None:
    found = completeness(body(materials=[], visits=0))
    assert not {"申请材料", "材料依据", "材料份数", "到办事现场次数", "必须现场办理原因"} & set(found.missing)
    assert "必须现场办理原因" in completeness(body(visits=1)).missing
    assert "收费" in completeness(body(fees={"charged": True})).missing


@pytest.mark.parametrize("part", ["materials", "stages", "basis", "fees", "promised", "visits"])
@pytest.mark.parametrize("value", ["文字", 3, None, [1, "x", {}], {"a": []}])
def test_a_body_that_is_not_well_formed_is_counted_all_the_same(part: str, value: Any) -> None:
    assert 0 <= completeness(body(**{part: value})).percent <= 100
