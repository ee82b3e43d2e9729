"""Type-check a condition against a schema, before any answer exists.

Rules: a condition is of type bool; numbers go with numbers (int and decimal mix), dates with dates or `"2026-01-31"`,
a choice only with its own values. Order is for numbers and dates; text is compared, searched, never ordered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bancheng.ground.conditions.errors import ConditionError, TypeMismatch, UnknownChoice, UnknownElement
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

_NUMBERS = (Kind.INT, Kind.DECIMAL)
_WORDS = {
    Kind.BOOL: "是否",
    Kind.INT: "整数",
    Kind.DECIMAL: "数",
    Kind.TEXT: "文字",
    Kind.CHOICE: "选项",
    Kind.DATE: "日期",
    Kind.TEXTS: "多项列表",
}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Typed:
    """The type of a part; `element` where the part is simply an element."""

    kind: Kind
    element: Element | None = None


def kind_of(node: Node, schema: Schema) -> Kind:
    """The type of a part that has passed `check`."""
    return _Checker(schema).typed(node).kind


def check(node: Node, schema: Schema) -> None:
    """Raises UnknownElement, UnknownChoice or TypeMismatch, each with its position."""
    _Checker(schema).require_bool(node)


def read_date(text: str) -> date | None:
    """The date of `2026-01-31`, else None (other ISO forms are not accepted: they would not compare as text)."""
    try:
        return date.fromisoformat(text) if _ISO_DATE.fullmatch(text) else None
    except ValueError:
        return None


class _Checker:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def require_bool(self, node: Node) -> None:
        if self.typed(node).kind is not Kind.BOOL:
            raise TypeMismatch('这里应当是一个判断，请补上比较，例如“> 0”或“== "…"”', node.at)

    def typed(self, node: Node) -> Typed:
        match node:
            case Literal(_, value):
                return Typed(_kind_of_value(value))
            case Name(at, name):
                return self.name(at, name)
            case Listing(at):
                raise TypeMismatch("方括号列表只能写在 in 的右边", at)
            case Not(_, inner):
                self.require_bool(inner)
            case Every(_, parts) | Either(_, parts):
                for part in parts:
                    self.require_bool(part)
            case Choose(_, test, yes, no):
                for part in (test, yes, no):
                    self.require_bool(part)
            case Compare():
                self.compare(node)
            case TextTest(_, _, text, part):
                self.text(text)
                self.text(part)
            case Sum() | Product() | Minus() | Size():
                return Typed(self.number(node))
        return Typed(Kind.BOOL)

    def name(self, at: int, name: str) -> Typed:
        element = self.schema.get(name)
        if element is None:
            raise UnknownElement(f"没有要素“{name}”，请从要素字典中选择", at)
        return Typed(element.kind, element)

    def number(self, node: Sum | Product | Minus | Size) -> Kind:
        match node:
            case Size(at, of):
                if self.typed(of).kind is not Kind.TEXTS:
                    raise TypeMismatch("size 只能用于多项列表", at)
                return Kind.INT
            case Minus(_, inner):
                return self.numeric(inner)
            case Sum(_, terms):
                kinds = [self.numeric(term) for _, term in terms]
            case Product(at, factors):
                kinds = [self.numeric(factor) for factor in factors]
                # Two scaled factors would be scaled twice (see `render`); no rule multiplies two measured amounts.
                if kinds.count(Kind.DECIMAL) > 1:
                    raise TypeMismatch("两个带小数的数不能相乘，请把其中一个改为整数", at)
        return Kind.DECIMAL if Kind.DECIMAL in kinds else Kind.INT

    def numeric(self, node: Node) -> Kind:
        kind = self.typed(node).kind
        if kind not in _NUMBERS:
            raise TypeMismatch(f"只有数可以加减乘，这里是{_WORDS[kind]}", node.at)
        return kind

    def text(self, node: Node) -> None:
        kind = self.typed(node).kind
        if kind is not Kind.TEXT:
            raise TypeMismatch(f"这里应当是文字，现在是{_WORDS[kind]}", node.at)

    def compare(self, node: Compare) -> None:
        if node.operator == "in":
            self.membership(node)
            return
        left, right = self.typed(node.left), self.typed(node.right)
        self.pair(left, right, node.left, node.right, node.at)
        kinds = {left.kind, right.kind}
        if node.operator not in ("==", "!=") and not (kinds <= set(_NUMBERS) or Kind.DATE in kinds):
            raise TypeMismatch("只有数和日期可以比较大小，文字和选项请用“==”“!=”或“in”", node.at)
        if Kind.TEXTS in kinds:
            raise TypeMismatch('多项列表请用 in 判断，例如“"…" in 列表”', node.at)

    def membership(self, node: Compare) -> None:
        left = self.typed(node.left)
        if isinstance(node.right, Listing):
            if left.kind in (Kind.BOOL, Kind.TEXTS):
                raise TypeMismatch(f"{_WORDS[left.kind]}不能用 in 判断", node.at)
            for item in node.right.items:
                self.pair(left, self.typed(item), node.left, item, item.at)
            return
        right = self.typed(node.right)
        if right.kind is not Kind.TEXTS or right.element is None:
            raise TypeMismatch("in 的右边应当是方括号列表，或多项列表要素", node.at)
        if left.kind not in (Kind.TEXT, Kind.CHOICE):
            raise TypeMismatch(f"多项列表里是文字，不会有{_WORDS[left.kind]}", node.at)
        _require_value(right.element, node.left)

    def pair(self, left: Typed, right: Typed, left_node: Node, right_node: Node, at: int) -> None:
        """Two sides that are to be equal or ordered must be of one family; literals must be possible values."""
        for side, other in ((left, right_node), (right, left_node)):
            if side.element is not None and side.kind is Kind.CHOICE:
                _require_value(side.element, other)
            if side.kind is Kind.DATE and isinstance(other, Literal) and isinstance(other.value, str):
                _require_date(other)
                return
        if _family(left.kind) != _family(right.kind):
            raise TypeMismatch(f"{_WORDS[left.kind]}和{_WORDS[right.kind]}不能比较", at)


def _kind_of_value(value: bool | int | Decimal | str) -> Kind:
    match value:
        case bool():
            return Kind.BOOL
        case int():
            return Kind.INT
        case Decimal():
            return Kind.DECIMAL
        case str():
            return Kind.TEXT


def _family(kind: Kind) -> Kind:
    match kind:
        case Kind.INT:
            return Kind.DECIMAL
        case Kind.CHOICE:
            return Kind.TEXT
        case _:
            return kind


def _require_value(element: Element, node: Node) -> None:
    if not element.values or not isinstance(node, Literal) or not isinstance(node.value, str):
        return
    if node.value not in dict(element.values):
        shown = "、".join(value for value, _ in element.values[:20])
        raise UnknownChoice(f"“{element.title}”没有“{node.value}”这个值，可选的是：{shown}", node.at)


def _require_date(node: Literal) -> None:
    if not isinstance(node.value, str) or read_date(node.value) is None:
        raise ConditionError("日期请写成“2026-01-31”的样子", node.at)
