"""Say a condition in Chinese, with the labels of the schema."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bancheng.ground.conditions.answers import Known
from bancheng.ground.conditions.check import kind_of, read_date
from bancheng.ground.conditions.schema import Element, Kind, Schema
from bancheng.ground.conditions.tree import (
    Choose,
    Compare,
    Either,
    Every,
    Listing,
    Literal,
    Minus,
    Name,
    Node,
    Not,
    Product,
    Size,
    Sum,
    TextTest,
)

_NUMBERS = {"==": "等于", "!=": "不等于", "<": "小于", "<=": "小于等于", ">": "大于", ">=": "大于等于"}
_DATES = {"==": "是", "!=": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
_TEXTS = {"==": "是", "!=": "不是"}
_FILLED = {"==": "没有填写", "!=": "已经填写"}
_TESTS = {"contains": "含有", "startsWith": "开头是", "endsWith": "结尾是"}


def say(node: Node, schema: Schema) -> str:
    """The condition as a sentence without full stop: 经营面积 大于等于 500 平方米，且 店铺类型 是“餐馆”."""
    match node:
        case Every(_, parts):
            return "，且 ".join(_inner(part, schema) for part in parts)
        case Either(_, parts):
            return "，或 ".join(_inner(part, schema) for part in parts)
        case Not(_, Name(_, name)):
            return f"{schema[name].title} 为“否”"
        case Not(_, inner):
            return f"不满足（{say(inner, schema)}）"
        case Choose(_, test, yes, no):
            return f"如果（{say(test, schema)}），则（{say(yes, schema)}），否则（{say(no, schema)}）"
        case Name(_, name):
            return f"{schema[name].title} 为“是”"
        case Literal(_, value):
            return "总是成立" if value else "总不成立"
        case Compare():
            return _compare(node, schema)
        case TextTest(_, test, text, part):
            return f"{_operand(text, schema, None)} {_TESTS[test]} {_operand(part, schema, None)}"
        case _:
            raise AssertionError(f"not a condition: {node!r}")


def say_answer(element: Element, known: Known) -> str:
    """An answer as a person would write it."""
    match known:
        case bool():
            return "是" if known else "否"
        case int() | Decimal():
            return _with_unit(known, element.unit)
        case str():
            return element.label_of(known) or "空白"
        case date():
            return _say_date(known)
        case tuple():
            return "、".join(element.label_of(value) for value in known) or "没有选择"


def _inner(node: Node, schema: Schema) -> str:
    text = say(node, schema)
    return f"（{text}）" if isinstance(node, Every | Either) else text


def _compare(node: Compare, schema: Schema) -> str:
    about = _element(node.left, schema) or _element(node.right, schema)
    if isinstance(node.right, Listing):
        items = "、".join(_operand(item, schema, about) for item in node.right.items)
        return f"{_operand(node.left, schema, None)} 属于 {items}"
    left, right = (_operand(side, schema, about) for side in (node.left, node.right))
    if node.operator == "in":
        return f"{right} 包含 {left}"
    if node.operator in _FILLED and any(
        isinstance(side, Literal) and side.value == "" for side in (node.left, node.right)
    ):
        named = node.right if isinstance(node.left, Literal) else node.left
        return f"{_operand(named, schema, None)} {_FILLED[node.operator]}"
    kinds = {kind_of(node.left, schema), kind_of(node.right, schema)}
    if Kind.DATE in kinds:
        words = _DATES
    elif kinds <= {Kind.INT, Kind.DECIMAL}:
        words = _NUMBERS
    else:
        words = _TEXTS
    return f"{left} {words[node.operator]} {right}"


def _element(node: Node, schema: Schema) -> Element | None:
    """The element that gives the other side's literal its label and unit."""
    return schema[node.name] if isinstance(node, Name) else None


def _operand(node: Node, schema: Schema, about: Element | None) -> str:
    match node:
        case Name(_, name):
            return schema[name].title
        case Literal(_, value):
            return _say_literal(value, about)
        case Sum(_, terms):
            first, *rest = terms
            text = _operand(first[1], schema, None)
            return text + "".join(f" {'加' if plus else '减'} {_operand(term, schema, None)}" for plus, term in rest)
        case Product(_, factors):
            return " 乘以 ".join(_operand(factor, schema, None) for factor in factors)
        case Minus(_, inner):
            return f"负的（{_operand(inner, schema, None)}）"
        case Size(_, of):
            return f"{_operand(of, schema, None)} 的项数"
        case _:
            return f"（{say(node, schema)}）"


def _say_literal(value: bool | int | Decimal | str, about: Element | None) -> str:
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    if isinstance(value, str):
        day = read_date(value) if about is not None and about.kind is Kind.DATE else None
        return _say_date(day) if day else f"“{about.label_of(value) if about else value}”"
    return _with_unit(value, about.unit if about else "")


def _with_unit(number: int | Decimal, unit: str) -> str:
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text} {unit}" if unit else text


def _say_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
