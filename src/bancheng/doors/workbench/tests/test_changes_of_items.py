"""承接、下放、取消、调整 at the desk: the impact before, the announcement after, and what the cancelled item answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.casework.cases import services as cases
from bancheng.doors.workbench.tests.cases_cast import Story
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.window import Window
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ImplementationItem, ItemChange
from bancheng.registers.catalog.tests.sample import OTHER_COUNTY, PLATFORM, TOWN, published

pytestmark = pytest.mark.django_db
SENT = {"on": "2026-11-20", "basis": "新政办〔2026〕8号"}


def record(client: Client, item: int, kind: str, *, sure: bool = True, **more: Any) -> Any:
    sent = SENT | more | ({"confirm": "yes"} if sure else {})
    return client.post(reverse("workbench:item-record", args=[item, kind]), sent)


@pytest.mark.demand("CAT-25")
def test_handing_down_tells_the_impact_first_then_closes_opens_and_announces(desk: Desk, story: Story) -> None:
    story.file()
    officer = desk.browser("service_officer")
    form = text(officer.get(reverse("workbench:item-record", args=[story.item, "hand_down"])))
    assert "丁河镇（丁河镇人民政府）" in form
    asked = text(record(officer, story.item, "hand_down", sure=False, regions=[TOWN]))
    assert "1 件正在办理，仍按收件时的指南版本办完" in asked and not ItemChange.objects.exists()

    done = record(officer, story.item, "hand_down", regions=[TOWN])
    change = ItemChange.objects.get()
    assert done.status_code == 302 and done["Location"] == f"/work/changes/{change.number}/"
    town = change.opened.get()
    assert ImplementationItem.objects.get(pk=story.item).state == "cancelled" and town.state == "published"
    assert change.number in text(officer.get("/work/changes/")) and "已生效" in text(officer.get(done["Location"]))

    citizen = Client()
    announced = text(citizen.get(f"/items/changes/{change.number}/"))
    assert "新政办〔2026〕8号" in announced and "丁河镇人民政府" in announced and f"/guide/{town.pk}/" in announced
    assert 'href="/items/changes/"' in text(citizen.get("/items/")), "a way leads there"
    assert change.number in text(citizen.get("/items/changes/")) and "没有找到" in text(
        citizen.get("/items/changes/?q=渔船")
    )
    assert change.number in text(citizen.get(f"/items/changes/{change.number}/print/"))
    guide = text(citizen.get(f"/guide/{story.item}/"))
    assert "改由下列机关办理" in guide and f"/guide/{town.pk}/" in guide and "在线办理" not in guide
    assert "丁河镇" in text(citizen.get(f"/guide/{town.pk}/"))


def test_the_case_that_was_running_goes_on_under_its_own_guide(desk: Desk, story: Story) -> None:
    number = story.file()
    assert record(desk.browser("service_officer"), story.item, "cancel").status_code == 302
    cases.accept(number, by=story.actor("clerk"))
    story.agree(number, "review", "Rev1")
    found = story.staff_case(number)
    assert found.line.state == "under_review" and found.document.version == 1


def test_a_change_of_a_coming_day_is_taken_back(desk: Desk, story: Story) -> None:
    officer = desk.browser("service_officer")
    record(officer, story.item, "hand_down", on="2026-12-01", regions=[TOWN])
    number = ItemChange.objects.get().number
    assert "起有变更（下放）" in text(Client().get(f"/guide/{story.item}/"))
    assert officer.post(f"/work/changes/{number}/withdraw/", {"reason": ""}).status_code == 422
    assert desk.browser("catalog_reviewer", number="Far", region=OTHER_COUNTY).post(
        f"/work/changes/{number}/withdraw/", {"reason": "x"}
    ).status_code in {403, 404}
    assert officer.post(f"/work/changes/{number}/withdraw/", {"reason": "上级暂缓"}).status_code == 302
    public = text(Client().get(f"/items/changes/{number}/"))
    assert "撤回" in public and "上级暂缓" in public
    assert officer.post(f"/work/changes/{number}/withdraw/", {"reason": "再来"}).status_code == 422
    assert ImplementationItem.objects.get(pk=story.item).cancelled_on is None


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"basis": ""}, "请填写变更依据"),
        ({"on": "2026-11-19"}, "不能早于今天"),
        ({"on": "明天"}, "2026-12-03 的样子"),
        ({"regions": []}, "请选择下放到哪里"),
        ({"regions": ["990000000000"]}, "列表中"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_changed(
    desk: Desk, story: Story, more: dict[str, Any], sentence: str
) -> None:
    answer = record(desk.browser("service_officer"), story.item, "hand_down", **({"regions": [TOWN]} | more))
    assert answer.status_code == 422 and sentence in text(answer)
    assert not ItemChange.objects.exists()


def test_who_may_not_publish_records_no_change_and_an_unknown_kind_is_not_there(desk: Desk, story: Story) -> None:
    url = reverse("workbench:item-record", args=[story.item, "cancel"])
    assert desk.browser("catalog_editor").get(url).status_code == 403
    officer = desk.browser("service_officer")
    assert officer.get(reverse("workbench:item-record", args=[story.item, "abolish"])).status_code == 404
    assert officer.get("/work/changes/411323000000-2026-0404/").status_code == 404
    assert Client().get("/items/changes/411323000000-2026-0404/").status_code == 404
    assert Client().get("/items/changes/?after=x&kind=zzz&q=%00%ff").status_code == 200


def test_who_may_publish_but_not_write_is_not_offered_to_open_items_elsewhere(desk: Desk, story: Story) -> None:
    reviewer, officer = desk.browser("catalog_reviewer"), desk.browser("service_officer")
    page = reverse("workbench:item", args=[story.item])
    for kind in ("hand_down", "take_over"):
        address = reverse("workbench:item-record", args=[story.item, kind])
        assert address not in text(reviewer.get(page)) and reviewer.get(address).status_code == 403
        assert address in text(officer.get(page)) and officer.get(address).status_code == 200
    assert reverse("workbench:item-record", args=[story.item, "adjust"]) in text(reviewer.get(page))


def test_only_items_that_one_may_close_are_offered_for_closing_and_the_question_names_what_was_chosen(
    desk: Desk, story: Story
) -> None:
    officer, address = desk.browser("service_officer"), reverse("workbench:item-record", args=[story.item, "hand_down"])
    asked = text(officer.post(address, {"on": "2026-12-01", "basis": "豫政〔2026〕1 号", "regions": [TOWN]}))
    assert "下放到哪里：" in asked and desk.world.town.name in asked and not ItemChange.objects.exists()
    theirs = published(desk.world.elsewhere).item_id
    same = ImplementationItem.objects.get(pk=story.item).basic
    ImplementationItem.objects.filter(pk=theirs).update(basic=same)
    offered = text(officer.get(reverse("workbench:item-record", args=[story.item, "take_over"])))
    assert f'name="closing" value="{story.item}"' in offered and f'name="closing" value="{theirs}"' not in offered


@pytest.mark.demand("CAT-25")
def test_taking_over_and_adjusting_are_announced_too(desk: Desk, story: Story) -> None:
    officer = desk.browser("service_officer")
    taken = record(officer, story.item, "take_over", receivers=[desk.world.town.pk], closing=[story.item])
    assert taken.status_code == 302
    made = ItemChange.objects.get()
    town = made.opened.get()
    assert made.region_id == TOWN and town.state == "published"
    services.save_draft(item=town, body=town.current.body | {"audience": ["2"]}, revision=0, by=PLATFORM)
    assert record(officer, town.pk, "adjust").status_code == 302
    adjusted = ItemChange.objects.get(kind="adjust")
    assert "服务对象" in text(Client().get(f"/items/changes/{adjusted.number}/"))
    sheet = b"".join(officer.get("/work/changes/export/csv/").streaming_content).decode()
    assert "承接" in sheet and "调整" in sheet and adjusted.number in sheet


@pytest.mark.demand("CAT-26")
def test_applying_for_a_cancelled_item_answers_with_its_day_at_portal_window_and_api(
    desk: Desk, window: Window
) -> None:
    handle = window.comes()
    record(desk.browser("service_officer"), window.item, "cancel", basis="国发〔2026〕20号")
    # The portal leads back to the guide, which says so.
    portal = text(Client().get(f"/apply/{window.item}/", follow=True))
    assert "自2026年11月20日起取消" in portal and "国发〔2026〕20号" in portal and "在线办理" not in portal
    # The window is refused with the day.
    refused = window.clerk.post(f"/work/intake/at/{handle}/start/", {"item": window.item}, follow=True)
    assert "2026 年 11 月 20 日取消" in text(refused)
    assert not ImplementationItem.objects.filter(pk=window.item, state="published").exists()
    answer = Client().get(f"/api/v1/items/{window.item}").json()
    assert (answer["state"], answer["cancelled_on"]) == ("cancelled", "2026-11-20")


def test_what_hangs_over_an_item_stands_on_its_page(desk: Desk, story: Story) -> None:
    officer = desk.browser("service_officer")
    page = text(officer.get(f"/work/items/{story.item}/"))
    for kind in ("hand_down", "take_over", "cancel", "adjust"):
        assert reverse("workbench:item-record", args=[story.item, kind]) in page
