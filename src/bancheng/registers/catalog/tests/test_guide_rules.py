"""What keeps a guide from being published, and the sentence that says what to do."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.rules import Dictionary, check
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.tests.sample import PLATFORM, World, body, make_item
from bancheng.registers.catalog.types import Fault, GuideRefused


def saved(item: Any, guide: dict[str, Any]) -> tuple[Fault, ...]:
    """The faults with which a body is refused; none when it is saved."""
    try:
        services.save_draft(item=item, body=guide, revision=0, by=PLATFORM)
    except GuideRefused as refused:
        return refused.faults
    return ()


def without(guide: dict[str, Any], *path: str | int) -> dict[str, Any]:
    """The body with one thing left out."""
    copy = deepcopy(guide)
    place: Any = copy
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return copy


def workdays(n: int) -> dict[str, Any]:
    return {"unit": "workday", "n": n}


@pytest.mark.demand("CAT-38")
def test_a_promise_as_long_as_the_law_is_refused_and_a_shorter_one_is_shown_in_the_guide(world: World):
    item = make_item(world.market)
    (fault,) = saved(item, body(promised=workdays(20)))
    assert fault.path == "promised"
    assert fault.sentence == "承诺时限（20 个工作日）必须短于法定时限（20 个工作日），请缩短承诺时限"
    special = [
        {"kind": "PS", "name": "专家评审", "n": 10},
        {"kind": "TZ", "name": "听证"},
        {"kind": "XC", "name": "现场核查"},
    ]
    assert saved(item, body(promised=workdays(15), special_procedures=special)) == ()
    services.publish(item=item, by=PLATFORM)
    page = selectors.guide(item.pk)
    assert page is not None
    assert (page.document.promised.n, page.document.statutory.n) == (15, 20)
    assert [procedure.name for procedure in page.document.special_procedures] == ["专家评审", "听证", "现场核查"]


@pytest.mark.parametrize(
    ("statutory", "promised", "handling", "code"),
    [
        (workdays(20), {"unit": "instant"}, "instant", None),
        ({"unit": "instant"}, {"unit": "instant"}, "instant", None),
        ({"unit": "instant"}, workdays(1), "promised", "guide.promise_not_shorter"),
        ({"unit": "month", "n": 1}, workdays(15), "promised", "guide.terms_unlike"),
        ({"unit": "day", "n": 30}, workdays(10), "promised", "guide.terms_unlike"),
        ({"unit": "year", "n": 1}, {"unit": "month", "n": 11}, "promised", None),
        ({"unit": "none", "note": "法律、法规未规定办理期限"}, workdays(5), "promised", None),
        (
            {"unit": "none", "note": "法律、法规未规定办理期限"},
            {"unit": "none", "note": "尽快"},
            "promised",
            "guide.promise_missing",
        ),
        (workdays(20), {"unit": "free", "note": "尽快办理"}, "promised", "guide.promise_missing"),
    ],
)
def test_terms_are_compared_only_in_like_units(
    statutory: dict[str, Any], promised: dict[str, Any], handling: str, code: str | None
):
    guide = GuideBody.model_validate(
        body(statutory=statutory, promised=promised, handling=handling, questions=[], fields=[], materials=[])
    )
    found = {fault.code for fault in check(guide, Dictionary()) if fault.path == "promised"}
    assert found == ({code} if code else set())


def test_a_missing_statutory_limit_must_be_said(world: World):
    (fault,) = saved(make_item(world.market), body(statutory={"unit": "none"}))
    assert "请写明说明" in fault.sentence and fault.path == "statutory"


@pytest.mark.demand("CAT-18")
def test_a_guide_without_its_fee_section_is_refused_unless_no_fee_is_said(world: World):
    item = make_item(world.market)
    (fault,) = saved(item, without(body(), "fees"))
    assert fault.sentence == "请写明收费标准；不收费的，请明确写“不收费”"
    (silent,) = saved(item, body(fees={"charged": False}))
    assert "不收费" in silent.sentence
    (empty,) = saved(item, body(fees={"charged": True}))
    assert "收费标准和依据" in empty.sentence
    assert saved(item, body()) == ()
    services.publish(item=item, by=PLATFORM)
    page = selectors.guide(item.pk)
    assert page is not None
    shown = page.document
    assert shown.basis and shown.requirements and shown.stages and shown.fees.statement == "不收费"
    assert (shown.statutory.n, shown.promised.n) == (20, 15)


@pytest.mark.parametrize(
    "part", ["basis", "requirements", "statutory", "promised", "stages", "fees", "results", "remedies"]
)
def test_every_part_that_the_law_asks_for_is_owed(world: World, part: str):
    faults = saved(make_item(world.market), without(body(), part))
    assert [fault.path for fault in faults] == [part]


@pytest.mark.demand("CAT-19")
@pytest.mark.parametrize("attribute", ["name", "basis", "form", "copies", "originals", "signature"])
def test_a_material_without_one_of_its_attributes_is_refused(world: World, attribute: str):
    (fault,) = saved(make_item(world.market), without(body(), "materials", 0, attribute))
    assert fault.path == f"materials.0.{attribute}" and fault.sentence.startswith("请填写申请材料第 1 项的")


@pytest.mark.demand("CAT-19")
def test_the_published_guide_states_all_five_attributes_of_each_material(world: World):
    item = make_item(world.market)
    assert saved(item, body()) == ()
    services.publish(item=item, by=PLATFORM)
    page = selectors.guide(item.pk)
    assert page is not None
    for material in page.document.materials:
        assert material.name and material.basis and material.form and material.signature
        assert material.originals + material.copies > 0


def test_no_signature_is_a_value_that_needs_its_reason(world: World):
    guide = body()
    guide["materials"][1]["signature_note"] = ""
    (fault,) = saved(make_item(world.market), guide)
    assert "请写明理由" in fault.sentence and "从业人员健康证明" in fault.sentence


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        ("materials", {"code": "M9999"}, "guide.material_unknown"),
        ("materials", {"when": "no_such > 1"}, "guide.condition"),
        ("materials", {"when": 'shop_kind == "casino"'}, "guide.condition"),
        ("materials", {"when": "business_area >"}, "guide.condition"),
        ("fields", {"element": "no_such"}, "guide.element_unknown"),
        ("questions", {"element": "no_such"}, "guide.element_unknown"),
        ("questions", {"when": "business_area > 1"}, "guide.condition"),
        ("questions", {"kind": "bool", "options": []}, "guide.question_kind"),
        ("stages", {"after": ["decide"]}, "guide.stage_cycle"),
        ("stages", {"after": ["no_such"]}, "guide.stage_unknown"),
        ("stages", {"key": "accept"}, "guide.stage_twice"),
    ],
)
def test_what_a_guide_names_must_exist_and_make_sense(world: World, part: str, change: dict[str, Any], code: str):
    guide = body()
    guide[part][0] |= change
    faults = saved(make_item(world.market), guide)
    assert code in {fault.code for fault in faults}
    assert all(fault.sentence and not fault.sentence.isascii() for fault in faults)


@pytest.mark.parametrize("part", ["themes", "life_events", "groups"])
def test_words_of_classification_must_be_in_the_vocabulary(world: World, part: str):
    (fault,) = saved(make_item(world.market), body(**{part: ["no_such"]}))
    assert fault.code == "guide.word_unknown" and fault.path == f"{part}.0"


def test_the_options_of_a_question_are_those_of_its_element(world: World):
    guide = body()
    guide["questions"][0]["options"].append({"value": "casino", "label": "赌场"})
    (fault,) = saved(make_item(world.market), guide)
    assert fault.code == "guide.option_unknown" and "casino" in fault.sentence


def test_a_question_may_only_depend_on_those_before_it(world: World):
    guide = body()
    guide["questions"].reverse()
    (fault,) = saved(make_item(world.market), guide)
    assert fault.path == "questions.0.when"


def test_all_faults_are_told_at_once(world: World):
    guide = body(promised=workdays(30), themes=["no_such"])
    guide["materials"][0]["code"] = "M9999"
    with pytest.raises(GuideRefused, match="另有 2 处需要修改") as refused:
        services.save_draft(item=make_item(world.market), body=guide, revision=0, by=PLATFORM)
    assert [fault.path for fault in refused.value.faults] == ["promised", "materials.0.code", "themes.0"]


@pytest.mark.parametrize(
    ("guide", "sentence"),
    [
        ({}, "请填写事项简介"),
        (body(visits="many"), "请在到现场次数填写整数"),
        (body(visits=99), "到现场次数不能大于 9"),
        (body(summary="长" * 5000), "事项简介不能超过 4000 个字"),
        (body(extra="x"), "extra不是指南中的内容，请删去或改正名称"),
        (body(audience=["9"]), "服务对象第 1 项只能是 '1', '2', '3', '4', '5' 或 '6'"),
        (body(stages=[]), "办理环节至少要有 1 项"),
        (body(results=[{"name": 5, "kind": "licence"}]), "请在办理结果第 1 项的名称填写文字"),
    ],
)
def test_errors_of_form_are_told_in_chinese(world: World, guide: dict[str, Any], sentence: str):
    faults = saved(make_item(world.market), guide)
    assert sentence in {fault.sentence for fault in faults}
