"""Whether a condition holds for given answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bancheng.ground.conditions import (
    MissingAnswers,
    OutOfRange,
    Schema,
    UnusableAnswer,
    Verdict,
    compile_condition,
)

ANSWERS: dict[str, object] = {
    "business_area": Decimal("120.5"),
    "staff": 8,
    "shop_kind": "canteen",
    "chain": True,
    "shop_name": '𠮷野家"店\\',
    "opened": date(2026, 1, 31),
    "projects": ["hot"],
    "notes": [],
    "fee": Decimal("0.3"),
}

CASES = [
    ("business_area >= 120.5 && business_area < 121", True),
    ("business_area > 120.5", False),
    ("500 <= business_area", False),
    ("business_area == 120.500000", True),
    ("staff + 2 * staff - 4 == 20", True),
    ("-staff < -7 && -(-8) == staff", True),
    ("staff - -2 == 10", True),
    ("staff * fee == 2.4", True),
    ("fee == 0.1 + 0.2", True),
    ("fee * 3 != 0.9", False),
    ("business_area + staff >= 128.5", True),
    ("staff in [1, 8.0]", True),
    ("fee in [0.1, 0.3]", True),
    ("staff in [-8]", False),
    ('shop_kind == "canteen"', True),
    ("shop_kind != 'canteen'", False),
    ('shop_kind in ["restaurant", "bakery"]', False),
    ("chain", True),
    ("!chain", False),
    ("!!chain == (staff > 1)", True),
    ("chain == false", False),
    (r'shop_name == "𠮷野家\"店\\"', True),
    ('shop_name.startsWith("𠮷") && shop_name.contains("野家") && !shop_name.endsWith("𠮷")', True),
    ('opened == "2026-01-31"', True),
    ('opened < "2026-02-01" && opened > "2025-12-31"', True),
    ('opened in ["2026-01-31"]', True),
    ('"hot" in projects', True),
    ('"cold" in projects', False),
    ("size(projects) == 1 && size(notes) == 0", True),
    ("size(notes) > 0.5", False),
    ("shop_name in notes", False),
    ("chain ? staff > 10 : staff > 1", False),
    ("false || chain && !false", True),
    ("true", True),
    ("chain // 连锁店\n && staff == 008", True),
]


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[source for source, _ in CASES])
def test_conditions_hold_as_written(food: Schema, source: str, expected: bool) -> None:
    assert compile_condition(source, food).holds(ANSWERS) is expected


def test_decimals_are_compared_exactly(food: Schema) -> None:
    at_most = compile_condition("business_area <= 999999999999.999999", food)
    assert at_most.holds({"business_area": "999999999999.999999"})
    assert not at_most.holds({"business_area": 10**12})


@pytest.mark.parametrize(
    ("name", "answer", "source"),
    [
        ("business_area", "120.5", "business_area == 120.5"),
        ("business_area", 120.5, "business_area == 120.5"),
        ("business_area", 120, "business_area == 120"),
        ("business_area", " 120.50000000 ", "business_area == 120.5"),
        ("fee", 0.1, "fee == 0.1"),
        ("fee", Decimal("1E+2"), "fee == 100"),
        ("staff", "8", "staff == 8"),
        ("staff", Decimal("8.0"), "staff == 8"),
        ("opened", "2026-01-31", 'opened == "2026-01-31"'),
        ("projects", ("hot", "cold"), "size(projects) == 2"),
        ("shop_name", "", 'shop_name == ""'),
    ],
)
def test_answers_are_taken_as_forms_and_stored_json_hold_them(
    food: Schema, name: str, answer: object, source: str
) -> None:
    assert compile_condition(source, food).holds({name: answer})


@pytest.mark.parametrize(
    ("name", "answer", "sentence"),
    [
        ("business_area", "很大", "请在“经营面积”中填写数字"),
        ("business_area", "１２０", "请在“经营面积”中填写数字"),
        ("business_area", "0.1234567", "最多 6 位小数"),
        ("business_area", float("nan"), "填写数字"),
        ("business_area", Decimal("Infinity"), "填写数字"),
        ("business_area", Decimal("1E+999999"), "填写数字"),
        ("business_area", Decimal("1E-999999"), "填写数字"),
        ("business_area", "9999999999999", "最大是一万亿"),
        ("business_area", True, "填写数字"),
        ("staff", 1.5, "填写整数"),
        ("staff", 10**30, "填写整数"),
        ("staff", "9" * 5000, "填写整数"),
        ("chain", "是", "选择是或否"),
        ("chain", 1, "选择是或否"),
        ("shop_kind", "bar", "选择一个可选值"),
        ("shop_kind", ["canteen"], "填写文字"),
        ("shop_name", 3, "填写文字"),
        ("shop_name", "\ud800", "填写文字"),
        ("opened", "2026-02-30", "填写日期"),
        ("opened", "2026-W05-6", "填写日期"),
        ("projects", "hot", "逐项选择"),
        ("projects", ["raw"], "选择一个可选值"),
        ("notes", [1], "填写文字"),
    ],
)
def test_an_answer_of_another_type_is_refused_by_name(food: Schema, name: str, answer: object, sentence: str) -> None:
    sources = {"chain": "chain", "projects": "size(projects) > 0", "notes": "size(notes) > 0"}
    source = sources.get(name, f"{name} == {name}")
    with pytest.raises(UnusableAnswer, match=sentence) as caught:
        compile_condition(source, food).holds({name: answer})
    assert caught.value.element == name


def test_answers_that_are_not_mentioned_are_not_looked_at(food: Schema) -> None:
    assert compile_condition("staff > 3", food).holds({"staff": 4, "fee": object(), "unheard_of": object()})


def test_a_product_too_large_to_compute_is_refused_rather_than_wrapped(food: Schema) -> None:
    condition = compile_condition("staff * staff * staff > 0", food)
    assert condition.holds({"staff": 1000})
    with pytest.raises(OutOfRange, match="太大"):
        condition.holds({"staff": 10**12})


def test_an_open_question_names_what_still_decides(food: Schema) -> None:
    condition = compile_condition('business_area > 500 && (chain || staff > 10) && shop_kind == "canteen"', food)
    assert condition.evaluate({}) == Verdict(None, ("business_area", "chain", "staff", "shop_kind"))
    assert condition.evaluate({"business_area": 600, "chain": True}) == Verdict(None, ("shop_kind",))
    assert condition.evaluate({"business_area": 600, "chain": False}) == Verdict(None, ("staff", "shop_kind"))
    assert condition.evaluate({"shop_kind": "bakery"}) == Verdict(False)
    with pytest.raises(MissingAnswers, match="请先填写“店铺类型”") as caught:
        condition.holds({"business_area": 600, "chain": True})
    assert caught.value.missing == ("shop_kind",)


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_is_no_answer_except_for_text(food: Schema, blank: object) -> None:
    for name in ("business_area", "staff", "shop_kind", "opened"):
        assert compile_condition(f"{name} == {name}", food).evaluate({name: blank}) == Verdict(None, (name,))
    assert compile_condition('shop_name == ""', food).evaluate({"shop_name": None}).holds is None


def test_three_valued_logic(food: Schema) -> None:
    def verdict(source: str, **answers: object) -> bool | None:
        return compile_condition(source, food).evaluate(answers).holds

    assert verdict("chain || staff > 1", staff=2) is True
    assert verdict("chain || staff > 1", staff=1) is None
    assert verdict("chain && staff > 1", staff=1) is False
    assert verdict("!(chain && staff > 1)", staff=1) is True
    assert verdict("!chain") is None
    assert verdict("chain ? staff > 1 : staff > 2", staff=5) is True
    assert verdict("chain ? staff > 1 : staff > 2", staff=2) is None
    assert verdict("chain ? staff > 1 : fee > 2", chain=False, staff=5) is None
    assert verdict("chain ? staff > 1 : fee > 2", chain=True, staff=5) is True
