"""四级四同 at the desk: locked fields, the authority's change, the report of deviations, the lists above, the reviews."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.jobs import drain
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem, ItemReview, UpstreamEntry
from bancheng.registers.catalog.tests.sample import BASIS, PLATFORM, PROVINCE, body, make_item, republish

pytestmark = pytest.mark.django_db
NEW_BASIS = "《中华人民共和国食品安全法》 | 第三十五条第一款"


@pytest.fixture
def matter(desk: Desk) -> BasicItem:
    return services.create_basic_item(name="食品经营许可", item_type="01", province="41", basis=[BASIS], by=PLATFORM)


@pytest.fixture
def item(desk: Desk, matter: BasicItem) -> ImplementationItem:
    """Offered in two counties, with guides in force."""
    made = make_item(desk.world.market, basic=matter)
    republish(made, body())
    republish(make_item(desk.world.elsewhere, basic=matter), body())
    return made


@pytest.fixture
def authority(desk: Desk) -> Client:
    return desk.browser("service_officer", number="Province", region=PROVINCE)


def compared(client: Client) -> None:
    """The report computed anew, by its button."""
    assert client.post("/work/uniformity/compare/", {"province": "41"}).status_code == 302
    drain()


def facts(desk: Desk, **changes: Any) -> dict[str, Any]:
    sent = {"name": "食品经营许可", "item_type": "01", "nature": "power", "use_level": "4"}
    return sent | {"organisation": desk.world.market.pk} | changes


@pytest.mark.demand("CAT-03")
def test_a_district_finds_name_and_type_locked_and_a_forged_change_is_a_validation_error(
    desk: Desk, item: ImplementationItem
) -> None:
    editor, url = desk.browser("catalog_editor"), f"/work/items/{item.pk}/change/"
    page = text(editor.get(url))
    assert "readonly" in page and page.count("由基本目录统一，本级不能修改") == 2
    for changes in ({"name": "食品经营许可（新办）"}, {"item_type": "20"}):
        answer = editor.post(url, facts(desk, **changes))
        assert answer.status_code == 422
    assert "四级四同" in text(editor.post(url, facts(desk, name="食品经营许可（新办）")))
    item.refresh_from_db()
    assert (item.name, item.item_type) == ("食品经营许可", "01")
    assert editor.post(url, facts(desk, local_code="X9")).status_code == 302


@pytest.mark.demand("CAT-03")
def test_a_district_cannot_write_another_basis_into_the_guide(desk: Desk, item: ImplementationItem) -> None:
    editor = desk.browser("catalog_editor")
    other = body(basis=[{"law": "《西峡县小餐饮管理办法》", "article": "第三条"}])
    url = reverse("workbench:guide-json", args=[item.pk])
    answer = editor.post(url, {"body": json.dumps(other), "revision": "0"})
    assert answer.status_code == 422 and "设定依据由基本目录统一" in text(answer)
    assert not GuideVersion.objects.filter(item=item, state="draft").exists()


def test_the_authority_changes_a_matter_and_the_counties_take_it_over(
    desk: Desk, item: ImplementationItem, matter: BasicItem, authority: Client
) -> None:
    page = f"/work/basics/{matter.code}/"
    assert "第三十五条" in text(authority.get(page)) and "不一致" not in text(authority.get(page))
    editor = desk.browser("catalog_editor")
    assert editor.get(page + "change/").status_code in {403, 404}
    sent = {"name": "食品经营许可证核发", "main_item": "", "basis": NEW_BASIS, "reason": "豫政〔2026〕1号"}
    assert authority.post(page + "change/", {**sent, "basis": " "}).status_code == 422
    assert authority.post(page + "change/", sent).status_code == 302
    assert "有 2 个实施事项" in text(authority.get(page))

    assert "1 个事项需复核" in text(editor.get("/work/"))
    assert "豫政〔2026〕1号" in text(editor.get(f"/work/items/{item.pk}/"))
    assert "西峡县市场监督管理局" in text(editor.post(page + "take-over/"))
    editor.post(page + "take-over/", {"confirm": "yes"})
    item.refresh_from_db()
    draft = GuideVersion.objects.get(item=item, state="draft")
    assert item.name == "食品经营许可证核发" and draft.body["basis"][0]["article"] == "第三十五条第一款"

    reviewer = desk.browser("catalog_reviewer")
    sent = {"effective_from": "2026-11-20", "revision": str(draft.revision)}
    assert reviewer.post(reverse("workbench:guide-publish", args=[item.pk]), sent).status_code == 302
    assert "第三十五条第一款" in text(Client().get(f"/guide/{item.pk}/"))
    assert "需复核" not in text(editor.get("/work/")), "publishing what was adopted has answered it"
    assert "第 2 版已采用基本目录的内容" in text(editor.get("/work/reviews/?state=closed"))
    close = reverse("workbench:review-close", args=[ItemReview.objects.get(item=item).pk])
    assert editor.post(close, {"outcome": "changed", "remark": ""}).status_code == 422
    assert "已经办结" in text(editor.post(close, {"outcome": "changed", "remark": "再办一次"}))


def test_the_basic_catalogue_is_found_by_words_and_by_what_is_still_to_be_settled(
    desk: Desk, matter: BasicItem, authority: Client
) -> None:
    services.create_basic_item(name="用水报装", item_type="20", province="41", by=PLATFORM)
    assert "用水报装" not in text(authority.get("/work/basics/?q=食品"))
    unsettled = text(authority.get("/work/basics/?basis=0"))
    assert "用水报装" in unsettled and matter.code not in unsettled
    assert authority.get("/work/basics/999999999999/").status_code == 404
    assert authority.get("/work/basics/x-y/").status_code == 404


@pytest.mark.demand("CAT-05")
def test_the_report_of_deviations_lists_place_element_and_both_values_and_links_both_guides(
    desk: Desk, item: ImplementationItem
) -> None:
    manager = desk.browser("service_officer")
    assert "还没有比对过" in text(manager.get("/work/uniformity/"))
    compared(manager)
    assert "没有不一致的要素" in text(manager.get("/work/uniformity/"))
    extra = body()["materials"][0] | {"code": "M0002", "name": "营业执照", "copies": 2, "originals": 0}
    republish(item, body(materials=[*body()["materials"], extra]))
    assert "没有不一致的要素" in text(manager.get("/work/uniformity/")), "kept, until it is compared anew"
    compared(manager)
    page = text(manager.get("/work/uniformity/?element=materials"))
    assert "截至 2026-" in page and "比对了 1 个事项的 2 份指南" in page
    other = ImplementationItem.objects.exclude(pk=item.pk).get()
    assert "申请材料" in page and "营业执照" in page and f"/guide/{item.pk}/" in page and f"/guide/{other.pk}/" in page
    assert "没有不一致的要素" in text(manager.get("/work/uniformity/?element=results&after=%00x"))
    sheet = b"".join(manager.get("/work/uniformity/export/csv/").streaming_content).decode()
    rows = list(csv.reader(StringIO(sheet.lstrip("\ufeff"))))
    assert len(rows) == 2 and rows[1][2:4] == ["申请材料", "西峡县"] and rows[1][9].startswith("2026-")
    assert manager.get("/work/uniformity/export/xlsx/").status_code == 200
    assert manager.get("/work/uniformity/export/exe/").status_code == 404


def test_a_comparison_shows_its_progress_and_is_not_begun_twice(desk: Desk, item: ImplementationItem) -> None:
    manager = desk.browser("service_officer")
    assert manager.get("/work/uniformity/compare/").status_code == 404
    assert manager.post("/work/uniformity/compare/", {"province": "41"}).status_code == 302
    page = text(manager.get("/work/uniformity/"))
    assert "正在排队" in page and "现在重新计算" not in page and "还没有比对结果" in page
    again = text(manager.post("/work/uniformity/compare/", {"province": "41"}, follow=True))
    assert "正在比对，请等它完成" in again
    part = manager.get("/work/uniformity/", headers={"HX-Request": "true", "HX-Target": "progress"})
    assert part.status_code == 200 and "正在排队" in text(part) and "<h1" not in text(part)
    drain()
    assert "看比对结果" in text(
        manager.get("/work/uniformity/", headers={"HX-Request": "true", "HX-Target": "progress"})
    )
    assert "现在重新计算" in text(manager.get("/work/uniformity/"))


def test_who_keeps_no_guides_reads_the_report_and_has_no_button(desk: Desk, item: ImplementationItem) -> None:
    reader = desk.browser("town_officer")
    assert "现在重新计算" not in text(reader.get("/work/uniformity/"))
    assert reader.post("/work/uniformity/compare/", {"province": "41"}).status_code == 403


def test_one_matter_is_seen_at_all_its_levels(desk: Desk, item: ImplementationItem) -> None:
    page = text(desk.browser("catalog_editor").get(f"/work/items/{item.pk}/levels/"))
    assert "基本目录" in page and "锁定" in page and "15 个工作日" in page


@pytest.mark.demand("CAT-06")
def test_a_cancelled_line_of_the_licence_list_puts_the_item_on_the_managers_to_do_list(
    desk: Desk, item: ImplementationItem, matter: BasicItem, authority: Client
) -> None:
    manager = desk.browser("catalog_editor")
    sent = {
        "list": "licences",
        "region": PROVINCE,
        "code": "000131117000",
        "name": "食品经营许可",
        "edition": "2023 年版",
    }
    assert manager.post("/work/upstream/create/", sent).status_code == 422  # not of his region
    assert authority.post("/work/upstream/create/", {**sent, "name": ""}).status_code == 422
    assert authority.post("/work/upstream/create/", sent).status_code == 302
    entry = UpstreamEntry.objects.get()
    url = f"/work/upstream/{entry.pk}/"
    assert authority.post(url, {"basics": "123"}).status_code == 422
    assert manager.post(url, {"basics": matter.code}).status_code in {403, 404}
    authority.post(url, {"basics": f"{matter.code}，{matter.code}"})
    assert "需复核" not in text(manager.get("/work/"))

    mark = {
        "cancelled": "on",
        "name": "食品经营许可",
        "edition": "2025 年版",
        "on": "2026-11-20",
        "remark": "国发〔2026〕20 号",
    }
    assert authority.post(url + "mark/", {**mark, "on": "昨天"}).status_code == 422
    assert authority.post(url + "mark/", mark).status_code == 302
    assert authority.post(url + "mark/", mark).status_code == 422
    assert "1 个事项需复核" in text(manager.get("/work/"))
    listed = text(manager.get("/work/reviews/"))
    assert "需复核" in listed and "取消了“食品经营许可”" in listed and "西峡县" in listed and "新密市" not in listed
    assert "由这一条引起的复核还有 2 项" in text(authority.get(url))
    assert "食品经营许可" in text(manager.get("/work/upstream/?state=cancelled")) and "没有符合" in text(
        manager.get("/work/upstream/?q=药品")
    )
    assert manager.get("/work/upstream/987654/").status_code == 404


def test_a_review_of_another_county_is_not_there(desk: Desk, item: ImplementationItem, matter: BasicItem) -> None:
    services.edit_basic_item(basic=matter, name="新名称", reason="豫政〔2026〕1号", by=PLATFORM)
    theirs = ItemReview.objects.exclude(item=item).get()
    assert desk.browser("catalog_editor").get(f"/work/reviews/{theirs.pk}/close/").status_code == 404
    mine = ItemReview.objects.get(item=item)
    assert desk.browser("town_officer").get(f"/work/reviews/{mine.pk}/close/").status_code == 403
