"""S-XX, 西峡 2018: steps 3, 4, 5, 6 (the board) and 18 (the dashboard): from a department's list to the rates of the year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.journeys.scene import Scene, at

from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as desk
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.tests.once_world import TWO_TRIPS, member
from bancheng.registers.organisations import selectors as organisations

COUNTY = "411323000000"
PILOTS = ("pilot-departments", "pilot-towns")
NEEDS = [
    {"resource": "人口基础信息库", "provider": "西峡县公安局", "purpose": "核对经营者身份"},
    {"resource": "法人单位基础信息库", "provider": "西峡县市场监督管理局", "purpose": "核对名称和住所"},
]


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2018, 4, 10)), tick=False)
    return Scene.of("xixia-2018", "xixia", COUNTY)


def amended(scene: Scene, item: int, by: Actor, **changes: Any) -> None:
    """The guide in force with these parts changed, saved by the department and published by who publishes."""
    draft = catalog.draft(by, item)
    row = catalog.implementation(by, item)
    desk.save_draft(item=row, body=draft.body | changes, revision=draft.revision, by=by)
    desk.publish(item=row, by=scene.desk("lists"))
    services.read_guides([item])


def units() -> list[int]:
    """The twelve pilots that are still there (规划局 became part of 自然资源局 in 2019, so the register shows eleven)."""
    found = {one.pk for key in PILOTS for one in organisations.organisations(region=COUNTY, roster=key)}
    return sorted(found)


def list_of(reviewer: Actor, batch: int, organ: str) -> int:
    return next(row.id for row in selectors.board(reviewer, batch) if row.organ == organ)


def test_a_list_goes_from_the_departments_to_two_offices_and_the_year_is_measured(
    scene: Scene, time_machine: Any
) -> None:
    editor, reviewer = scene.desk("editor"), scene.desk("review")
    trader = scene.found("个体工商户设立登记")
    shared = [one.code for one in scene.guide(trader).materials if one.exempt == "sharing"]
    needs = [*NEEDS, *({**NEEDS[1], "material": code} for code in shared)]

    # 3: data needs are declared (population from 公安局, legal person), and the mode is online after pre-review.
    amended(scene, trader, editor, data_needs=needs)
    assert {need.provider for need in scene.guide(trader).data_needs} == {"西峡县公安局", "西峡县市场监督管理局"}
    assert services.confirm_mode(item=trader, online=True, one_trip=True, by=editor).mode == "online"

    # 4: an item of planning, neither online nor one trip, is forced onto the negative list with its reason.
    planning = scene.found("建设工程规划许可证核发")
    office = catalog.item_facts(items=[planning])[0].organisation_id
    planner = member("规划", "edit", organ=organisations.organisations().get(pk=office))
    publisher = scene.desk("hall")
    amended(scene, planning, publisher, **TWO_TRIPS)
    with pytest.raises(Refused) as refused:
        services.confirm_mode(item=planning, online=False, one_trip=False, by=planner)
    assert refused.value.code == "lists.negative_reason"
    services.confirm_mode(
        item=planning, online=False, one_trip=False, reason="要现场踏勘", plan="年底前并入联合踏勘", by=planner
    )
    public = selectors.list_page("negative", COUNTY)
    assert public is not None and [row["name"] for row in public.rows] == ["建设工程规划许可证核发"]

    # 5: batch 1 goes to 编办; approved, it lies in both inboxes with the same instant.
    batch = services.open_batch(
        region=COUNTY, year=2018, number=1, due_on=date(2018, 4, 20), units=units(), by=reviewer
    )
    assert len(units()) == 11
    mine = list_of(reviewer, batch.pk, "西峡县市场监督管理局")
    services.add_entries(unit_list=mine, items=[trader], by=editor)
    services.submit_list(unit_list=mine, by=editor)
    with pytest.raises(AccessDenied):
        services.approve_list(unit_list=mine, by=editor)
    time_machine.move_to(at(date(2018, 4, 16)), tick=False)
    services.approve_list(unit_list=mine, by=reviewer)
    (county,) = selectors.inbox(scene.desk("office"))
    (city,) = selectors.inbox(Scene("nanyang", "411300000000").desk("office"))
    assert county.list_id == city.list_id == mine and county.delivered_at == city.delivered_at == at(date(2018, 4, 16))
    listed = selectors.list_page("once", COUNTY)
    assert listed is not None and [row["name"] for row in listed.rows] == ["个体工商户设立登记"]

    # 6: past the due day of batch 2, 白羽街道 without its list stands on the board as late.
    second = services.open_batch(
        region=COUNTY, year=2018, number=2, due_on=date(2018, 5, 31), units=units(), by=reviewer
    )
    time_machine.move_to(at(date(2018, 6, 1)), tick=False)
    late = {row.organ: row.overdue_days for row in selectors.board(reviewer, second.pk) if row.late}
    assert late["西峡县白羽街道办事处"] == 1
    assert "西峡县白羽街道办事处" in {row.organ for row in selectors.late_units(COUNTY)}

    # 18: at the end of the year what is listed is done; departments below their targets are red and proposed for interview.
    time_machine.move_to(at(date(2018, 12, 31)), tick=False)
    board = selectors.star_board(reviewer, region=COUNTY)
    assert [(one.percent, one.due_on) for one in board.targets] == [
        (percent, date(2018, 12, 31)) for percent in (100, 50, 30)
    ]
    assert (board.total.listed, board.total.done_percent) == (1, 100)
    assert board.total.three.met and board.total.four.met
    rows = {row.name: row for row in board.departments}
    market, police = rows["西峡县市场监督管理局"], rows["西峡县公安局"]
    assert all(share.met for share in market.shares) and not market.interview
    assert police.online.red and police.interview, "two of its items cannot be applied for online"
    assert board.departments[0].interview, "who is below stands first"
