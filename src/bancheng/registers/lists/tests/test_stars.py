"""Stars out of the guide in force, and the rates of departments against dated targets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.ground.jobs import drain
from bancheng.ground.law import today
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, TOWN, World, republish
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.depths import keeping
from bancheng.registers.lists.depths.rules import StarRules, stars_of
from bancheng.registers.lists.models import ItemDepth
from bancheng.registers.lists.tests.once_world import HALL_ONCE, ONLINE_PICKED_UP, guide, item, member
from bancheng.registers.organisations import services as organisations

POSTED = {"results": [{"name": "许可证", "kind": "licence", "delivery": ["post"]}]}
AT_WINDOW = {"results": [{"name": "许可证", "kind": "licence", "delivery": ["window"]}]}
BY_NET = {"visits": 0, "channels": ["window", "pc"]}
YEAR_END = date(2018, 12, 31)


def star(rules: StarRules | None = None, **changes: Any) -> int:
    return stars_of(GuideBody.model_validate(guide(**changes)), rules or StarRules())[0]


def with_blank_form() -> dict[str, Any]:
    body = guide(**HALL_ONCE)
    form = {"kind": "blank", "name": "申请书", "file": "a" * 64, "media_type": "application/pdf", "size": 1}
    body["materials"][0]["attachments"] = [form]
    return body


def test_the_star_follows_from_the_guide():
    assert star(**HALL_ONCE) == 1
    assert stars_of(GuideBody.model_validate(with_blank_form()), StarRules())[0] == 2
    assert star(**{**ONLINE_PICKED_UP, "visits": 2}) == 2
    assert star(**ONLINE_PICKED_UP) == 3
    assert star(**BY_NET, **AT_WINDOW) == 3, "fetching the result is a trip"
    assert star(**BY_NET, **POSTED) == 4
    assert star(**BY_NET) == 4


def test_the_other_stars_are_the_localitys():
    ours = StarRules(information=0, forms=1, pre_review=1, electronic=5)
    assert (star(ours, **HALL_ONCE), star(ours, **{**ONLINE_PICKED_UP, "visits": 2})) == (0, 1)
    assert (star(ours, **BY_NET), star(ours, **BY_NET, **POSTED), star(ours, **ONLINE_PICKED_UP)) == (5, 4, 3)


@pytest.mark.demand("CAT-16")
def test_publishing_a_guide_that_is_fully_online_lifts_three_stars_to_four(world: World):
    key = item(world.market, "个体工商户登记", **ONLINE_PICKED_UP, **AT_WINDOW)
    assert ItemDepth.objects.get(item=key).stars == 3
    republish(ImplementationItem.objects.get(pk=key), guide(**BY_NET, **POSTED))
    drain()
    row = ItemDepth.objects.get(item=key)
    assert (row.stars, row.reason, row.number) == (4, "除证照寄递环节外，全程网上办理", 2)


def test_a_guide_of_a_later_day_counts_from_that_day(world: World, move):
    move(date(2018, 4, 10))
    key = item(world.market, "个体工商户登记", **ONLINE_PICKED_UP)
    row = ImplementationItem.objects.get(pk=key)
    republish(row, guide(**BY_NET, **POSTED), effective_from=date(2018, 4, 20))
    services.catch_up()
    assert ItemDepth.objects.get(item=key).stars == 3
    move(date(2018, 4, 20))
    catalog.take_effect()
    assert services.catch_up() == 1 and services.catch_up() == 0
    assert ItemDepth.objects.get(item=key).stars == 4


def test_a_withdrawn_guide_leaves_no_star(world: World):
    key = item(world.market, "个体工商户登记")
    version = ImplementationItem.objects.get(pk=key).current
    assert version is not None
    catalog.withdraw(version=version, reason="写错了", by=PLATFORM)
    drain()
    assert not ItemDepth.objects.exists()


def test_a_rule_of_stars_rates_everything_anew(world: World):
    key = item(world.market, "个体工商户登记", **BY_NET)
    assert ItemDepth.objects.get(item=key).stars == 4
    organisations.set_rule(key="lists.star_electronic", region=COUNTY, value=5, valid_from=today(), by=PLATFORM)
    drain()
    assert ItemDepth.objects.get(item=key).stars == 5


def test_a_rule_of_a_later_day_rates_anew_on_that_night(world: World, move):
    move(date(2018, 4, 10))
    key = item(world.market, "个体工商户登记", **BY_NET)
    organisations.set_rule(
        key="lists.star_electronic", region=COUNTY, value=5, valid_from=date(2018, 5, 1), by=PLATFORM
    )
    drain()
    assert ItemDepth.objects.get(item=key).stars == 4 and keeping.nightly() == 0
    move(date(2018, 5, 1))
    assert keeping.nightly() == 1
    assert ItemDepth.objects.get(item=key).stars == 5


def targets_of_xixia() -> None:
    for key, percent in (("online", 100), ("three_stars", 50), ("four_stars", 30)):
        organisations.set_rule(
            key=f"lists.target_{key}", region=COUNTY, value=percent, valid_from=YEAR_END, by=PLATFORM
        )


def ten_items(organ: Any) -> None:
    for number in range(10):
        changes = BY_NET | POSTED if number < 2 else ONLINE_PICKED_UP if number < 5 else HALL_ONCE
        item(organ, f"人社事项{number}", **changes)


@pytest.mark.demand("CAT-17")
def test_ten_items_five_at_three_stars_two_at_four_show_half_passed_and_a_fifth_failed(world: World, move):
    move(date(2018, 4, 10))
    targets_of_xixia()
    ten_items(world.market)
    (row,) = selectors.star_board(member("看板"), region=COUNTY).departments
    assert (row.three.percent, row.three.met) == (50.0, True)
    assert (row.four.percent, row.four.met) == (20.0, False)
    assert not row.four.red and not row.interview, "the target is of the end of the year"
    assert row.four.target.due_on == YEAR_END

    move(YEAR_END)
    (row,) = selectors.star_board(member("看板"), region=COUNTY).departments
    assert (row.items, row.online.percent, row.stars) == (10, 50.0, (0, 5, 0, 3, 2, 0))
    assert row.three.met and row.four.red and row.online.red and row.interview


def test_rates_stand_by_department_and_by_level_red_ones_first(world: World, move):
    move(date(2018, 4, 10))
    targets_of_xixia()
    item(world.market, "全程网办", **BY_NET, **POSTED)
    item(world.town, "窗口办", use_level="5", **HALL_ONCE)
    move(YEAR_END)
    board = selectors.star_board(member("看板"), region=COUNTY)
    assert [row.name for row in board.departments] == ["丁河镇人民政府", "西峡县市场监督管理局"]
    assert [(row.name, row.four.percent) for row in board.levels] == [("县级", 100.0), ("镇（乡、街道）级", 0.0)]
    assert (board.total.items, board.total.four.percent) == (2, 50.0)
    only = selectors.star_board(member("镇", organ=world.town, region=TOWN), region=COUNTY)
    assert [row.name for row in only.departments] == ["丁河镇人民政府"]


def test_the_board_costs_the_same_for_any_number_of_items(world: World, django_assert_num_queries):
    item(world.market, "甲", **HALL_ONCE)
    with CaptureQueriesContext(connection) as few:
        selectors.star_board(member("看板"), region=COUNTY)
    for number in range(4):
        item(world.water, f"乙{number}", use_level="5", **BY_NET)
    with django_assert_num_queries(len(few)):
        board = selectors.star_board(member("看板"), region=COUNTY)
    assert (board.total.items, board.total.online.n, board.total.stars) == (5, 4, (0, 1, 0, 0, 4, 0))


def test_without_targets_nothing_fails(world: World):
    item(world.market, "窗口办", **HALL_ONCE)
    (row,) = selectors.star_board(member("看板"), region=COUNTY).departments
    assert all(share.met and not share.red for share in row.shares) and not row.interview


def test_just_below_half_is_not_half(world: World, move):
    move(date(2018, 4, 10))
    targets_of_xixia()
    for number in range(3):
        item(world.market, f"事项{number}", **(ONLINE_PICKED_UP if number == 0 else HALL_ONCE))
    move(YEAR_END)
    (row,) = selectors.star_board(member("看板"), region=COUNTY).departments
    assert row.three.percent == 33.3 and row.three.red


def test_public_lists_show_the_ends_and_the_star(world: World):
    item(world.market, "个体工商户登记", **{**ONLINE_PICKED_UP, "channels": ["window", "pc", "terminal"]})
    ends, stars = selectors.list_page("four-ends", COUNTY), selectors.list_page("stars", COUNTY)
    assert ends is not None and stars is not None
    (row,) = ends.rows
    assert [row[end] for end in ("window", "pc", "mobile", "terminal")] == ["提供", "提供", "—", "提供"]
    assert stars.rows[0]["star"] == "三星级"
