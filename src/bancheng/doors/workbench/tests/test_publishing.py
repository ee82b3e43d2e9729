"""From a new item to the public page: entered, coded, written, published, taken back, cancelled."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.tests.sample import PLATFORM, PROVINCE, body, make_item, published

pytestmark = pytest.mark.django_db


def publish(client: Client, item_id: int, day: str = "2026-11-20"):
    """Press the button of the page of publishing, having looked at the draft as it is stored."""
    draft = GuideVersion.objects.filter(item=item_id, state="draft").first()
    sent = {"effective_from": day, "revision": str(draft.revision if draft else 0)}
    return client.post(reverse("workbench:guide-publish", args=[item_id]), sent)


@pytest.mark.demand("CAT-01")
def test_a_new_item_is_entered_coded_written_and_published_and_stands_at_once_in_portal_and_api(desk: Desk) -> None:
    manager = desk.browser("service_officer", number="Manager", region=PROVINCE)
    entered = manager.post(
        "/work/items/create/",
        {
            "name": "小餐饮店经营登记",
            "item_type": "01",
            "nature": "power",
            "use_level": "4",
            "organisation": desk.world.market.pk,
        },
    )
    assert entered.status_code == 302
    item = ImplementationItem.objects.get(name="小餐饮店经营登记")
    assert "没有符合" in text(Client().get("/items/?q=小餐饮店经营登记")) or "没有找到" in text(
        Client().get("/items/?q=小餐饮店经营登记")
    )
    manager.post("/work/items/assign/", {"item": item.pk, "confirm": "yes"})
    written = manager.post(
        reverse("workbench:guide-json", args=[item.pk]), {"body": json.dumps(body()), "revision": "0"}
    )
    assert written.status_code == 302
    assert publish(manager, item.pk).status_code == 302

    citizen = Client()
    assert f"/guide/{item.pk}/" in text(citizen.get("/items/?q=小餐饮店经营登记"))
    assert "小餐饮店经营登记" in text(citizen.get(f"/guide/{item.pk}/"))
    found = citizen.get("/api/v1/items", {"q": "小餐饮店经营登记"}).json()
    assert "小餐饮店经营登记" in json.dumps(found, ensure_ascii=False)


def test_a_guide_with_faults_is_not_published_and_each_fault_leads_to_its_place(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    faulty = body(fees={"charged": False})
    services.save_draft(item=item, body=faulty, revision=0, by=PLATFORM, keep_incomplete=True)
    answer = publish(client, item.pk)
    page = text(answer)
    assert answer.status_code == 422
    assert reverse("workbench:guide-edit", args=[item.pk, "fees"]) in page and "不收费" in page
    item.refresh_from_db()
    assert item.current is None


def test_an_uncoded_item_cannot_be_published_and_the_page_says_so(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market, coded=False)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    page = text(client.get(reverse("workbench:guide-publish", args=[item.pk])))
    assert "待赋码" in page and "disabled" in page
    assert publish(client, item.pk).status_code == 422


def test_publishing_for_a_past_day_is_refused(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    answer = publish(client, item.pk, "2026-11-19")
    assert answer.status_code == 422 and "施行日期不能早于今天" in text(answer)


def test_an_editor_writes_and_another_publishes(desk: Desk) -> None:
    editor, reviewer = desk.browser("catalog_editor"), desk.browser("catalog_reviewer")
    item = make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    assert publish(editor, item.pk).status_code == 403
    assert reviewer.get(reverse("workbench:guide-edit", args=[item.pk, "basic"])).status_code == 403
    assert publish(reviewer, item.pk).status_code == 302


def test_a_version_is_taken_back_with_a_reason_and_after_a_question(desk: Desk) -> None:
    client, version = desk.browser("service_officer"), published(desk.world.market)
    url = reverse("workbench:version-withdraw", args=[version.item_id, 1])
    assert client.post(url, {"reason": ""}).status_code == 422
    asked = client.post(url, {"reason": "材料写错"})
    assert "上一版恢复有效" in text(asked)
    client.post(url, {"reason": "材料写错", "confirm": "yes"})
    version.refresh_from_db()
    assert (version.state, version.withdrawn_reason) == ("withdrawn", "材料写错")
    assert "已撤下" in text(client.get(f"/work/items/{version.item_id}/"))


def test_an_item_is_cancelled_with_a_day_and_a_basis(desk: Desk) -> None:
    client, version = desk.browser("service_officer"), published(desk.world.market)
    url = reverse("workbench:item-cancel", args=[version.item_id])
    sent = {"on": "2026-12-01", "reason": "国发〔2026〕1号"}
    assert "编码不会再给别的事项" in text(client.post(url, sent))
    client.post(url, {**sent, "confirm": "yes"})
    version.item.refresh_from_db()
    assert version.item.cancelled_on.isoformat() == "2026-12-01"


def test_an_item_is_suspended_and_resumed(desk: Desk) -> None:
    client, version = desk.browser("service_officer"), published(desk.world.market)
    url = reverse("workbench:item-suspend", args=[version.item_id])
    client.post(url, {"reason": "系统升级"})
    version.item.refresh_from_db()
    assert version.item.state == "suspended"
    client.post(url, {"reason": "升级完成"})
    version.item.refresh_from_db()
    assert version.item.state == "published"


def test_codes_are_given_in_a_batch_after_a_question(desk: Desk) -> None:
    client = desk.browser("service_officer", number="Province", region=PROVINCE)
    items = [make_item(desk.world.market, name, coded=False) for name in ("甲事项", "乙事项")]
    keys = [item.pk for item in items]
    asked = text(client.post("/work/items/assign/", {"item": keys}))
    assert "甲事项" in asked and "乙事项" in asked and "编码给出后不再收回" in asked
    client.post("/work/items/assign/", {"item": keys, "confirm": "yes"})
    assert all(ImplementationItem.objects.get(pk=key).basic for key in keys)
    nothing = client.post("/work/items/assign/", {}, follow=True)
    assert "请先勾选要赋码的事项" in text(nothing)


def test_all_that_pass_the_filters_get_a_code_at_once(desk: Desk) -> None:
    client = desk.browser("service_officer", number="Province", region=PROVINCE)
    for number in range(55):
        make_item(desk.world.market, f"事项第{number:02d}号", coded=False)
    other = make_item(desk.world.market, "另外的", coded=False)
    assert "给这 55 项全部赋码" in text(client.get("/work/items/", {"coded": "0", "q": "事项"}))
    asked = text(client.post("/work/items/assign/?coded=0&q=事项", {"all": "yes"}))
    assert "给下面 55 个事项赋基本编码" in asked and "……共 55 个" in asked
    client.post("/work/items/assign/?coded=0&q=事项", {"all": "yes", "confirm": "yes"})
    assert list(ImplementationItem.objects.filter(basic=None)) == [other]


def test_the_page_of_an_item_shows_versions_with_dates_and_hashes(desk: Desk) -> None:
    version = published(desk.world.market)
    client = desk.browser("town_officer")
    page = text(client.get(f"/work/items/{version.item_id}/"))
    assert version.digest[:12] in page and "2026-11-20" in page and "现行" in page
    assert version.digest in text(client.get(f"/work/items/{version.item_id}/versions/1/"))
    assert client.get(f"/work/items/{version.item_id}/versions/2/").status_code == 404


def test_the_facts_of_an_item_are_changed_within_ones_scope(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market, coded=False)
    sent = {
        "name": "食品经营许可（新办）",
        "item_type": "01",
        "nature": "power",
        "use_level": "4",
        "organisation": desk.world.market.pk,
    }
    assert client.post(f"/work/items/{item.pk}/change/", sent).status_code == 302
    item.refresh_from_db()
    assert item.name == "食品经营许可（新办）"
    forged = client.post(f"/work/items/{item.pk}/change/", {**sent, "organisation": desk.world.elsewhere.pk})
    assert forged.status_code == 422
