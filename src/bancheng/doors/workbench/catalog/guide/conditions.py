"""Conditions without CEL: lines of “question – is – answer” joined by and/or, written as CEL and read back from it.

`a && b || c` needs no brackets in CEL, and neither do the lines: 并且 binds closer than 或者. Whatever needs more than such
lines (brackets, sums, lists) is not read; it stays as its author wrote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bancheng.ground.conditions import ConditionError, Element, Kind, Schema, compile_condition
from bancheng.ground.conditions.parse import parse
from bancheng.ground.conditions.tree import Compare, Either, Every, Literal, Name, Node, Not
from bancheng.registers.catalog.types import ElementView

AND, OR = "and", "or"
_SIGNS = {"is": "==", "not": "!=", "ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
_OPERATORS = {sign: op for op, sign in _SIGNS.items()}
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}
_NUMBER = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,6})?", re.ASCII)
_QUESTIONS = {"choice": Kind.CHOICE, "bool": Kind.BOOL, "number": Kind.DECIMAL}
_ELEMENTS = {"choice": Kind.CHOICE, "bool": Kind.BOOL, "date": Kind.DATE, "int": Kind.INT}
_MEASURED = {"decimal", "money", "area"}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Clause:
    """One line. `join`: and, or ("" in the first); `name`: the element; `op`: is, not, ge, gt, le, lt; `value` as typed."""

    join: str
    name: str
    op: str
    value: str


def terms_of(
    body: Mapping[str, Any], elements: Mapping[str, ElementView], before: int | None = None
) -> tuple[Element, ...]:
    """What conditions may ask about: the questions (those `before` a place of the list), then the fields of the form.

    The body may be unfinished; what cannot be asked about is left out.
    """
    questions = [_question(row) for row in _rows(body, "questions")[:before]]
    fields = [] if before is not None else [_field(row, elements) for row in _rows(body, "fields")]
    found: dict[str, Element] = {}
    for term in (*questions, *fields):
        if term is not None:
            found.setdefault(term.name, term)
    return tuple(found.values())


def read(source: str, terms: Sequence[Element]) -> tuple[Clause, ...] | None:
    """The lines of a condition; () of the empty one, None where lines cannot say it."""
    try:
        root = parse(source)
    except ConditionError:
        return None
    if root is None:
        return ()
    known = {term.name: term for term in terms}
    lines: list[Clause] = []
    for place, group in enumerate(root.parts if isinstance(root, Either) else (root,)):
        for inside, part in enumerate(group.parts if isinstance(group, Every) else (group,)):
            clause = _clause(part, known, AND if inside else OR if place else "")
            if clause is None:
                return None
            lines.append(clause)
    return tuple(lines)


def clause_of(part: Node, terms: Sequence[Element]) -> Clause | None:
    """One part of a condition as a line, joined by “and”; None where a line cannot say it."""
    return _clause(part, {term.name: term for term in terms}, AND)


def write(clauses: Iterable[Clause], terms: Sequence[Element]) -> str:
    """The CEL of the lines. Raises ConditionError with a sentence where a value does not fit its element."""
    known = {term.name: term for term in terms}
    source = ""
    for clause in clauses:
        link = "" if not source else " || " if clause.join == OR else " && "
        source += link + _written(clause, known.get(clause.name))
    return source


def said(source: str, terms: Sequence[Element]) -> str:
    """The condition in Chinese; "" of the empty one and of one that cannot be understood."""
    try:
        return compile_condition(source, Schema.of(terms)).describe()
    except (ConditionError, ValueError):
        return ""


def _clause(node: Node, known: Mapping[str, Element], join: str) -> Clause | None:
    match node:
        case Name(_, name) if _is(known, name, Kind.BOOL):
            return Clause(join, name, "is", "true")
        case Not(_, Name(_, name)) if _is(known, name, Kind.BOOL):
            return Clause(join, name, "is", "false")
        case Compare(_, sign, Name(_, name), Literal(_, value)) if name in known and sign in _OPERATORS:
            return Clause(join, name, _OPERATORS[sign], _typed(value))
        case Compare(_, sign, Literal(_, value), Name(_, name)) if name in known and sign in _OPERATORS:
            return Clause(join, name, _OPERATORS[_TURNED.get(sign, sign)], _typed(value))
    return None


def _is(known: Mapping[str, Element], name: str, kind: Kind) -> bool:
    return name in known and known[name].kind is kind


def _typed(value: bool | int | Decimal | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _written(clause: Clause, term: Element | None) -> str:
    if term is None:
        raise ConditionError(f"情形和表单中没有“{clause.name}”，请重新选择")
    if term.kind is Kind.BOOL:
        holds = (clause.value == "true") is (clause.op != "not")
        return f"{clause.name} == {'true' if holds else 'false'}"
    value = clause.value.strip()
    if term.kind in {Kind.INT, Kind.DECIMAL}:
        if not _NUMBER.fullmatch(value):
            raise ConditionError(f"请在“{term.title}”的条件里填写数字")
        return f"{clause.name} {_SIGNS[clause.op]} {value}"
    if not value:
        raise ConditionError(f"请填写“{term.title}”的条件")
    quoted = json.dumps(value, ensure_ascii=False)
    return f"{clause.name} {_SIGNS[clause.op]} {quoted}"


def _rows(body: Mapping[str, Any], part: str) -> list[Mapping[str, Any]]:
    rows = body.get(part)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def _question(row: Mapping[str, Any]) -> Element | None:
    kind = _QUESTIONS.get(str(row.get("kind", "choice")))
    return _element(row, kind, str(row.get("label", "")), _options(row), str(row.get("unit", "")))


def _field(row: Mapping[str, Any], elements: Mapping[str, ElementView]) -> Element | None:
    view = elements.get(str(row.get("element", "")))
    if view is None:
        return None
    kind = _ELEMENTS.get(view.kind, Kind.DECIMAL if view.kind in _MEASURED else Kind.TEXT)
    return _element(row, kind, str(row.get("label", "") or view.label), _options(row) or view.options, view.unit)


def _options(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.get("value", "")), str(one.get("label", ""))) for one in _rows(row, "options"))


def _element(
    row: Mapping[str, Any], kind: Kind | None, label: str, options: tuple[tuple[str, str], ...], unit: str
) -> Element | None:
    name = str(row.get("element", ""))
    if kind is None or not _CODE.fullmatch(name):
        return None
    try:
        return Element(name, kind, label, options if kind is Kind.CHOICE else (), unit)
    except ValueError:
        return None
