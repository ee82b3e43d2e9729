"""Five levels of regions with their organisations; a unit that moves or is renamed keeps its history (ORG-01, ORG-02)."""

from __future__ import annotations

import re

import pytest

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.organisations import services

pytestmark = pytest.mark.django_db


@pytest.mark.demand("ORG-01")
def test_the_tree_shows_five_levels_and_a_unit_that_moves_keeps_its_history(desk: Desk, time_machine) -> None:
    services.create_region(code="411323101001", name="丁河村", by=PLATFORM)
    admin = desk.administrator()
    page = text(admin.get("/work/organisations/"))
    nested = re.search(
        r"河南省.*?<details.*?南阳市.*?<details.*?西峡县.*?<details.*?丁河镇.*?<details.*?丁河村", page, re.S
    )
    assert nested is not None

    time_machine.move_to("2026-12-01 09:00+08:00")
    admin = desk.administrator()  # a session does not last so long
    unit = desk.world.town
    sent = {"region": "411323000000", "parent": desk.world.market.pk, "on": "2026-12-01", "reason": "机构改革方案"}
    url = f"/work/organisations/{unit.pk}/move/"
    asked = text(admin.post(url, sent))
    assert "原来的名称和隶属关系留在沿革里" in asked
    unit.refresh_from_db()
    assert unit.region_id == "411323101000"
    assert admin.post(url, {**sent, "confirm": "yes"}).status_code == 302
    history = text(admin.get(f"/work/organisations/{unit.pk}/"))
    first, second = history.index("2026年12月1"), history.index("2026年11月20")
    assert first < second and "机构改革方案" in history and "丁河镇" in history[second:]


@pytest.mark.demand("ORG-02")
def test_departments_towns_and_institutions_are_there_and_each_kind_can_be_filtered(desk: Desk) -> None:
    services.create_organisation(region="411323000000", name="西峡县信息中心", kind="institution", by=PLATFORM)
    client = desk.browser("service_officer")
    named = {
        "department": "西峡县市场监督管理局",
        "town": "丁河镇人民政府",
        "institution": "西峡县信息中心",
        "public_enterprise": "西峡县自来水公司",
    }
    for kind, name in named.items():
        page = text(client.get("/work/organisations/", {"kind": kind, "region": "411323000000"}))
        listed = page[page.index('id="list"') :]
        assert name in listed
        assert not [other for other in named.values() if other != name and other in listed]


def test_a_unit_is_moved_to_stand_under_nobody(desk: Desk, time_machine) -> None:
    time_machine.move_to("2026-12-01 09:00+08:00")
    admin = desk.administrator()
    sent = {"region": "411323000000", "parent": "", "on": "2026-12-01", "reason": "机构改革方案"}
    asked = text(admin.post(f"/work/organisations/{desk.world.town.pk}/move/", sent))
    assert "上级机构：没有。" in asked
    assert admin.post(f"/work/organisations/{desk.world.town.pk}/move/", {**sent, "confirm": "yes"}).status_code == 302


def test_a_former_name_is_found_too(desk: Desk, time_machine) -> None:
    time_machine.move_to("2026-12-01 09:00+08:00")
    admin = desk.administrator()
    url = f"/work/organisations/{desk.world.water.pk}/rename/"
    sent = {"name": "西峡县水务公司", "on": "2026-12-01", "reason": "工商变更", "confirm": "yes"}
    assert admin.post(url, sent).status_code == 302
    assert "西峡县水务公司" in text(admin.get("/work/organisations/", {"q": "自来水"}))


def test_an_organisation_is_registered_and_a_wrong_credit_code_is_told(desk: Desk) -> None:
    admin = desk.administrator()
    sent = {
        "name": "西峡县档案馆",
        "kind": "institution",
        "owner_type": "administrative",
        "uscc": "11411323MB19123450",
        "on": "2026-11-20",
        "reason": "新设",
    }
    wrong = admin.post("/work/organisations/create/411323000000/", sent)
    assert wrong.status_code == 422 and "西峡县档案馆" in text(wrong)
    right = admin.post("/work/organisations/create/411323000000/", {**sent, "uscc": ""})
    assert right.status_code == 302


def test_posts_show_who_holds_them_and_who_stands_in(desk: Desk) -> None:
    post = services.create_post(organisation=desk.world.market, code="W1", name="综合窗口", kind="window", by=PLATFORM)
    admin, first, second = desk.administrator(), desk.staff(number="A1"), desk.staff(number="B1")
    page = f"/work/organisations/{desk.world.market.pk}/"
    assert "空岗" in text(admin.get(page))
    for staff, ab in ((first, "A"), (second, "B")):
        sent = {"post_id": post.pk, "ab": ab, "since": "2026-11-20"}
        assert admin.post(f"/work/staff/{staff.pk}/posts/hold/", sent).status_code == 302
    assert "正在顶岗" not in text(admin.get(page))
    leave = {"starts": "2026-11-20", "ends": "2026-11-27", "reason": "年休假"}
    admin.post(f"/work/staff/{first.pk}/leave/", leave)
    assert "正在顶岗" in text(admin.get(page))


def test_who_may_only_look_sees_no_buttons_and_may_not_act(desk: Desk) -> None:
    client = desk.browser("town_officer")
    page = f"/work/organisations/{desk.world.market.pk}/"
    assert "改名" not in text(client.get(page))
    assert client.get(page + "rename/").status_code == 403
