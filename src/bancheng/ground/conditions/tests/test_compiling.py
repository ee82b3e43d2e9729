"""What a condition may say, and the sentence and position for what it may not."""

from __future__ import annotations

import pytest

from bancheng.ground.conditions import (
    ConditionError,
    Element,
    Kind,
    Schema,
    SyntaxFault,
    TooComplex,
    TypeMismatch,
    UnknownChoice,
    UnknownElement,
    compile_condition,
)

WRONG = [
    # source, error, position, part of the sentence
    ("area > 3", UnknownElement, 0, "没有要素“area”"),
    ("staff > 3 && size > 2", SyntaxFault, 18, "应当是“(”"),
    ("staff = 3", SyntaxFault, 6, "两个等号"),
    ("staff > 3 & chain", SyntaxFault, 10, "“&&”"),
    ("staff > 3 > 2", SyntaxFault, 10, "不能连写两个比较"),
    ("staff ＞ 3", SyntaxFault, 6, "全角符号“＞”，请改成半角的“>”"),
    ("shop_name == “张”", SyntaxFault, 13, "全角符号"),
    ('shop_name == "张', SyntaxFault, 13, "引号没有成对"),
    ("(staff > 3", SyntaxFault, 10, "应当是“)”"),
    ("staff > ", SyntaxFault, 8, "没有写完"),
    ("staff / 2 > 1", SyntaxFault, 6, "改写成另一边的乘法"),
    ("staff > 1e3", SyntaxFault, 8, "一个小数点"),
    ("人数 > 1", SyntaxFault, 0, "不认识“人”"),
    ("staff > 3 chain", SyntaxFault, 10, "缺少运算符"),
    ('shop_name.matches("a*")', SyntaxFault, 9, "contains"),
    ("chain.all(x, x)", SyntaxFault, 5, "contains"),
    ("duration(staff)", SyntaxFault, 0, "没有“duration”这个函数"),
    ("null == staff", SyntaxFault, 0, "保留字"),
    ("staff in []", SyntaxFault, 10, "方括号"),
    ("staff in [staff]", SyntaxFault, 10, "方括号"),
    ('shop_name == r"a"', SyntaxFault, 13, "引号"),
    (r'shop_name == "\x41"', SyntaxFault, 13, "反斜杠"),
    ('shop_name == "a\u202eb"', SyntaxFault, 13, "不可见"),
    ("staff", TypeMismatch, 0, "应当是一个判断"),
    ("chain && staff", TypeMismatch, 9, "应当是一个判断"),
    ("!staff", TypeMismatch, 1, "应当是一个判断"),
    ('staff == "3"', TypeMismatch, 6, "整数和文字不能比较"),
    ("chain == 1", TypeMismatch, 6, "是否和整数不能比较"),
    ('shop_name < "b"', TypeMismatch, 10, "比较大小"),
    ('shop_kind >= "bakery"', TypeMismatch, 10, "比较大小"),
    ("chain < true", TypeMismatch, 6, "比较大小"),
    ("shop_name + 1 > 1", TypeMismatch, 0, "只有数可以加减乘"),
    ("business_area * fee > 1", TypeMismatch, 0, "不能相乘"),
    ("size(shop_name) > 1", TypeMismatch, 0, "多项列表"),
    ("staff in staff", TypeMismatch, 6, "in 的右边"),
    ("staff in projects", TypeMismatch, 6, "多项列表里是文字"),
    ("projects == projects", TypeMismatch, 9, "请用 in"),
    ("[1] == staff", TypeMismatch, 0, "in 的右边"),
    ('staff in [1, "2"]', TypeMismatch, 13, "不能比较"),
    ('shop_kind.contains("a")', TypeMismatch, 0, "应当是文字"),
    ("opened == shop_name", TypeMismatch, 7, "日期和文字不能比较"),
    ("chain ? staff : chain", TypeMismatch, 8, "应当是一个判断"),
    ('opened > "2026-02-30"', ConditionError, 9, "2026-01-31"),
    ('opened > "20260131"', ConditionError, 9, "2026-01-31"),
    ('opened in ["明天"]', ConditionError, 11, "2026-01-31"),
    ("staff > 9999999999999", TypeMismatch, 8, "一万亿"),
    ("fee > 0.1234567", TypeMismatch, 6, "6 位"),
    ('shop_kind == "bar"', UnknownChoice, 13, "“店铺类型”没有“bar”这个值，可选的是：restaurant、canteen、bakery"),
    ('"bar" == shop_kind', UnknownChoice, 0, "没有“bar”"),
    ('shop_kind in ["canteen", "bar"]', UnknownChoice, 25, "没有“bar”"),
    ('"raw" in projects', UnknownChoice, 0, "“经营项目”没有“raw”"),
]


