"""操作规程: a point is a criterion with the kind of its outcome and its basis; older guides keep their digest (CAT-29, FLW-29)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.lint.engine import lint_body
from bancheng.registers.catalog.rules import Dictionary, check
from bancheng.registers.catalog.schema import GuideBody, ReviewPoint
from bancheng.registers.catalog.tests.sample import BASIS, body
from bancheng.registers.catalog.types import ElementView

AREA = ElementView(code="business_area", label="经营场所面积", kind="area", unit="平方米")
NAME = ElementView(code="person_name", label="姓名", kind="text")
STAFF = ElementView(code="has_staff", label="是否雇人", kind="bool")
ELEMENTS = {one.code: one for one in (AREA, NAME, STAFF)}


def point(**more: Any) -> dict[str, Any]:
    return {"stage": "decide", "text": "场所面积", "basis": [BASIS]} | more


def guide(*points: dict[str, Any]) -> GuideBody:
    return GuideBody.model_validate(body(points=list(points)))


def value(**more: Any) -> dict[str, Any]:
    return point(kind="value", least="20", unit="平方米") | more


@pytest.mark.demand("FLW-29")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        (value(least=""), "下限或者上限"),
        (value(unit=""), "单位"),
        (value(most="10"), "不能大于上限"),
        (value(holds="has_staff"), "不填判断条件"),
        (point(least="3"), "不填上下限"),
        (value(least="二十"), ""),
    ],
)
def test_a_point_says_yes_or_no_or_a_value_with_unit_and_bounds(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        ReviewPoint.model_validate(given)


def test_bounds_are_told_in_words_and_both_ends_count() -> None:
    both = ReviewPoint.model_validate(value(most="50"))
    assert both.bounds == "20 至 50 平方米"
    assert [both.within(Decimal(one)) for one in ("19.99", "20", "50", "50.01")] == [False, True, True, False]
    assert ReviewPoint.model_validate(value()).bounds == "不少于 20 平方米"
    assert ReviewPoint.model_validate(value(least="", most="9")).bounds == "不超过 9 平方米"


def test_a_guide_without_points_is_stored_as_before() -> None:
    assert "points" not in guide().model_dump(mode="json")
    assert guide(value()).model_dump(mode="json")["points"][0]["least"] == "20"


def test_a_point_names_a_stage_a_number_of_the_form_and_a_paper_of_the_same_guide() -> None:
    wrong = guide(
        point(stage="nowhere"),
        value(text="姓名", element="person_name"),
        point(text="证件", material="M9999"),
        point(),
        point(),
    )
    codes = [one.code for one in check(wrong, Dictionary(ELEMENTS)) if one.path.startswith("points")]
    assert codes == ["guide.point_stage", "guide.point_element", "guide.point_material", "guide.point_twice"]
    broken = guide(point(holds="nonsense =="), point(text="另一条", when="no_such_element == 1"))
    paths = [one.path for one in check(broken, Dictionary(ELEMENTS)) if one.code == "guide.condition"]
    assert paths == ["points.0.holds", "points.1.when"]


@pytest.mark.demand("FLW-29")
def test_a_point_without_a_basis_blocks_and_one_with_open_words_is_warned_of() -> None:
    found = {
        (one.code, one.path, one.severity)
        for one in lint_body(
            guide(point(basis=[]), point(text="布局合理"), value(text="合理的面积"), point(text="提交其他相关材料"))
        )
        if one.path.startswith("points")
    }
    assert found == {
        ("lint.point_basis", "points.0.basis", "block"),
        ("lint.point_open", "points.1.text", "warn"),
        ("lint.vague", "points.3.text", "block"),
    }


@pytest.mark.demand("CAT-29")
def test_points_belong_to_the_situation_and_replace_a_criterion_of_the_same_words() -> None:
    stage = {"key": "decide", "name": "审查", "kind": "review", "post": "reviewer", "criteria": ["旧要点", "场所面积"]}
    diner, shop = 'shop_kind == "diner"', 'shop_kind == "shop"'
    made = GuideBody.model_validate(
        body(
            stages=[stage], points=[value(least="50", when=diner), value(when=shop), point(text="设有专间", when=diner)]
        )
    )

    def shown(**answers: str) -> list[tuple[str, str]]:
        situation = selectors.situation(made, answers, ELEMENTS)
        return [(one.text, one.bounds) for one in selectors.review_points(made, "decide", situation, ELEMENTS)]

    assert shown(shop_kind="shop") == [("旧要点", ""), ("场所面积", "不少于 20 平方米")]
    assert shown(shop_kind="diner") == [("旧要点", ""), ("场所面积", "不少于 50 平方米"), ("设有专间", "")]
    assert [text for text, _bounds in shown()] == ["旧要点", "场所面积", "设有专间"], "what is open is looked at"
