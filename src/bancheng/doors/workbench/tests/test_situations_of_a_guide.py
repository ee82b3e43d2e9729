"""The table of situations is ticked, and a trial shows the set that each answer leaves (CAT-27, CAT-28)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.casework.cases import selectors as drafts
from bancheng.casework.cases import services as cases
from bancheng.doors.workbench.catalog.guide import conditions, situations
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.drafting import stored, written
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.registers.catalog import services
from bancheng.registers.catalog.tests.sample import BASIS, PLATFORM, body, make_item
from bancheng.registers.identity.tests import cast as people

AREA = 'shop_kind == "diner" && business_area > 50'
MIXED = 'shop_kind == "diner" || has_staff == true'
TERMS = conditions.terms_of(body(), {})


# -- the situation table


def questions() -> tuple[situations.Question, ...]:
    return situations.questions_of(THREE)


THREE = body(
    questions=[
        {
            "element": "shop_kind",
            "label": "您要开什么店",
            "options": [{"value": value, "label": value} for value in ("diner", "shop", "stall")],
        },
        {"element": "has_staff", "label": "雇人吗", "kind": "bool"},
        {"element": "business_area", "label": "面积", "kind": "number"},
    ]
)


@pytest.mark.parametrize(
    ("source", "shops", "staff", "again"),
    [
        ("", {"diner", "shop", "stall"}, {"true", "false"}, ""),
        ('shop_kind == "diner"', {"diner"}, {"true", "false"}, 'shop_kind == "diner"'),
        ('shop_kind == "diner" || shop_kind == "shop"', {"diner", "shop"}, {"true", "false"}, 'shop_kind != "stall"'),
        (
            'shop_kind != "diner" && !has_staff',
            {"shop", "stall"},
            {"false"},
            'shop_kind != "diner" && has_staff == false',
        ),
        ('has_staff && shop_kind in ["stall"]', {"stall"}, {"true"}, 'shop_kind == "stall" && has_staff == true'),
        ("business_area > 50", {"diner", "shop", "stall"}, {"true", "false"}, "business_area > 50"),
    ],
)
def test_ticks_are_read_from_a_condition_and_written_back(
    source: str, shops: set[str], staff: set[str], again: str
) -> None:
    terms = conditions.terms_of(THREE, {})
    ticks = situations.read(source, questions(), terms)
    assert ticks is not None
    assert [ticks.of(question) for question in questions()] == [shops, staff]
    assert situations.write(ticks, questions(), terms) == again


@pytest.mark.parametrize(
    "source", [MIXED, "!(shop_kind == 'diner' && has_staff)", "has_staff == (business_area > 5)", "("]
)
def test_a_condition_across_questions_is_not_forced_into_boxes(source: str) -> None:
    assert situations.read(source, questions(), conditions.terms_of(THREE, {})) is None


@pytest.mark.django_db
def test_ticking_the_table_changes_the_rows_ticked_and_no_other(desk: Desk) -> None:
    rich = {**body()["materials"][0], "code": "M0002", "when": MIXED}
    client, item = written(desk, materials=[*body()["materials"], rich])
    address = reverse("workbench:guide-situations", args=[item.pk])
    page = client.get(address)
    assert "条件较复杂，不能勾" in text(page) and "另外要：经营面积 大于 50 平方米" not in text(page)
    assert "另外要：经营面积 大于 50" in text(page)
    ticked = shown(page) | {"row-0-shop_kind": ["shop"]}
    assert client.post(f"{address}?part=materials", ticked).status_code == 302
    assert [row.get("when", "") for row in stored(item)["materials"]] == ['shop_kind == "shop"', AREA, MIXED]
    widened = shown(client.get(address)) | {"row-1-shop_kind": ["shop", "diner"]}
    client.post(f"{address}?part=materials", widened)
    assert [row.get("when", "") for row in stored(item)["materials"]][1] == "business_area > 50"


@pytest.mark.django_db
def test_a_row_that_no_answer_asks_for_is_refused_and_the_ticks_stay(desk: Desk) -> None:
    client, item = written(desk)
    address = reverse("workbench:guide-situations", args=[item.pk])
    bare = {name: values for name, values in shown(client.get(address)).items() if name != "row-0-shop_kind"}
    answer = client.post(f"{address}?part=materials", bare)
    assert answer.status_code == 422 and "至少勾一个" in text(answer)
    assert "row-0-shop_kind" not in shown(answer) and "when" not in stored(item)["materials"][0]


@pytest.mark.django_db
def test_fields_and_stages_have_their_table_and_nobody_is_overwritten(desk: Desk) -> None:
    client, item = written(desk)
    address = reverse("workbench:guide-situations", args=[item.pk]) + "?part=fields"
    ticked = shown(client.get(address)) | {"row-1-shop_kind": ["diner"]}
    assert client.post(address, ticked).status_code == 302
    assert stored(item)["fields"][1]["when"] == 'shop_kind == "diner"'
    late = client.post(address, ticked | {"row-0-shop_kind": ["shop"]})
    assert late.status_code == 409 and "when" not in stored(item)["fields"][0]


# -- the trial


def sets(page: str) -> dict[str, list[str]]:
    """What the trial lists, by kind."""
    found = re.findall(r'data-set="(\w+)"[^>]*>(.*?)</(?:ol|ul)>', page, re.S)
    return {kind: re.findall(r"<li>([^<]+)", rows) for kind, rows in found}


def two_situations() -> dict[str, Any]:
    """A guide for here and for 川渝: another material, another field and another stage each."""
    paper = {**body()["materials"][0], "basis": [BASIS]}
    return body(
        questions=[
            {
                "element": "shop_kind",
                "label": "在哪里办",
                "options": [{"value": "diner", "label": "川渝通办"}, {"value": "shop", "label": "本地办理"}],
            }
        ],
        fields=[{"element": "person_name"}, {"element": "has_staff", "when": 'shop_kind == "shop"'}],
        materials=[
            paper,
            {**paper, "code": "M0005", "name": "从业人员健康证明", "when": 'shop_kind == "shop"'},
            {**paper, "code": "M0002", "name": "营业执照", "exempt": "licence", "exempt_note": "由电子证照库核对"},
        ],
        stages=[
            *body()["stages"],
            {
                "key": "visit",
                "name": "现场核查",
                "kind": "inspect",
                "post": "reviewer",
                "after": ["accept"],
                "when": 'shop_kind == "shop"',
            },
        ],
    )


@pytest.mark.django_db
@pytest.mark.demand("CAT-27")
def test_answering_two_ways_gives_two_sets_of_fields_materials_and_stages(desk: Desk) -> None:
    client, item = written(desk, **two_situations())
    address = reverse("workbench:guide-try", args=[item.pk])
    here, there = (sets(text(client.get(f"{address}?shop_kind={value}"))) for value in ("shop", "diner"))
    assert here["papers"] == ["食品经营许可申请书", "从业人员健康证明"] and there["papers"] == ["食品经营许可申请书"]
    assert here["fields"] == ["姓名", "是否雇人"] and there["fields"] == ["姓名"]
    assert [name.strip() for name in here["stages"]] == ["收件", "受理", "决定", "现场核查"]
    assert [name.strip() for name in there["stages"]] == ["收件", "受理", "决定"]
    assert here["spared"] == there["spared"] == ["营业执照"]
    assert there["unneeded"] == ["从业人员健康证明"]

    client.post(reverse("workbench:guide-publish", args=[item.pk]), {"effective_from": "2026-11-20", "revision": "1"})
    public = [text(Client().get(f"/guide/{item.pk}/materials/?shop_kind={value}")) for value in ("shop", "diner")]
    assert "从业人员健康证明" in public[0] and "从业人员健康证明" not in public[1]


@pytest.mark.django_db
@pytest.mark.demand("CAT-28")
def test_an_application_in_one_situation_shows_and_checks_its_fields_and_materials_only(desk: Desk) -> None:
    client, item = written(desk, **two_situations())
    trial = sets(text(client.get(reverse("workbench:guide-try", args=[item.pk]), {"shop_kind": "diner"})))
    services.publish(item=item, by=PLATFORM)
    person = people.actor(people.person("王小满", stem="41132319900307001", phone="13800000001"))
    asked = {}
    for value in ("diner", "shop"):
        case = cases.start(item_id=item.pk, by=person, answers={"shop_kind": value})
        draft = drafts.draft(person, case)
        fields = [field.label for section in draft.sections for field in section.fields]
        owed = [line.name for line in draft.materials if line.required]
        asked[value] = (fields, owed, {(problem.part, problem.key) for problem in draft.problems})
    fields, owed, problems = asked["diner"]
    assert fields == trial["fields"] == ["姓名"]
    assert "从业人员健康证明" not in owed and set(trial["papers"]) <= set(owed)
    assert ("field", "has_staff") in asked["shop"][2] - problems
    assert set(owed) < set(asked["shop"][1]) and "从业人员健康证明" in asked["shop"][1]


@pytest.mark.django_db
def test_a_guide_that_cannot_be_walked_says_why_and_where(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    address = reverse("workbench:guide-try", args=[item.pk])
    assert "指南还是空的" in text(client.get(address))
    circle = [{**body()["stages"][0], "after": ["accept"]}, {**body()["stages"][1], "after": ["intake"]}]
    for number, wrong in enumerate(
        (
            {"materials": [{"name": "没写完"}]},
            {"questions": body()["questions"], "materials": [], "stages": circle},
            {"questions": body()["questions"], "fields": [{"element": "person_name", "when": "shop_kind =="}]},
            {"fields": [{"element": "nothing_known"}], "materials": [], "stages": []},
            {"stages": [{**body()["stages"][0], "after": ["nowhere"]}], "materials": []},
        )
    ):
        services.save_draft(item=item, body=wrong, revision=number, by=PLATFORM, keep_incomplete=True)
        answer = client.get(address, {"shop_kind": "diner"})
        assert answer.status_code == 200 and "notice--warn" in text(answer), wrong


@pytest.mark.django_db
def test_an_answer_that_cannot_be_used_is_told_beside_its_question(desk: Desk) -> None:
    client, item = written(desk)
    page = text(
        client.get(reverse("workbench:guide-try", args=[item.pk]), {"shop_kind": "diner", "business_area": "大"})
    )
    assert "请在“经营面积”中填写数字" in page
    page = text(client.get(reverse("workbench:guide-try", args=[item.pk]), {"shop_kind": "nothing"}))
    assert "请在“您要开什么店”中选择一个可选值" in page