@pytest.mark.parametrize(("source", "error", "position", "sentence"), WRONG, ids=[row[0] for row in WRONG])
def test_a_mistake_is_named_where_it_stands(
    food: Schema, source: str, error: type[ConditionError], position: int, sentence: str
) -> None:
    with pytest.raises(error) as caught:
        compile_condition(source, food)
    assert type(caught.value) is error
    assert caught.value.position == position
    assert sentence in caught.value.sentence
    assert str(caught.value) == f"第 {position + 1} 个字符处：{caught.value.sentence}"


@pytest.mark.parametrize("source", ["", "   ", "\n\t", "// 没有条件"])
def test_an_empty_condition_always_holds(food: Schema, source: str) -> None:
    condition = compile_condition(source, food)
    assert condition.always
    assert condition.holds({})
    assert condition.explain({}) == []
    assert condition.describe() == ""
    assert condition.references == ()


def test_it_knows_which_elements_it_mentions(food: Schema) -> None:
    condition = compile_condition('chain && (staff > 3 || !chain) && "hot" in projects // staff, fee', food)
    assert condition.references == ("chain", "staff", "projects")


def test_the_same_condition_is_compiled_once(food: Schema) -> None:
    again = Schema.of(food.elements)
    assert compile_condition("staff > 3", food) is compile_condition("staff > 3", again)
    assert compile_condition("staff > 3", Schema.of(food.elements[:2])) is not compile_condition("staff > 3", food)


@pytest.mark.parametrize(
    "source",
    [
        "(" * 21 + "chain" + ")" * 21,
        "!" * 21 + "chain",
        "size(" * 300 + "notes" + ")" * 300,
        "shop_name.contains(" * 150,
        "chain ? chain : " * 30 + "chain",
        "chain" + " && chain" * 400,
        "chain" + " " * 4000,
    ],
    ids=lambda source: source[:12],
)
def test_what_is_too_long_or_too_deep_is_refused(food: Schema, source: str) -> None:
    with pytest.raises(TooComplex):
        compile_condition(source, food)


def test_a_condition_at_the_limits_still_runs(food: Schema) -> None:
    long = " || ".join(["staff == 1"] * 199)
    assert compile_condition(long, food).holds({"staff": 1})
    deep = "(!" * 19 + "chain" + ")" * 19
    assert compile_condition(deep, food).holds({"chain": False})


@pytest.mark.parametrize("name", ["", "in", "size", "2nd", "经营面积", "a.b", "a" * 65, "null"])
def test_an_element_needs_a_name_that_cel_can_hold(name: str) -> None:
    with pytest.raises(ValueError, match="名称"):
        Element(name, Kind.INT)


def test_a_schema_refuses_contradictions() -> None:
    with pytest.raises(ValueError, match="要素名称有重复"):
        Schema.of([Element("a", Kind.INT), Element("a", Kind.TEXT)])
    with pytest.raises(ValueError, match="没有可选值"):
        Element("a", Kind.CHOICE)
    with pytest.raises(ValueError, match="可选值有重复"):
        Element("a", Kind.CHOICE, values=(("x", "甲"), ("x", "乙")))
    with pytest.raises(ValueError, match="不能有可选值"):
        Element("a", Kind.INT, values=(("x", "甲"),))
