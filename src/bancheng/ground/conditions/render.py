"""Write a checked condition as the CEL that is run.

Numbers: CEL has no decimals, and its doubles would find 0.1 + 0.2 unequal to 0.3. Where a decimal takes part, both
sides are computed in millionths with 64-bit integers: an element of type decimal is handed over scaled, an int is
multiplied, literals are written scaled. Comparison is exact; what would overflow raises.
Dates: handed over as `2026-01-31`; text of that form orders as the dates do.
"""

from __future__ import annotations

from decimal import Decimal

from bancheng.ground.conditions.check import kind_of
from bancheng.ground.conditions.schema import Kind, Schema
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

SCALE = 10**6


def render(node: Node, schema: Schema) -> str:
    """CEL source, fully parenthesised."""
    match node:
        case Every(_, parts):
            return " && ".join(f"({render(part, schema)})" for part in parts)
        case Either(_, parts):
            return " || ".join(f"({render(part, schema)})" for part in parts)
        case Not(_, inner):
            return f"!({render(inner, schema)})"
        case Choose(_, test, yes, no):
            return f"({render(test, schema)}) ? ({render(yes, schema)}) : ({render(no, schema)})"
        case Compare():
            return _compare(node, schema)
        case TextTest(_, test, text, part):
            return f"({render(text, schema)}).{test}({render(part, schema)})"
        case _:
            return _value(node, schema, scaled=False)


def _compare(node: Compare, schema: Schema) -> str:
    if isinstance(node.right, Listing):
        scaled = Kind.DECIMAL in {kind_of(part, schema) for part in (node.left, *node.right.items)}
        items = ", ".join(_value(item, schema, scaled=scaled) for item in node.right.items)
        return f"{_value(node.left, schema, scaled=scaled)} in [{items}]"
    scaled = Kind.DECIMAL in (kind_of(node.left, schema), kind_of(node.right, schema))
    return f"{_side(node.left, schema, scaled)} {node.operator} {_side(node.right, schema, scaled)}"


def _side(node: Node, schema: Schema, scaled: bool) -> str:
    if kind_of(node, schema) is Kind.BOOL:
        return f"({render(node, schema)})"
    return _value(node, schema, scaled=scaled)


def _value(node: Node, schema: Schema, *, scaled: bool) -> str:
    """A number (in millionths if `scaled`), a text, a date, a list or a plain bool."""
    match node:
        case Literal(_, bool(value)):
            return "true" if value else "false"
        case Literal(_, str(value)):
            return _quoted(value)
        case Literal(_, (int() | Decimal()) as value):
            return f"({int(value * SCALE) if scaled else value})"
        case Sum(_, terms):
            first, *rest = terms
            text = _value(first[1], schema, scaled=scaled)
            return (
                "("
                + text
                + "".join(f" {'+' if plus else '-'} {_value(t, schema, scaled=scaled)}" for plus, t in rest)
                + ")"
            )
        case Minus(_, inner):
            return f"(-{_value(inner, schema, scaled=scaled)})"
        case Product(_, factors) if kind_of(node, schema) is Kind.DECIMAL:
            sides = (_value(f, schema, scaled=kind_of(f, schema) is Kind.DECIMAL) for f in factors)
            return "(" + " * ".join(sides) + ")"
        case Product(_, factors):
            text = " * ".join(_value(factor, schema, scaled=False) for factor in factors)
        case Size(_, of):
            text = f"size({_value(of, schema, scaled=False)})"
        case Name(_, name):
            text = name
            if schema[name].kind is Kind.DECIMAL:
                return text
        case _:
            raise AssertionError(f"not a value: {node!r}")
    return f"({text} * {SCALE})" if scaled else f"({text})"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
