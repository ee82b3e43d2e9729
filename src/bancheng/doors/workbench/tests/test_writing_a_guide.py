"""A guide is written section by section; what is wrong is told beside it, and nobody overwrites anybody."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.doors.workbench.catalog.guide.compare import differences
from bancheng.doors.workbench.catalog.guide.sections import SECTIONS
from bancheng.doors.workbench.catalog.preview import preview
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import BASIS, PLATFORM, body, make_item, published
from bancheng.registers.catalog.types import GuideBody

pytestmark = pytest.mark.django_db

TIME = {
    "statutory_n": "20",
    "statutory_unit": "workday",
    "statutory_basis": "《中华人民共和国食品安全法》 | 第三十五条",
    "promised_unit": "workday",
    "visits": "0",
    "rows-TOTAL_FORMS": "1",
    "rows-INITIAL_FORMS": "0",
    "rows-0-kind": "TZ",
    "rows-0-unit": "workday",
}


def url(item: Any, section: str) -> str:
    return reverse("workbench:guide-edit", args=[item.pk, section])


def stored(item: Any) -> GuideVersion | None:
    return GuideVersion.objects.filter(item=item, state="draft").first()


def sent(client: Client, item: Any, section: str) -> dict[str, list[str]]:
    """What a browser sends when a section is saved as it is shown."""
    return shown(client.get(url(item, section)))


@pytest.mark.demand("CAT-38")
def test_a_promise_of_20_days_against_20_by_law_is_an_error_and_15_is_saved_and_shown(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    equal = client.post(url(item, "time"), {**TIME, "promised_n": "20", "revision": "1"})
    assert equal.status_code == 422
    assert "承诺时限（20 个工作日）必须短于法定时限（20 个工作日）" in text(equal)
    assert 'id="id_promised_n_error"' in text(equal)
    assert stored(item).body["promised"]["n"] == 15 and stored(item).revision == 1

    shorter = client.post(url(item, "time"), {**TIME, "promised_n": "15", "revision": "1"})
    assert shorter.status_code == 302
    assert stored(item).body["promised"] == {"unit": "workday", "n": 15}
    sent = {"effective_from": "2026-11-20", "revision": "2"}
    assert client.post(reverse("workbench:guide-publish", args=[item.pk]), sent).status_code == 302
    public = text(Client().get(f"/guide/{item.pk}/"))
    assert "法律给 20 个工作日" in public and "15 个工作日" in public


@pytest.mark.demand("CAT-38")
def test_a_promise_too_long_is_refused_from_the_first_save_on(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    assert client.post(url(item, "time"), {**TIME, "promised_n": "20", "revision": "0"}).status_code == 422
    assert stored(item) is None
    assert client.post(url(item, "time"), {**TIME, "promised_n": "19", "revision": "0"}).status_code == 302
    assert stored(item).body["promised"]["n"] == 19


def test_faults_elsewhere_do_not_keep_a_section_from_being_saved(desk: Desk) -> None:
    client, item = desk.browser("catalog_editor"), make_item(desk.world.market)
    answer = client.post(
        url(item, "basic"),
        {
            "revision": "0",
            "summary": "您开饭馆，先在这里取得许可。",
            "handling": "promised",
            "audience": ["1", "2"],
            "channels": ["window"],
            "scope": "local",
            "quantity_limit": "无数量限制",
            "keywords": "开饭店、食品证",
        },
    )
    assert answer.status_code == 302
    assert stored(item).body["keywords"] == ["开饭店", "食品证"]
    page = text(client.get(url(item, "basic")))
    assert re.search(r"\d+ 处要改，改好才能发布", page)


def test_a_review_point_of_a_stage_is_saved_while_later_sections_are_unwritten(desk: Desk) -> None:
    client, item = desk.browser("catalog_editor"), make_item(desk.world.market)
    begun = {part: value for part, value in body().items() if part not in {"fees", "results", "remedies"}}
    services.save_draft(item=item, body=begun, revision=0, by=PLATFORM, keep_incomplete=True)
    point = {"rows-0-text": "有固定的经营场所", "rows-0-basis": BASIS["law"], "rows-0-material": "M0005"}
    typed = sent(client, item, "points") | point
    refused = client.post(url(item, "points"), typed | {"rows-0-stage": "gone"})
    assert refused.status_code == 422
    assert client.post(url(item, "points"), typed | {"rows-0-stage": "accept"}).status_code == 302
    assert stored(item).body["points"][0]["stage"] == "accept"


@pytest.mark.parametrize("section", [key for key in SECTIONS if key != "materials"])
def test_saving_a_section_as_it_was_shown_changes_nothing(desk: Desk, section: str) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    guide = body(
        special_procedures=[{"kind": "JC", "name": "水质检测", "n": 10, "basis": [{"law": "《行政许可法》"}]}],
        fees={"charged": True, "items": [{"name": "工本费", "standard": "10 元", "basis": [{"law": "《价格法》"}]}]},
        faq=[{"q": "多久有效？", "a": "五年。"}, {"q": "能代办吗？", "a": "能。"}],
        notes=["第一条", "第二条"],
        intermediary=["检测机构"],
    )
    services.save_draft(item=item, body=guide, revision=0, by=PLATFORM)
    answer = client.post(url(item, section), sent(client, item, section))
    assert answer.status_code == 302, re.findall(r"field-error[^>]*>([^<]+)", text(answer))
    assert differences(guide, stored(item).body) == ()


def test_boxes_saved_as_they_were_shown_keep_the_order_of_the_author(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    guide = body(channels=["post", "mobile", "window"], themes=["utilities", "licence"], keywords=["饭店", "餐馆"])
    services.save_draft(item=item, body=guide, revision=0, by=PLATFORM)
    boxes = sent(client, item, "basic")
    boxes |= {"channels": ["window", "mobile", "post"], "themes": ["licence", "utilities"]}  # as browsers send them
    assert client.post(url(item, "basic"), boxes).status_code == 302
    assert stored(item).body["channels"] == ["post", "mobile", "window"]
    assert stored(item).body["themes"] == ["utilities", "licence"]


def test_another_order_is_no_difference_where_order_says_nothing() -> None:
    one = body(channels=["post", "window"], keywords=["甲", "乙"], audience=["1", "2"])
    other = body(channels=["window", "post"], keywords=["乙", "甲"], audience=["2", "1"])
    assert differences(one, other, ("channels", "keywords", "audience")) == ()
    turned = body(notes=["第二条", "第一条"])
    assert [found.part for found in differences(body(notes=["第一条", "第二条"]), turned)] == ["notes"]


def test_a_comparison_is_read_in_chinese_not_in_codes(desk: Desk) -> None:
    changed = body(
        promised={"unit": "workday", "n": 5},
        themes=["utilities"],
        handling="instant",
        promise_includes_special=True,
        special_procedures=[{"kind": "JC", "name": "水质检测", "n": 10, "unit": "day"}],
        results=[{"name": "许可证", "kind": "licence", "delivery": ["post"]}],
    )
    told = {found.part: found for found in differences(body(), changed)}
    assert "工作日" in told["promised"].after and "5" in told["promised"].after
    assert told["themes"].after == "水电气热" and told["handling"].after == "即办件"
    assert told["promise_includes_special"].before == "否" and told["promise_includes_special"].after == "是"
    assert "种类: 检测" in told["special_procedures"].after and "自然日" in told["special_procedures"].after
    assert "邮寄" in told["results"].after and "种类: 证照" in told["results"].after
    assert not re.search("[a-z]", "".join(found.before + found.after for found in told.values()))


def test_what_is_wrong_in_one_part_of_a_draft_does_not_make_the_others_look_changed() -> None:
    written_out = GuideBody.model_validate(body()).model_dump(mode="json")
    for wrong in ({"handling": "instant"}, {"promised": {"unit": "workday"}}):
        assert [found.part for found in differences(written_out, body(**wrong))] == list(wrong)


def test_saving_a_material_as_it_was_shown_changes_nothing(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    page = reverse("workbench:material", args=[item.pk, 1])
    fields = shown(client.get(page))
    assert client.post(page, fields).status_code == 302
    assert differences(body(), stored(item).body) == ()


def test_a_row_is_added_moved_copied_and_taken_out_before_anything_is_saved(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    guide = body(faq=[{"q": "甲？", "a": "一"}, {"q": "乙？", "a": "二"}])
    services.save_draft(item=item, body=guide, revision=0, by=PLATFORM)

    def press(page: Any, do: str) -> Any:
        answer = client.post(url(item, "faq"), shown(page) | {"do": do})
        assert answer.status_code == 200 and "还没有保存" in text(answer)
        return answer

    page = press(client.get(url(item, "faq")), "down:0")
    page = press(page, "copy:0")
    typed = shown(page) | {"rows-3-q": "丙？", "rows-3-a": "三"}
    page = client.post(url(item, "faq"), typed | {"do": "up:3"})
    assert [row["q"] for row in stored(item).body["faq"]] == ["甲？", "乙？"]
    page = press(page, "remove:1")
    assert client.post(url(item, "faq"), shown(page)).status_code == 302
    assert [row["q"] for row in stored(item).body["faq"]] == ["乙？", "丙？", "甲？"]


def test_a_row_of_which_all_text_is_deleted_is_taken_out(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(
        item=item, body=body(faq=[{"q": "甲？", "a": "一"}, {"q": "乙？", "a": "二"}]), revision=0, by=PLATFORM
    )
    emptied = sent(client, item, "faq") | {"rows-0-q": "", "rows-0-a": ""}
    assert client.post(url(item, "faq"), emptied).status_code == 302
    assert [row["q"] for row in stored(item).body["faq"]] == ["乙？"]


def test_a_fault_in_a_row_is_told_beside_that_row(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    answer = client.post(url(item, "stages"), sent(client, item, "stages") | {"rows-1-after": "nowhere"})
    assert answer.status_code == 422
    assert 'id="id_rows-1-after_error"' in text(answer) and "nowhere" in text(answer)


def test_two_editors_never_overwrite_each_other(desk: Desk) -> None:
    first, second = desk.browser("service_officer"), desk.browser("catalog_editor")
    item = make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    mine = sent(first, item, "basic") | {"summary": "第一位写的。"}
    yours = sent(second, item, "basic") | {"summary": "第二位写的。"}
    assert first.post(url(item, "basic"), mine).status_code == 302
    conflict = second.post(url(item, "basic"), yours)
    page = text(conflict)
    assert conflict.status_code == 409
    assert "第一位写的。" in page and "第二位写的。" in page
    assert stored(item).body["summary"] == "第一位写的。"

    merged = json.loads(_hidden(page, "body"))
    answer = second.post(
        reverse("workbench:guide-json", args=[item.pk]),
        {"body": json.dumps(merged), "revision": _hidden(page, "revision"), "act": "keep"},
    )
    assert answer.status_code == 302
    assert stored(item).body["summary"] == "第二位写的。"
    assert stored(item).body["materials"] == body()["materials"]


def _hidden(page: str, name: str) -> str:
    from html import unescape

    main = page[page.index('<main id="main"') :]
    return unescape(re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', main).group(1))


def test_the_whole_body_as_json_is_checked_with_faults_by_their_path(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    address = reverse("workbench:guide-json", args=[item.pk])
    broken = client.post(address, {"body": '{"summary": }', "revision": "0"})
    assert broken.status_code == 422 and "第 1 行不是正确的 JSON" in text(broken)

    guide = body()
    guide["materials"][0].pop("copies")
    wrong = client.post(address, {"body": json.dumps(guide), "revision": "0"})
    assert wrong.status_code == 422
    assert "materials.0.copies" in text(wrong) and stored(item) is None
    assert client.post(address, {"body": json.dumps(guide), "revision": "0", "act": "keep"}).status_code == 302
    assert client.post(address, {"body": json.dumps(body()), "revision": "1"}).status_code == 302
    assert stored(item).body == body()


@pytest.mark.parametrize(
    "typed", ["[]", "null", '"word"', "12", "[" * 5000, '{"a": NaN}', "", "{" + '"x": "' + "长" * 400_000 + '"}']
)
def test_no_text_breaks_the_json_page(desk: Desk, typed: str) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    address = reverse("workbench:guide-json", args=[item.pk])
    for act in ("", "keep"):
        assert client.post(address, {"body": typed, "revision": "0", "act": act}).status_code in {302, 422}


MATERIAL = {
    "code": "M0002",
    "name": "营业执照",
    "basis": "《食品安全法》 | 第三十五条",
    "form": "either",
    "originals": "0",
    "copies": "1",
    "signature": "seal",
    "kind": "certificate",
    "source": "government",
    "necessity": "required",
    "exempt": "licence",
    "exempt_note": "由电子证照库核对",
}


def test_a_material_is_added_changed_moved_and_removed_after_a_question(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    add = reverse("workbench:material-add", args=[item.pk])
    assert client.post(add, {**MATERIAL, "revision": "1"}).status_code == 302
    assert [row["code"] for row in stored(item).body["materials"]] == ["M0001", "M0005", "M0002"]

    act = reverse("workbench:material-act", args=[item.pk, 2])
    client.post(act, {"act": "up", "revision": "2"})
    assert [row["code"] for row in stored(item).body["materials"]] == ["M0001", "M0002", "M0005"]

    remove = reverse("workbench:material-act", args=[item.pk, 1])
    asked = client.post(remove, {"act": "remove", "revision": "3"})
    assert "从草稿里删去“营业执照”" in text(asked) and len(stored(item).body["materials"]) == 3
    client.post(remove, {"act": "remove", "revision": "3", "confirm": "yes"})
    assert [row["code"] for row in stored(item).body["materials"]] == ["M0001", "M0005"]


def test_a_blank_material_is_taken_on_paper_or_electronically_until_the_author_says_otherwise(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    assert shown(client.get(reverse("workbench:material-add", args=[item.pk])))["form"] == ["either"]


def test_a_material_without_copies_or_with_an_unknown_code_is_told_beside_the_field(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    add = reverse("workbench:material-add", args=[item.pk])
    empty = client.post(add, {**MATERIAL, "copies": "", "revision": "1"})
    assert empty.status_code == 422 and "请填写复印件份数" in text(empty)
    unknown = client.post(add, {**MATERIAL, "code": "M9999", "revision": "1"})
    assert unknown.status_code == 422 and 'id="id_code_error"' in text(unknown)
    assert len(stored(item).body["materials"]) == 2


def test_who_may_not_edit_is_refused_and_sees_no_button(desk: Desk) -> None:
    item = make_item(desk.world.market)
    client = desk.browser("clerk")
    assert client.get(url(item, "basic")).status_code == 403
    assert "编写指南" not in text(client.get(f"/work/items/{item.pk}/"))


def test_a_draft_is_given_up_after_a_question(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    drop = reverse("workbench:guide-drop", args=[item.pk])
    assert "不能找回" in text(client.get(drop)) and stored(item) is not None
    client.post(drop, {"confirm": "yes"})
    assert stored(item) is None


def test_the_preview_follows_the_draft(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    page = text(client.get(url(item, "time")))
    small = page[page.index('data-surface="portal"') :]
    assert "15 个工作日" in small and small.count('<li class="used">') == 15 and small.count('<li class="saved">') == 5
    assert selectors.guide(item.pk) is None


def test_the_preview_says_of_materials_what_the_portal_says(desk: Desk) -> None:
    spared, later = dict(body()["materials"][0]), dict(body()["materials"][0])
    spared |= {"code": "M0002", "name": "营业执照", "exempt": "licence", "exempt_note": "由电子证照库核对"}
    later |= {"code": "M0005", "name": "健康证明", "when": 'shop_kind == "diner"'}
    guide = body(materials=[spared, body()["materials"][0], later])
    version = published(desk.world.market, guide=guide)
    staff_page = text(desk.browser("service_officer").get(f"/work/items/{version.item_id}/"))
    small = staff_page[staff_page.index('data-surface="portal"') :]
    citizen = text(Client().get(f"/guide/{version.item_id}/"))
    assert "1–2 份材料" in small and re.search(r"1–2 <small>份材料", citizen)
    for page in (small, citizen):
        listed = re.findall(r"<h3>([^<]+)</h3>", page[page.index('<ol class="mats"') :].split("</ol>")[0])
        assert listed[-1] == "营业执照" and len(listed) == 3
        assert "共 3 份，其中 1 份不用交" in page


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"materials": [{"name": "没写完", "exempt": "licence"}, "x", {"necessity": 3}], "fees": [], "visits": "x"},
        {"materials": {"a": 1}, "statutory": {"unit": "workday", "n": 3000}, "promised": {"unit": "workday", "n": 9}},
    ],
)
def test_a_preview_of_what_is_not_finished_says_so_and_does_not_break(broken: dict[str, Any]) -> None:
    made = preview("事项", broken)
    assert made.days is None and made.facts[2].big == "—"
    assert [line.material.name for line in made.materials if line.spared] == (["没写完"] if "fees" in broken else [])
