"""The form designer enters what the dictionary lacks: told from what is alike, at once a row of the form."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.drafting import stored, url, written
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.registers.catalog.models import Element

pytestmark = pytest.mark.django_db
COOKS = {"new-label": "后厨人数", "new-kind": "int", "new-unit": "人"}


def local() -> list[str]:
    return list(Element.objects.exclude(region=None).values_list("code", flat=True))


def test_a_new_element_is_entered_and_stands_in_the_form_before_it_is_saved(desk: Desk) -> None:
    client, item = written(desk)
    begun = client.get(url(item, "fields"))
    assert "目录里没有？登记新的数据元" in text(begun)
    typed = shown(begun) | {"rows-0-label": "您的姓名"}
    made = client.post(url(item, "fields"), typed | COOKS | {"do": "enter"})
    assert made.status_code == 200 and "“后厨人数”（l411323_hou_chu_ren_shu）已登记" in text(made)
    assert local() == ["l411323_hou_chu_ren_shu"] and stored(item)["fields"][0] == {"element": "person_name"}
    form = shown(made)
    assert form["rows-0-label"] == ["您的姓名"], "what was typed before is kept"
    assert form["rows-2-element"] == ["后厨人数（l411323_hou_chu_ren_shu）"] and form["new-label"] == [""]
    assert client.post(url(item, "fields"), form).status_code == 302
    assert stored(item)["fields"][2]["element"] == "l411323_hou_chu_ren_shu"
    found = text(client.post(url(item, "fields"), form | {"do": "find", "find": "后厨"}))
    assert "pick:l411323_hou_chu_ren_shu" in found and "西峡县登记" in found


def test_a_question_is_asked_about_a_new_choice_with_its_answers(desk: Desk) -> None:
    client, item = written(desk)
    begun = shown(client.get(url(item, "questions")))
    new = {"new-label": "灶具种类", "new-kind": "choice", "new-options": "燃气\nelectric | 电磁", "do": "enter"}
    form = shown(client.post(url(item, "questions"), begun | new))
    assert form["rows-2-kind"] == ["choice"] and "燃气" in form["rows-2-options"][0]
    assert client.post(url(item, "questions"), form).status_code == 302
    assert [one["label"] for one in stored(item)["questions"][2]["options"]] == ["燃气", "电磁"]
    longtext = begun | {"new-label": "别的说明", "new-kind": "longtext", "do": "enter"}
    assert "请从列表中选择类型" in text(client.post(url(item, "questions"), longtext)), "nobody can ask about it"


def test_what_is_there_already_is_offered_instead_and_taken_with_one_press(desk: Desk) -> None:
    client, item = written(desk)
    begun = shown(client.get(url(item, "fields")))
    same = client.post(url(item, "fields"), begun | COOKS | {"new-label": "经营场所 面积", "do": "enter"})
    assert "已经有同名的" in text(same) and "用已有的“经营场所面积”" in text(same)
    assert 'value="enter:although"' not in text(same)
    forced = client.post(url(item, "fields"), shown(same) | {"do": "enter:although"})
    assert "已经有同名的" in text(forced) and local() == []
    taken = client.post(url(item, "fields"), shown(same) | {"do": "pick:business_area"})
    assert shown(taken)["rows-2-element"] == ["经营场所面积（business_area）"]


def test_what_is_only_alike_may_be_entered_on_purpose(desk: Desk) -> None:
    client, item = written(desk)
    begun = shown(client.get(url(item, "fields"))) | COOKS | {"new-label": "经营场所人数"}
    asked = client.post(url(item, "fields"), begun | {"do": "enter"})
    assert "有相近的" in text(asked) and local() == []
    assert shown(asked)["new-label"] == ["经营场所人数"]
    client.post(url(item, "fields"), shown(asked) | {"do": "enter:although"})
    assert local() == ["l411323_jing_ying_chang_suo_ren_shu"]


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"new-label": ""}, "label", "请填写名称"),
        ({"new-label": "（）"}, "label", "要有文字"),
        ({"new-kind": "blob"}, "kind", "请从列表中选择类型"),
        ({"new-code": "九号"}, "code", "小写字母开头"),
        ({"new-kind": "text"}, "unit", "只有填数字的才有单位"),
        ({"new-kind": "text", "new-unit": "", "new-max_length": "999"}, "max_length", "1 到 200 个字"),
        ({"new-kind": "choice", "new-unit": "", "new-options": "只有一个"}, "options", "2 到 60 个选项"),
    ],
)
def test_what_is_wrong_with_a_new_element_stands_beside_its_field(
    desk: Desk, wrong: dict[str, Any], field: str, told: str
) -> None:
    client, item = written(desk)
    answer = client.post(url(item, "fields"), shown(client.get(url(item, "fields"))) | COOKS | wrong | {"do": "enter"})
    assert answer.status_code == 200 and local() == []
    page = text(answer)
    place = page[page.index(f'id="id_new-{field}_error"') :]
    assert told in place[:200]


def test_what_was_typed_of_a_new_element_is_kept_while_rows_are_moved(desk: Desk) -> None:
    client, item = written(desk)
    moved = client.post(url(item, "fields"), shown(client.get(url(item, "fields"))) | COOKS | {"do": "down:0"})
    assert shown(moved)["new-label"] == ["后厨人数"] and shown(moved)["new-kind"] == ["int"]
    assert local() == []


def test_only_the_form_designer_enters_elements(desk: Desk) -> None:
    client, item = written(desk)
    sent = shown(client.get(url(item, "faq"))) | COOKS | {"do": "enter"}
    assert client.post(url(item, "faq"), sent).status_code == 200 and local() == []
    reviewer = desk.browser("catalog_reviewer")
    assert reviewer.post(url(item, "fields"), COOKS | {"do": "enter"}).status_code == 403


# -- the preview of one material


def test_the_preview_follows_one_material_as_it_is_typed_however_little_of_it_is_there(desk: Desk) -> None:
    client, item = written(desk)
    page = client.get(reverse("workbench:material", args=[item.pk, 0]))
    live = reverse("workbench:material-panel", args=[item.pk, 0])
    assert live in text(page)
    typed = shown(page) | {"name": "改过的申请书", "copies": "3", "basis": "", "notes": "用黑色笔填写"}
    seen = text(client.post(live, typed))
    assert "改过的申请书" in seen and "复印件 3 份" in seen and "用黑色笔填写" in seen
    assert stored(item)["materials"][0]["name"] == "食品经营许可申请书"
    nameless = text(client.post(live, typed | {"name": "", "originals": "x"}))
    assert "还没有写名称" in nameless


def test_the_preview_follows_a_material_that_is_being_added(desk: Desk) -> None:
    client, item = written(desk)
    live = reverse("workbench:material-add-panel", args=[item.pk])
    assert live in text(client.get(reverse("workbench:material-add", args=[item.pk])))
    seen = text(client.post(live, {"name": "租赁合同", "necessity": "tolerable"}))
    assert "租赁合同" in seen and "可以后补" in seen and "食品经营许可申请书" in seen
    assert len(stored(item)["materials"]) == 2
    assert client.get(live).status_code == 200
    assert client.post(reverse("workbench:material-panel", args=[item.pk, 99]), {"name": "x"}).status_code == 404
    for forged in ({"exempt": "x", "necessity": "\x00", "form": "[]"}, {"originals": "9" * 50}, {"when": "((("}):
        assert client.post(live, forged).status_code == 200
