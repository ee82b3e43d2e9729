"""Conditions, questions and fields are designed without code; what cannot be is told in Chinese, and kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from bancheng.doors.workbench.catalog.guide import conditions
from bancheng.doors.workbench.catalog.guide.conditions import Clause
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.drafting import stored, url, written
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.ground.conditions import ConditionError
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import Element
from bancheng.registers.catalog.tests.sample import PLATFORM, body, make_item

AREA = 'shop_kind == "diner" && business_area > 50'
MIXED = 'shop_kind == "diner" || has_staff == true'
TERMS = conditions.terms_of(body(), {})


# -- conditions without code


@pytest.mark.parametrize(
    ("source", "clauses"),
    [
        ("", ()),
        ('shop_kind == "diner"', (Clause("", "shop_kind", "is", "diner"),)),
        ('shop_kind != "diner"', (Clause("", "shop_kind", "not", "diner"),)),
        (AREA, (Clause("", "shop_kind", "is", "diner"), Clause("and", "business_area", "gt", "50"))),
        (
            'shop_kind == "diner" || business_area <= 12.5 && shop_kind != "shop"',
            (
                Clause("", "shop_kind", "is", "diner"),
                Clause("or", "business_area", "le", "12.5"),
                Clause("and", "shop_kind", "not", "shop"),
            ),
        ),
    ],
)
def test_lines_are_written_as_a_condition_and_read_back(source: str, clauses: tuple[Clause, ...]) -> None:
    assert conditions.read(source, TERMS) == clauses
    assert conditions.write(clauses, TERMS) == source


@pytest.mark.parametrize(
    "source",
    [
        '(shop_kind == "diner" || shop_kind == "shop") && business_area > 5',
        'shop_kind in ["diner"]',
        "business_area * 2 > 50",
        "!(business_area > 5)",
        "unknown_element == 3",
        "shop_kind ==",
    ],
)
def test_what_lines_cannot_say_is_not_read_as_something_else(source: str) -> None:
    assert conditions.read(source, TERMS) is None


def test_a_value_that_does_not_fit_is_told() -> None:
    with pytest.raises(ConditionError, match="填写数字"):
        conditions.write([Clause("", "business_area", "gt", "很大")], TERMS)
    with pytest.raises(ConditionError, match="重新选择"):
        conditions.write([Clause("", "gone", "is", "x")], TERMS)


@pytest.mark.django_db
def test_a_condition_is_chosen_from_lists_and_stands_there_again(desk: Desk) -> None:
    client, item = written(desk)
    page = reverse("workbench:material", args=[item.pk, 0])
    chosen = shown(client.get(page)) | {
        "when-0-answer": "shop_kind=diner",
        "when-0-op": "is",
        "when-1-join": "and",
        "when-1-answer": "business_area=#",
        "when-1-op": "ge",
        "when-1-than": "60",
    }
    assert client.post(page, chosen).status_code == 302
    assert stored(item)["materials"][0]["when"] == 'shop_kind == "diner" && business_area >= 60'
    again = client.get(page)
    assert "您要开什么店 是 “餐馆”" in text(again) and "大于等于 60" in text(again)
    assert shown(again)["when-1-than"] == ["60"] and shown(again)["when-0-answer"] == ["shop_kind=diner"]
    assert client.post(page, shown(again) | {"when-0-answer": "", "when-1-answer": ""}).status_code == 302
    assert "when" not in stored(item)["materials"][0]


@pytest.mark.django_db
def test_a_condition_too_rich_for_lists_is_kept_until_something_else_is_chosen(desk: Desk) -> None:
    rich = '(shop_kind == "diner" || shop_kind == "shop") && has_staff'
    client, item = written(desk)
    page = reverse("workbench:material", args=[item.pk, 0])
    assert client.post(page, shown(client.get(page)) | {"when": rich}).status_code == 302
    again = client.get(page)
    assert "比较复杂" in text(again)
    assert client.post(page, shown(again)).status_code == 302
    assert stored(item)["materials"][0]["when"] == rich
    assert client.post(page, shown(client.get(page)) | {"when-0-answer": "has_staff=true"}).status_code == 302
    assert stored(item)["materials"][0]["when"] == "has_staff == true"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "told"),
    [('shop_kind > "diner"', "比较大小"), ("business_area == ", "没有写完"), ("nowhere == 1", "没有要素")],
)
def test_a_condition_that_does_not_type_check_is_told_beside_it_before_the_guide_is_whole(
    desk: Desk, typed: str, told: str
) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    begun = {part: body()[part] for part in ("questions", "fields")}
    services.save_draft(item=item, body=begun, revision=0, by=PLATFORM, keep_incomplete=True)
    answer = client.post(url(item, "fields"), shown(client.get(url(item, "fields"))) | {"rows-1-when": typed})
    assert answer.status_code == 422
    assert 'id="id_rows-1-when_error"' in text(answer) and told in text(answer)
    assert "when" not in stored(item)["fields"][1]


# -- questions and fields


@pytest.mark.django_db
def test_an_element_is_found_by_its_name_and_becomes_a_question_with_its_answers(desk: Desk) -> None:
    client, item = written(desk, questions=[], fields=[], materials=body()["materials"][:1])
    page = client.get(url(item, "questions"))
    found = client.post(url(item, "questions"), shown(page) | {"find": "种类", "do": "find"})
    assert 'value="pick:shop_kind"' in text(found) and 'value="pick:person_name"' not in text(found)
    added = client.post(url(item, "questions"), shown(found) | {"do": "pick:shop_kind"})
    assert shown(added)["rows-0-options"] == ["餐馆\n商店"] and shown(added)["rows-0-kind"] == ["choice"]
    assert client.post(url(item, "questions"), shown(added) | {"rows-0-label": "您要开什么店"}).status_code == 302
    (question,) = stored(item)["questions"]
    assert question["options"] == [{"value": "diner", "label": "餐馆"}, {"value": "shop", "label": "商店"}]
    assert question["element"] == "shop_kind"


@pytest.mark.django_db
def test_an_element_is_typed_by_its_name_and_an_unknown_one_is_told_with_what_is_near(desk: Desk) -> None:
    client, item = written(desk)
    page = shown(client.get(url(item, "fields")))
    assert page["rows-0-element"] == ["姓名（person_name）"]
    saved = client.post(url(item, "fields"), page | {"rows-2-element": "经营场所面积", "rows-2-section": "场所"})
    assert saved.status_code == 302 and stored(item)["fields"][2]["element"] == "business_area"
    wrong = client.post(url(item, "fields"), page | {"rows-2-element": "经营面积"})
    assert wrong.status_code == 422
    assert "没有“经营面积”" in text(wrong) and "经营种类" in text(wrong)
    Element.objects.create(code="other_name", label="姓名", kind="text")
    twice = client.post(url(item, "fields"), page | {"rows-2-element": "姓名"})
    assert "有几个同名的" in text(twice) and "other_name" in text(twice)


@pytest.mark.django_db
def test_options_are_typed_as_words_and_get_codes_that_stay(desk: Desk) -> None:
    Element.objects.create(code="pickup", label="怎样领取", kind="choice")
    client, item = written(desk, fields=[{"element": "person_name"}], materials=body()["materials"][:1])
    page = shown(client.get(url(item, "fields")))
    typed = page | {"rows-1-element": "怎样领取", "rows-1-options": "到窗口领 | 带身份证\n邮寄\nself | 自助机"}
    assert client.post(url(item, "fields"), typed).status_code == 302
    codes = [one["value"] for one in stored(item)["fields"][1]["options"]]
    assert len(set(codes)) == 3 and codes[2] == "self"
    assert stored(item)["fields"][1]["options"][0]["hint"] == "带身份证"
    again = shown(client.get(url(item, "fields")))
    assert client.post(url(item, "fields"), again).status_code == 302
    assert [one["value"] for one in stored(item)["fields"][1]["options"]] == codes


@pytest.mark.django_db
def test_the_pages_people_fill_in_stand_beside_the_design_as_it_is_typed(desk: Desk) -> None:
    client, item = written(desk)
    asked = text(client.get(url(item, "questions")))
    phone = asked[asked.index('id="panel"') :]
    assert "您要开什么店" in phone and "餐馆" in phone and "部分情形才有" in phone
    typed = shown(client.get(url(item, "questions"))) | {"rows-0-label": "您开哪种店"}
    live = text(client.post(reverse("workbench:guide-panel", args=[item.pk, "questions"]), typed))
    assert "您开哪种店" in live and "<html" not in live
    assert stored(item)["questions"][0]["label"] == "您要开什么店"


# -- bad input


@pytest.mark.django_db
@pytest.mark.parametrize(
    "section", ["questions", "fields", "stages", "basis", "fees", "sharing", "cross", "intermediaries"]
)
def test_no_nonsense_breaks_a_section(desk: Desk, section: str) -> None:
    client, item = written(desk)
    nonsense: list[dict[str, Any]] = [
        {},
        {"do": "up:99999999999999999999"},
        {"do": "pick:no_such"},
        {"do": "usual:nothing"},
        {"do": "remove:-1", "rows-TOTAL_FORMS": "x", "rows-INITIAL_FORMS": "y"},
        {"rows-TOTAL_FORMS": "99999999", "rows-INITIAL_FORMS": "0"},
        {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-name": "x", "rows-0-after": ["@previous", "\x00"]},
        {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-element": "（）（", "rows-0-label": "长" * 5000},
        {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-key": "UPPER case", "rows-0-name": "a",
         "rows-0-kind": "intake", "rows-0-post": "clerk", "rows-0-when": "(" * 600},
        {"acceptance": "nothing", "category": "x" * 900},
    ]  # fmt: skip
    for sent in nonsense:
        for address in (url(item, section), reverse("workbench:guide-panel", args=[item.pk, section])):
            assert client.post(address, {"revision": "1", **sent}).status_code in {200, 302, 409, 422}, sent


@pytest.mark.django_db
def test_a_body_of_any_shape_can_be_opened_in_every_section(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    strange = {
        "questions": [{"element": 3, "options": "x"}, "text", {"when": 7}],
        "fields": {"a": 1},
        "materials": [{"attachments": "x", "when": 3}],
        "stages": [{"after": "x", "days": "viele", "key": 9}, {"name": None}],
        "fees": "free",
        "statutory": [],
        "cross": "x",
        "results": [None],
        "visits": {"n": 1},
        "audience": "1",
    }
    services.save_draft(item=item, body=strange, revision=0, by=PLATFORM, keep_incomplete=True)
    keys = ["basic", "time", "basis", "requirements", "questions", "fields", "materials", "stages", "fees", "results"]
    names = [
        reverse("workbench:guide-edit", args=[item.pk, key]) for key in [*keys, "sharing", "cross", "notes", "faq"]
    ]
    names += [reverse(f"workbench:{name}", args=[item.pk]) for name in ("guide-situations", "guide-try", "guide-print")]
    names += [reverse("workbench:guide-publish", args=[item.pk]), reverse("workbench:material", args=[item.pk, 0])]
    assert {name: client.get(name).status_code for name in names} == dict.fromkeys(names, 200)
    assert json.loads(shown(client.get(reverse("workbench:guide-json", args=[item.pk])))["body"][0]) == strange
