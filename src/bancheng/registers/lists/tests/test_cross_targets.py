"""跨省通办: the targets of a plan and the board of their progress."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY, PROVINCE, World, make_item
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.tests.once_world import item, member
from bancheng.registers.lists.types import TargetSeed

DUE = date(2020, 12, 31)
BY = member("省里", "review", region=PROVINCE)
SEEDS = (
    TargetSeed(1, "社会保障卡申领", "人社", DUE),
    TargetSeed(2, "户口迁移", "公安", DUE),
    TargetSeed(3, "住房公积金转移接续", "公积金", DUE, matches=("公积金转移",)),
    TargetSeed(4, "学历公证", "司法", DUE),
)
NATIONWIDE = {
    "scope": "nation",
    "visits": 0,
    "channels": ["window", "pc", "mobile"],
    "cross": {"acceptance": "online", "category": "社会保障", "level": "县级", "prior": "无"},
}


def states() -> list[str]:
    return [line.state for line in selectors.cross_board(COUNTY).lines]


def test_the_board_shows_the_target_and_what_is_done(world: World, move):
    move(date(2020, 12, 1))
    assert services.take_in_targets(region=PROVINCE, seeds=SEEDS, by=BY) == 4
    assert services.take_in_targets(region=PROVINCE, seeds=SEEDS, by=BY) == 0, "what is there stays"
    assert states() == ["absent"] * 4
    item(world.market, "社会保障卡申领", **NATIONWIDE)
    item(world.market, "公积金转移", scope="county")
    make_item(world.market, "户口迁移")
    board = selectors.cross_board(COUNTY)
    assert [line.state for line in board.lines] == ["done", "draft", "guide", "absent"]
    assert (board.target, board.done, board.percent) == (4, 1, 25)
    first = board.lines[0]
    assert (first.acceptance, first.situations, first.late) == ("全程网办", 2, False)
    move(date(2021, 1, 1))
    assert [line.late for line in selectors.cross_board(COUNTY).lines] == [False, True, True, True]


def test_adding_and_withdrawing_gives_the_public_list_another_edition(world: World):
    services.take_in_targets(region=PROVINCE, seeds=SEEDS[:1], by=BY)
    services.refresh_stale()
    row = services.add_target(region=PROVINCE, name="婚姻登记", department="民政", due_on=DUE, by=BY)
    services.refresh_stale()
    assert row.number == 2
    page = selectors.list_page("cross-province", COUNTY)
    assert page is not None and page.edition is not None
    assert [one["name"] for one in page.rows] == ["社会保障卡申领", "婚姻登记"] and page.edition.number == 2
    services.withdraw_target(target=row.pk, reason="并入另一事项", by=BY)
    services.refresh_stale()
    assert [one["name"] for one in selectors.list_page("cross-province", COUNTY).rows] == ["社会保障卡申领"]  # type: ignore[union-attr]
    assert [one.number for one in selectors.list_editions("cross-province", COUNTY)] == [3, 2, 1]
    again = services.add_target(region=PROVINCE, name="婚姻登记", department="民政", due_on=DUE, by=BY)
    assert again.number == 3, "a number is not given twice"


def test_a_target_is_named_once_and_kept_by_who_reviews(world: World):
    services.take_in_targets(region=PROVINCE, seeds=SEEDS, by=BY)
    for changes, code in (
        ({"name": "户口迁移"}, "lists.target_twice"),
        ({"name": " "}, "lists.target_name"),
        ({"batch": 0}, "lists.target_batch"),
        ({"note": "长" * 201}, "lists.target_text"),
    ):
        with pytest.raises(Refused) as refused:
            services.add_target(
                **({"region": PROVINCE, "name": "新", "department": "", "due_on": DUE, "by": BY} | changes)
            )
        assert refused.value.code == code
    with pytest.raises(AccessDenied):
        services.add_target(region=PROVINCE, name="新", department="", due_on=DUE, by=member("县里", "review"))
    first = selectors.targets_at(COUNTY)[0].pk
    services.withdraw_target(target=first, reason="不再要求", by=BY)
    with pytest.raises(Refused):
        services.withdraw_target(target=first, reason="再来", by=BY)
    with pytest.raises(AccessDenied):
        services.withdraw_target(target=10**6, reason="没有", by=BY)
