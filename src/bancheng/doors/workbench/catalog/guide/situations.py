"""The situation table: which answers ask for which row, as boxes to tick; written as a condition and read back from it.

A row belongs to the situations in which, question by question, one of its ticked answers was given. A condition that says
more (an “or” across questions) cannot stand in the table and keeps its own words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bancheng.doors.workbench.catalog.guide import conditions
from bancheng.doors.workbench.catalog.guide.conditions import Clause
from bancheng.ground.conditions import ConditionError, Element, Kind
from bancheng.ground.conditions.parse import parse
from bancheng.ground.conditions.tree import Compare, Either, Every, Listing, Literal, Name, Node, Not

YES, NO = "true", "false"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the table; `answers`: (value, label) in order."""

    element: str
    title: str
    answers: tuple[tuple[str, str], ...]
    kind: Kind

    @property
    def values(self) -> frozenset[str]:
        return frozenset(value for value, _label in self.answers)


@dataclass(frozen=True, slots=True)
class Ticks:
    """The answers of each question in which a row is asked for (all, where a question is not named), and what else it needs."""

    wanted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rest: tuple[Clause, ...] = ()

    def of(self, question: Question) -> frozenset[str]:
        return self.wanted.get(question.element, question.values)


def questions_of(body: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions whose answers can be ticked: single choices, yes or no."""
    return tuple(
        Question(term.name, term.title, term.values or ((YES, "是"), (NO, "否")), term.kind)
        for term in conditions.terms_of(body, {}, before=len(body.get("questions") or ()))
        if term.kind in {Kind.CHOICE, Kind.BOOL}
    )


def read(source: str, questions: Sequence[Question], terms: Sequence[Element]) -> Ticks | None:
    """The ticks of a condition; None where boxes cannot say it."""
    try:
        root = parse(source)
    except ConditionError:
        return None
    known = {question.element: question for question in questions}
    wanted: dict[str, frozenset[str]] = {}
    rest: list[Clause] = []
    for part in () if root is None else root.parts if isinstance(root, Every) else (root,):
        found = _restriction(part, known)
        if found is not None:
            element, values = found
            wanted[element] = wanted.get(element, known[element].values) & values
            continue
        clause = conditions.clause_of(part, terms)
        if clause is None or clause.name in known:
            return None
        rest.append(clause)
    return Ticks(wanted, tuple(rest))


def write(ticks: Ticks, questions: Sequence[Question], terms: Sequence[Element]) -> str:
    """The condition of the ticks. Raises ConditionError where no answer of a question is ticked."""
    parts = []
    for question in questions:
        chosen = ticks.of(question)
        if not chosen:
            raise ConditionError(f"“{question.title}”一个答案也没有勾，这样永远用不上；请至少勾一个")
        if chosen != question.values:
            parts.append(_said(question, chosen))
    rest = conditions.write(ticks.rest, terms)
    return " && ".join([*parts, *([rest] if rest else [])])


def _said(question: Question, chosen: frozenset[str]) -> str:
    if question.kind is Kind.BOOL:
        return f"{question.element} == {next(iter(chosen))}"
    ticked = [value for value, _label in question.answers if value in chosen]
    left = [value for value, _label in question.answers if value not in chosen]
    if len(ticked) == 1:
        return f"{question.element} == {json.dumps(ticked[0])}"
    if len(left) == 1:
        return f"{question.element} != {json.dumps(left[0])}"
    return f"{question.element} in {json.dumps(ticked)}"


def _restriction(node: Node, known: Mapping[str, Question]) -> tuple[str, frozenset[str]] | None:
    """The question that a part is about and the answers it lets pass."""
    match node:
        case Name(_, name) if name in known and known[name].kind is Kind.BOOL:
            return name, frozenset({YES})
        case Not(_, Name(_, name)) if name in known and known[name].kind is Kind.BOOL:
            return name, frozenset({NO})
        case Compare(_, "==" | "!=" as sign, Name(_, name), Literal(_, value)) if name in known:
            said = frozenset({str(value).lower() if isinstance(value, bool) else str(value)})
            return name, said if sign == "==" else known[name].values - said
        case Compare(_, "in", Name(_, name), Listing(_, items)) if name in known:
            return name, frozenset(str(item.value) for item in items)
        case Either(_, parts):
            found = [_restriction(part, known) for part in parts]
            if all(found) and len({one[0] for one in found if one}) == 1:
                return found[0][0], frozenset().union(*(one[1] for one in found if one))  # type: ignore[index]
    return None
