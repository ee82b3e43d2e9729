"""Stages as a picture, files of a material, what is found beside its field, and publishing without leaving the editor."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bancheng.doors.workbench.catalog.guide.graph import HEIGHT, graph
from bancheng.doors.workbench.catalog.guide.stages import circle, finished
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.drafting import stored, url, written
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM, body, make_item, published
from bancheng.registers.lists import services as lists

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


# -- stages


def test_the_picture_puts_each_stage_below_all_it_waits_for_and_draws_every_line() -> None:
    rows = [
        {"key": "intake", "name": "收件", "kind": "intake", "post": "clerk"},
        {"key": "one", "name": "审查", "kind": "review", "post": "reviewer", "days": 3, "after": ["intake"]},
        {"key": "two", "name": "会签", "kind": "review", "post": "reviewer", "after": ["intake"], "internal": True},
        {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "after": ["one", "two", "intake"]},
    ]
    drawn = graph(rows)
    assert drawn is not None and len(drawn.lines) == 5
    place = {node.key: node for node in drawn.nodes}
    assert place["intake"].bottom < place["one"].y == place["two"].y and place["one"].bottom < place["decide"].y
    assert place["one"].x + drawn.box_width < place["two"].x
    assert place["one"].line == "审查岗 · 3 个工作日" and place["two"].internal and place["two"].small == "内部"
    assert all(node.x >= 0 and node.x + drawn.box_width <= drawn.width for node in drawn.nodes)
    assert place["decide"].y + HEIGHT < drawn.height and "决定（审查、会签、收件之后）" in drawn.said


@pytest.mark.parametrize(
    "rows",
    [
        [{"key": "a", "after": ["b"]}, {"key": "b", "after": ["a"]}, {"key": "c", "after": ["b", "gone"]}],
        [{"key": "a", "after": ["a"]}],
        [{}, {"after": "text"}, {"key": None, "name": None, "days": "viele"}],
    ],
)
def test_the_picture_of_wrong_rows_shows_them_all(rows: list[dict[str, Any]]) -> None:
    drawn = graph(rows)
    assert drawn is not None and len(drawn.nodes) == len(rows)


def test_stages_get_keys_and_the_one_above() -> None:
    rows = finished([{"kind": "review", "name": "一"}, {"kind": "review", "name": "二", "after": ["@previous"]}])
    assert rows == [
        {"key": "review", "kind": "review", "name": "一"},
        {"key": "review_2", "kind": "review", "name": "二", "after": ["review"]},
    ]
    assert finished([{"kind": "intake", "after": ["@previous"]}])[0] == {"key": "intake", "kind": "intake"}
    assert circle(rows) == []


@pytest.mark.django_db
def test_the_usual_walk_is_laid_out_at_once_and_saved_as_it_is_shown(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    page = client.get(url(item, "stages"))
    laid = client.post(url(item, "stages"), shown(page) | {"do": "usual:promised"})
    assert "没有这个环节" not in text(laid) and len(re.findall('<g class="graph__node', text(laid))) == 5
    named = shown(laid) | {"rows-5-name": "归档", "rows-5-kind": "deliver", "rows-5-internal": "on"}
    assert client.post(url(item, "stages"), named | {"rows-5-after": ["@previous"]}).status_code == 302
    rows = stored(item)["stages"]
    assert [row["key"] for row in rows] == ["intake", "accept", "review", "decide", "deliver", "deliver_2"]
    assert rows[5]["after"] == ["deliver"] and rows[5]["internal"] is True
    drawn = text(client.get(url(item, "stages")))
    assert len(re.findall('<g class="graph__node', drawn)) == 6 and drawn.count("graph__node--internal") == 1
    assert 'aria-labelledby="graph-title graph-desc"' in drawn


@pytest.mark.django_db
def test_a_circle_is_told_in_names_at_its_row_before_the_guide_is_whole(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body={"stages": body()["stages"]}, revision=0, by=PLATFORM, keep_incomplete=True)
    waiting = shown(client.get(url(item, "stages"))) | {"rows-1-after": ["intake", "decide"]}
    answer = client.post(url(item, "stages"), waiting)
    assert answer.status_code == 422 and stored(item)["stages"] == body()["stages"]
    assert 'id="id_rows-1-after_error"' in text(answer)
    assert "互相等待" in text(answer) and "“受理”" in text(answer) and "“决定”" in text(answer)


# -- files of a material


@pytest.mark.django_db
def test_a_blank_form_and_a_sample_are_uploaded_listed_handed_out_and_removed(desk: Desk) -> None:
    client, item = written(desk)
    page = reverse("workbench:material", args=[item.pk, 0])
    add = reverse("workbench:material-file-add", args=[item.pk, 0])
    for revision, (kind, name) in enumerate((("blank", "申请书.pdf"), ("sample", "样表.pdf")), 1):
        file = SimpleUploadedFile(name, PDF + kind.encode(), "text/html")
        assert client.post(add, {"file": file, "kind": kind, "revision": str(revision)}).status_code == 302
    first, second = stored(item)["materials"][0]["attachments"]
    assert (first["kind"], first["name"], first["media_type"]) == ("blank", "申请书.pdf", "application/pdf")
    listed = text(client.get(page))
    assert "申请书.pdf" in listed and "示范文本" in listed
    given = client.get(reverse("workbench:material-file", args=[item.pk, 0, first["file"]]))
    assert b"".join(given.streaming_content) == PDF + b"blank" and given["X-Content-Type-Options"] == "nosniff"

    assert client.post(page, shown(client.get(page))).status_code == 302
    assert stored(item)["materials"][0]["attachments"] == [first, second]
    remove = reverse("workbench:material-file-remove", args=[item.pk, 0, first["file"]])
    assert "确认删去" in text(client.post(remove, {"revision": "4"}))
    assert client.post(remove, {"revision": "4", "confirm": "yes"}).status_code == 302
    assert stored(item)["materials"][0]["attachments"] == [second]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("坏.exe", b"MZ\x90\x00" + b"\x00" * 64, "不能上传程序文件"),
        ("页.pdf", b"<html><script>1</script></html>", "内容不是 PDF"),
        ("空.pdf", b"", "空的"),
        ("表.csv", b"a,b\n1,2\n", "这里不收"),
    ],
)
def test_a_file_that_is_not_what_is_asked_for_is_refused_with_a_sentence(
    desk: Desk, name: str, content: bytes, told: str
) -> None:
    client, item = written(desk)
    add = reverse("workbench:material-file-add", args=[item.pk, 0])
    sent = {"file": SimpleUploadedFile(name, content), "kind": "blank", "revision": "1"}
    assert told in text(client.post(add, sent, follow=True))
    assert "请先选择文件" in text(client.post(add, {"kind": "blank", "revision": "1"}, follow=True))
    assert client.post(add, {**sent, "kind": "other"}).status_code == 404
    assert "attachments" not in stored(item)["materials"][0]


@pytest.mark.django_db
def test_a_file_is_asked_for_by_its_own_digest_and_place_only(desk: Desk) -> None:
    client, item = written(desk)
    for digest in ("0" * 64, "..", "abc"):
        path = f"/work/items/{item.pk}/guide/materials/0/files/{digest}/"
        assert client.get(path).status_code == 404
    assert client.get(reverse("workbench:material-file", args=[item.pk, 99, "0" * 64])).status_code == 404


# -- what is found, beside its field


@pytest.mark.django_db
@pytest.mark.demand("CAT-22")
def test_a_material_named_other_materials_is_refused_with_the_phrase_marked_and_blocks_publishing(desk: Desk) -> None:
    client, item = written(desk)
    page = reverse("workbench:material", args=[item.pk, 0])
    answer = client.post(page, shown(client.get(page)) | {"name": "其他相关材料"})
    assert answer.status_code == 422 and 'value="其他相关材料"' in text(answer)
    assert "<mark>其他相关材料</mark>" in text(answer) and "怎样改：" in text(answer)
    vague = [{**body()["materials"][0], "name": "其他相关材料"}]
    services.save_draft(item=item, body=body(materials=vague), revision=1, by=PLATFORM, keep_incomplete=True)
    shown_again = text(client.get(page))
    assert "<mark>其他相关材料</mark>" in shown_again
    sent = {"effective_from": "2026-11-20", "revision": "2"}
    assert client.post(reverse("workbench:guide-publish", args=[item.pk]), sent).status_code == 422
    assert selectors.guide(item.pk) is None


@pytest.mark.django_db
def test_what_is_wrong_with_the_stored_draft_stands_beside_its_field_and_at_its_section(desk: Desk) -> None:
    client, item = written(desk, promised={"unit": "workday", "n": 20})
    page = text(client.get(url(item, "time")))
    field = page[page.index('for="id_promised_n"') :]
    assert "必须短于法定时限" in field[: field.index('id="id_promised_n"')]
    assert re.search(r"时限和次数<span class=\"tag tag--bad", page)


@pytest.mark.django_db
def test_what_is_wrong_with_the_item_stands_above_all_sections_and_leads_to_it(desk: Desk) -> None:
    client, item = written(desk, channels=["window"])
    page = text(client.get(url(item, "faq")))
    assert "没有网上和手机办理" in page and "去事项处理" in page and "怎样改：" in page
    assert client.post(url(item, "faq"), shown(client.get(url(item, "faq")))).status_code == 302


# -- locked elements


@pytest.mark.django_db
def test_the_basis_that_the_matter_fixes_is_shown_locked_with_the_reason(desk: Desk) -> None:
    item = make_item(desk.world.market)
    item.basic.basis = [BASIS]
    item.basic.save()
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    client = desk.browser("service_officer")
    page = text(client.get(url(item, "basis")))
    assert "四级四同" in page and 'id="section"' not in page and "《中华人民共和国食品安全法》第三十五条" in page
    sent = {"revision": "1", "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-law": "《别的法》"}
    assert client.post(url(item, "basis"), sent).status_code == 422
    assert stored(item)["basis"] == [BASIS]
    free = make_item(desk.world.water, "用水报装")
    assert 'id="section"' in text(client.get(url(free, "basis")))


# -- the parts that came later


@pytest.mark.django_db
def test_cross_province_elements_and_data_needs_are_written(desk: Desk) -> None:
    client, item = written(desk)
    cross = shown(client.get(url(item, "cross"))) | {"acceptance": "online", "category": "市场准入", "level": "县级"}
    assert client.post(url(item, "cross"), cross).status_code == 302
    assert stored(item)["cross"] == {"acceptance": "online", "category": "市场准入", "level": "县级"}
    need = {"rows-0-material": "营业执照", "rows-0-resource": "企业登记信息", "rows-0-provider": "市场监管总局"}
    need |= {"rows-0-purpose": "核对主体资格"}
    assert client.post(url(item, "sharing"), shown(client.get(url(item, "sharing"))) | need).status_code == 302
    assert stored(item)["data_needs"][0]["material"] == "M0002"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ZJ0001", "X1", "没有的服务"])
def test_an_intermediary_that_is_not_on_the_list_is_told_beside_it(desk: Desk, typed: str) -> None:
    client, item = written(desk)
    sent = shown(client.get(url(item, "intermediaries"))) | {"rows-0-service": typed, "rows-0-stage": "accept"}
    answer = client.post(url(item, "intermediaries"), sent)
    assert answer.status_code == 422 and 'id="id_rows-0-service_error"' in text(answer)
    assert "intermediaries" not in stored(item)


@pytest.mark.django_db
def test_an_intermediary_of_the_list_is_chosen_by_its_name(desk: Desk) -> None:
    client, item = written(desk)
    texts = dict.fromkeys(("matters", "conditions", "process", "time_limit", "fee", "basis"), "见清单")
    lists.list_service(
        region=COUNTY, code="ZJ0007", organs=[desk.world.market.pk], by=PLATFORM, name="餐饮油烟检测", **texts
    )
    page = client.get(url(item, "intermediaries"))
    assert "餐饮油烟检测（ZJ0007）" in text(page)
    sent = shown(page) | {"rows-0-service": "餐饮油烟检测", "rows-0-stage": "accept"}
    assert client.post(url(item, "intermediaries"), sent).status_code == 302
    assert stored(item)["intermediaries"] == [{"service": "ZJ0007", "stage": "accept"}]


# -- the preview, the foot, the paper


@pytest.mark.django_db
def test_the_preview_follows_what_is_typed_and_marks_what_differs_from_the_version_in_force(desk: Desk) -> None:
    version = published(desk.world.market)
    client, item = desk.browser("service_officer"), version.item
    typed = shown(client.get(url(item, "time"))) | {"promised_n": "9"}
    live = text(client.post(reverse("workbench:guide-panel", args=[item.pk, "time"]), typed))
    assert re.search(r"<ins><b>9 个工作日</b></ins> <s[^>]*>15 个工作日</s>", live)
    assert not GuideVersion.objects.filter(item=item, state="draft").exists()
    unreadable = text(client.post(reverse("workbench:guide-panel", args=[item.pk, "time"]), typed | {"visits": "x"}))
    assert "15 个工作日" in unreadable and "<ins>" not in unreadable


@pytest.mark.django_db
def test_without_scripts_a_button_shows_the_preview_of_what_is_typed(desk: Desk) -> None:
    client, item = written(desk)
    typed = shown(client.get(url(item, "basic"))) | {"summary": "改过的一句话。", "do": "preview"}
    page = text(client.post(url(item, "basic"), typed))
    assert "改过的一句话。" in page[page.index('id="panel"') :] and "还没有保存" in page
    assert stored(item)["summary"] != "改过的一句话。"


@pytest.mark.django_db
def test_who_goes_on_to_compare_without_a_change_leaves_no_draft_behind(desk: Desk) -> None:
    version = published(desk.world.market)
    client, item = desk.browser("service_officer"), version.item
    sent = shown(client.get(url(item, "time")))
    assert client.post(url(item, "time"), sent | {"go": "compare"})["Location"].endswith("/guide/compare/")
    assert not GuideVersion.objects.filter(item=item, state="draft").exists()
    client.post(url(item, "time"), sent | {"go": "try", "promised_n": "9"})
    assert stored(item)["promised"]["n"] == 9


@pytest.mark.django_db
def test_the_whole_draft_is_printed_in_chinese_words(desk: Desk) -> None:
    client, item = written(desk)
    page = text(client.get(reverse("workbench:guide-print", args=[item.pk])))
    assert "第 1 版草稿，第 1 次保存" in page and "承诺办结时限" in page and "从业人员健康证明" in page


# -- publishing


@pytest.mark.django_db
def test_the_draft_is_published_from_the_editor_with_the_day_chosen_in_its_foot(desk: Desk) -> None:
    client, item = written(desk)
    sent = shown(client.get(url(item, "faq"))) | {"go": "publish", "effective_from": "2026-12-01"}
    asking = client.post(url(item, "faq"), sent, follow=True)
    assert asking.redirect_chain[-1][0].endswith("/guide/publish/?day=2026-12-01")
    form = shown(asking)
    assert form["effective_from"] == ["2026-12-01"] and "第一次发布" in text(asking)
    done = client.post(reverse("workbench:guide-publish", args=[item.pk]), form, follow=True)
    assert "第 1 版已发布，2026年12月1日" in text(done)


@pytest.mark.django_db
def test_an_editor_who_lost_the_race_publishes_nothing_he_has_not_seen(desk: Desk) -> None:
    client, item = written(desk)
    address = reverse("workbench:guide-publish", args=[item.pk])
    looked_at = shown(client.get(address))
    services.save_draft(item=item, body=body(summary="别人写的。"), revision=1, by=PLATFORM)
    lost = client.post(address, looked_at)
    assert lost.status_code == 409 and "又保存过" in text(lost) and "测试" in text(lost)
    assert selectors.guide(item.pk) is None
    assert client.post(address, shown(client.get(address))).status_code == 302
    late = client.post(address, looked_at)
    assert late.status_code == 409 and "已经由别人发布或者放弃" in text(late)
    assert len(selectors.guide(item.pk).versions) == 1


@pytest.mark.django_db
def test_who_may_write_but_not_publish_sees_no_button_and_is_told_why(desk: Desk) -> None:
    _, item = written(desk)
    editor = desk.browser("catalog_editor", region=COUNTY)
    assert 'value="publish"' not in text(editor.get(url(item, "basic")))
    assert editor.get(reverse("workbench:guide-publish", args=[item.pk])).status_code == 403
    elsewhere = desk.browser("service_officer", number="Elsewhere", region="410183000000")
    for name in ("guide-publish", "guide-try", "guide-situations", "guide-print"):
        assert elsewhere.get(reverse(f"workbench:{name}", args=[item.pk])).status_code == 404
