"""The examination through the pages: started, watched, read by rule, taken away, cleaned up; a suspicion judged."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground import law
from bancheng.ground.jobs import drain
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import GuideVersion, ItemReview, LintRun
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, make_item, published

pytestmark = pytest.mark.django_db


def drafted(organ: Any, name: str, guide: dict[str, Any]) -> GuideVersion:
    return services.save_draft(item=make_item(organ, name), body=guide, revision=0, by=PLATFORM, keep_incomplete=True)


def vague() -> dict[str, Any]:
    guide = body()
    guide["materials"][0]["name"] = "其他材料"
    return guide


def unfounded() -> dict[str, Any]:
    guide = body()
    guide["materials"][1] |= {"name": "单位介绍信", "basis": [{"law": "惯例"}]}
    return guide


def start(client: Any, **sent: str) -> str:
    led = client.post("/work/lint/", {"region": COUNTY, "organisation": "", "what": "both"} | sent)
    assert led.status_code == 302, text(led)
    return led["Location"]


def test_a_run_is_started_watched_and_read_by_rule_with_the_way_to_the_place(desk: Desk) -> None:
    wrong = drafted(desk.world.market, "摆摊备案", vague())
    client = desk.browser("service_officer")
    assert "还没有检查过" in text(client.get("/work/lint/"))
    run = start(client)
    assert "正在排队" in text(client.get(run))
    drain()
    page = text(client.get(run))
    assert "已完成" in page and "模糊条款、兜底条款" in page and "<mark>其他材料</mark>" in page
    assert "不得发布" in page and "《行政许可法》第三十条" in page
    assert reverse("workbench:material", args=[wrong.item_id, 0]) in page
    assert "没有这样的问题" in text(client.get(run, {"code": "lint.fees"}))
    assert "摆摊备案" in text(client.get(run, {"code": "lint.vague", "severity": "block", "q": "摆摊"}))
    assert "西峡县" in text(client.get("/work/lint/"))


def test_the_progress_is_asked_for_by_htmx_until_the_run_has_ended(desk: Desk) -> None:
    client = desk.browser("service_officer")
    run = start(client)
    asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "progress"}
    assert client.get(run, **asked).status_code == 200
    drain()
    ended = client.get(run, **asked)
    assert ended.status_code == 286 and "看质检结果" in text(ended)
    listed = client.get(run, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="list")
    assert listed.status_code == 200 and 'id="list"' in text(listed)


def test_the_findings_are_taken_away_as_a_sheet_and_no_cell_acts_as_a_formula(desk: Desk) -> None:
    import python_calamine

    guide = vague()
    guide["materials"][0]["name"] = "=1+1 其他材料"
    drafted(desk.world.market, "=2+3 备案", guide)
    client = desk.browser("service_officer")
    run = start(client)
    drain()
    written = b"".join(client.get(run + "export/csv/").streaming_content).decode("utf-8-sig")
    assert written.startswith("事项编号,事项") and "其他材料" in written and ",=2+3" not in written
    sheet = b"".join(client.get(run + "export/xlsx/?severity=block").streaming_content)
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2 and rows[1][5] == "不得发布"
    assert client.get(run + "export/exe/").status_code == 404


def test_who_may_not_write_guides_reads_but_does_not_start_and_another_county_sees_nothing(desk: Desk) -> None:
    run = start(desk.browser("service_officer"))
    drain()
    reader = desk.browser("town_officer")
    assert reader.get(run).status_code == 200 and "开始检查" not in text(reader.get("/work/lint/"))
    assert reader.post("/work/lint/", {"region": COUNTY, "what": "both"}).status_code == 403
    stranger = desk.browser("service_officer", number="Other", organ=desk.world.elsewhere, region="410183000000")
    for path in (run, run + "export/csv/", run + "cleanup/", run + "cleanup/export/csv/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(run + "cleanup/retire/", {"all": "yes"}).status_code == 404
    assert stranger.post("/work/lint/", {"region": COUNTY, "what": "both"}).status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {"region": ""},
        {"region": "411323000000x"},
        {"region": COUNTY, "what": "everything"},
        {"region": COUNTY, "what": "both", "organisation": "-1"},
        {"region": COUNTY, "what": "both", "organisation": "9" * 30},
        {"region": COUNTY, "what": "both", "organisation": "\x00"},
    ],
)
def test_a_forged_start_comes_back_with_a_sentence(desk: Desk, sent: dict[str, str]) -> None:
    answer = desk.browser("service_officer").post("/work/lint/", sent)
    assert answer.status_code == 422 and not LintRun.objects.exists()


def test_forged_addresses_break_nothing(desk: Desk) -> None:
    client = desk.browser("service_officer")
    run = start(client)
    drain()
    for query in ("?after=x", "?after=" + "9" * 40, "?code=%00", "?severity=x&organisation=x", "?q=" + "其" * 300):
        assert client.get(run + query).status_code == 200
    for path in ("/work/lint/999999999/", "/work/lint/items/999999999/", "/work/lint/reviews/999999999/"):
        assert client.get(path).status_code == 404


@pytest.mark.demand("CAT-33")
def test_the_clean_up_is_asked_once_and_leaves_the_rest(desk: Desk) -> None:
    draft = drafted(desk.world.market, "食品摊贩登记", unfounded())
    client = desk.browser("service_officer")
    run = start(client)
    drain()
    page = text(client.get(run + "cleanup/"))
    assert "单位介绍信" in page and "没有法定依据的材料 1 份" in page
    written = b"".join(client.get(run + "cleanup/export/csv/").streaming_content).decode("utf-8-sig")
    assert "材料,单位介绍信" in written
    assert "请先勾选" in text(client.post(run + "cleanup/retire/", {}, follow=True))
    asked = text(client.post(run + "cleanup/retire/", {"all": "yes"}))
    assert "食品摊贩登记：取消材料“单位介绍信”" in asked
    draft.refresh_from_db()
    assert len(draft.body["materials"]) == 2, "asking changes nothing"
    done = text(client.post(run + "cleanup/retire/", {"material": draft.item_id, "confirm": "yes"}, follow=True))
    assert "在 1 个事项的草稿里取消 1 份材料" in done
    draft.refresh_from_db()
    assert [row["code"] for row in draft.body["materials"]] == ["M0001"]
    again = text(client.post(run + "cleanup/retire/", {"all": "yes", "confirm": "yes"}, follow=True))
    assert "没有要清理的" in again
    assert client.get(run + "cleanup/retire/").status_code == 404
    assert desk.browser("catalog_reviewer").post(run + "cleanup/retire/", {"all": "yes"}).status_code == 403


def test_the_page_of_an_item_shows_draft_and_guide_in_force(desk: Desk) -> None:
    item = published(desk.world.market).item
    services.save_draft(item=item, body=vague(), revision=0, by=PLATFORM, keep_incomplete=True)
    page = text(desk.browser("catalog_editor").get(f"/work/lint/items/{item.pk}/"))
    assert "没有发现问题" in page and "其他材料" in page and "去改" in page
    assert "去改" not in text(desk.browser("catalog_reviewer").get(f"/work/lint/items/{item.pk}/"))
    assert f"/work/lint/items/{item.pk}/" in text(desk.browser("catalog_editor").get(f"/work/items/{item.pk}/"))


@pytest.mark.demand("CAT-26")
def test_a_suspected_revival_is_shown_with_its_reason_and_released_by_a_reviewer(desk: Desk) -> None:
    gone = published(desk.world.market, "食品广告审批").item
    services.cancel_item(item=gone, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)
    item = make_item(desk.world.market, "食品广告备案")
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    reviewer = desk.browser("catalog_reviewer")
    publish = reverse("workbench:guide-publish", args=[item.pk])
    refused = reviewer.post(publish, {"effective_from": "2026-11-20", "revision": "1"})
    assert refused.status_code == 422 and "疑似以备案变相恢复已取消事项" in text(refused)
    assert f"/work/lint/items/{item.pk}/" in text(refused)
    review = ItemReview.objects.get(item=item)
    page = text(reviewer.get(f"/work/lint/items/{item.pk}/"))
    judge = f"/work/lint/reviews/{review.pk}/"
    assert judge in page and "等待复核" in page
    assert "1 个事项需复核" in text(reviewer.get("/work/")), "it waits for who may judge it"
    assert "需复核" not in text(desk.browser("catalog_editor").get("/work/")), "and not for who may not"
    assert judge in text(reviewer.get("/work/reviews/"))
    both = desk.browser("service_officer").get(f"/work/reviews/{review.pk}/close/")
    assert both.status_code == 302 and both["Location"] == judge
    assert desk.browser("catalog_editor").get(judge).status_code == 403
    assert reviewer.post(judge, {"outcome": "kept", "remark": ""}).status_code == 422
    assert reviewer.post(judge, {"outcome": "forged", "remark": "x"}).status_code == 422
    assert reviewer.post(judge, {"outcome": "kept", "remark": "法律另设的备案"}).status_code == 302
    assert "法律另设的备案" in text(reviewer.get(f"/work/lint/items/{item.pk}/"))
    assert "提醒，不影响发布" in text(reviewer.get(publish))
    assert reviewer.post(publish, {"effective_from": "2026-11-20", "revision": "1"}).status_code == 302
    assert reviewer.get(judge).status_code == 404
