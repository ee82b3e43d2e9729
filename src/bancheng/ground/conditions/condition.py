"""Compile a condition once, ask it often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import cel

from bancheng.ground.conditions.answers import Known, read, runnable, sample
from bancheng.ground.conditions.check import check
from bancheng.ground.conditions.errors import ConditionError, MissingAnswers, OutOfRange
from bancheng.ground.conditions.parse import parse
from bancheng.ground.conditions.render import render
from bancheng.ground.conditions.schema import Schema
from bancheng.ground.conditions.tree import Choose, Either, Every, Node, Not, names
from bancheng.ground.conditions.wording import say, say_answer

_UNANSWERED = "还没有填写"
_OUT_OF_RANGE = "计算结果太大，无法准确判断，请检查填写的数字"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`holds`: None while it cannot be said; then `missing` names the unanswered elements that still decide."""

    holds: bool | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition's top-level && or ||. `answered` says what was answered, or that it was not."""

    text: str
    holds: bool | None
    answered: str

    @property
    def sentence(self) -> str:
        """`经营面积 大于等于 500 平方米 → 不成立（您填的是 120 平方米）`."""
        verdict = {True: "成立", False: "不成立", None: "还不能判断"}[self.holds]
        return f"{self.text} → {verdict}" + (f"（{self.answered}）" if self.answered else "")


class Condition:
    """A checked condition. Made by `compile_condition`; holds nothing of the answers, so one may serve all threads."""

    def __init__(self, source: str, schema: Schema, root: Node | None) -> None:
        self.source = source
        self.schema = schema
        self._root = root
        # By identity: the tree lives as long as this object, and hashing a tree costs more than running it.
        self._programs: dict[int, cel.Program] = {}

    @cached_property
    def references(self) -> tuple[str, ...]:
        """The names of the elements it mentions, each once, in reading order."""
        return names(self._root) if self._root is not None else ()

    @property
    def always(self) -> bool:
        """Whether the source is empty: a condition that always holds."""
        return self._root is None

    @property
    def joined_by(self) -> str:
        """How `explain`'s parts make the whole: `all`, `any`, or `one` when there is a single part."""
        return {Every: "all", Either: "any"}.get(type(self._root), "one")

    def describe(self) -> str:
        """The condition in Chinese with the schema's labels; empty for the empty condition."""
        return say(self._root, self.schema) if self._root is not None else ""

    def holds(self, answers: Mapping[str, object]) -> bool:
        """Raises MissingAnswers when the given answers do not decide, UnusableAnswer, OutOfRange."""
        verdict = self.evaluate(answers)
        if verdict.holds is None:
            titles = "、".join(f"“{self.schema[name].title}”" for name in verdict.missing)
            raise MissingAnswers(f"请先填写{titles}", verdict.missing)
        return verdict.holds

    def evaluate(self, answers: Mapping[str, object]) -> Verdict:
        """Three-valued: what is unanswered leaves open what depends on it. Raises UnusableAnswer, OutOfRange."""
        if self._root is None:
            return Verdict(True)
        values = self._run_with(self._read(answers))
        if len(values) == len(self.references):
            return Verdict(self._run(self._root, values))
        return self._verdict(self._root, values)

    def explain(self, answers: Mapping[str, object]) -> list[Part]:
        """The parts joined at the top and which of them hold. Raises UnusableAnswer, OutOfRange."""
        if self._root is None:
            return []
        known = self._read(answers)
        values = self._run_with(known)
        parts = self._root.parts if isinstance(self._root, Every | Either) else (self._root,)
        return [
            Part(say(part, self.schema), self._verdict(part, values).holds, self._answered(part, known))
            for part in parts
        ]

    def _read(self, answers: Mapping[str, object]) -> dict[str, Known]:
        known = {name: read(self.schema[name], answers) for name in self.references}
        return {name: value for name, value in known.items() if value is not None}

    def _run_with(self, known: Mapping[str, Known]) -> dict[str, Any]:
        return {name: runnable(self.schema[name], value) for name, value in known.items()}

    def _answered(self, part: Node, known: Mapping[str, Known]) -> str:
        mentioned = names(part)
        if len(mentioned) == 1:
            name = mentioned[0]
            return f"您填的是 {say_answer(self.schema[name], known[name])}" if name in known else _UNANSWERED
        said = (
            f"{self.schema[name].title}：{say_answer(self.schema[name], known[name]) if name in known else _UNANSWERED}"
            for name in mentioned
        )
        return "，".join(said)

    def _verdict(self, node: Node, values: dict[str, Any]) -> Verdict:
        missing = tuple(name for name in names(node) if name not in values)
        if not missing:
            return Verdict(self._run(node, values))
        match node:
            case Every(_, parts):
                return _joined(False, (self._verdict(part, values) for part in parts))
            case Either(_, parts):
                return _joined(True, (self._verdict(part, values) for part in parts))
            case Not(_, inner):
                verdict = self._verdict(inner, values)
                return Verdict(None if verdict.holds is None else not verdict.holds, verdict.missing)
            case Choose(_, test, yes, no):
                tested = self._verdict(test, values)
                if tested.holds is not None:
                    return self._verdict(yes if tested.holds else no, values)
                branches = (self._verdict(yes, values), self._verdict(no, values))
                if branches[0].holds is not None and branches[0].holds == branches[1].holds:
                    return branches[0]
                return Verdict(None, _merged((tested, *branches)))
            case _:
                return Verdict(None, missing)

    def _run(self, node: Node, values: dict[str, Any]) -> bool:
        program = self._programs.get(id(node))
        if program is None:
            program = self._programs[id(node)] = cel.compile(render(node, self.schema))
        try:
            return bool(program.execute(values))
        except OverflowError:
            raise OutOfRange(_OUT_OF_RANGE) from None

    def try_out(self) -> None:
        """Compile and run once on made-up answers, so that what CEL will not take is known at once."""
        if self._root is not None:
            try:
                self._run(self._root, {name: sample(self.schema[name]) for name in self.references})
            except (ValueError, TypeError, ArithmeticError, RuntimeError) as error:
                raise ConditionError("这个条件无法计算，请改写") from error


def compile_condition(source: str, schema: Schema) -> Condition:
    """The condition that `source` says over the elements of `schema`; an empty source always holds.

    Raises SyntaxFault, UnknownElement, TypeMismatch, UnknownChoice, TooComplex, OutOfRange: all ConditionError, with a
    Chinese sentence and the position in the source.
    """
    return _compiled(source, schema)


@lru_cache(maxsize=4096)
def _compiled(source: str, schema: Schema) -> Condition:
    root = parse(source)
    if root is not None:
        check(root, schema)
    condition = Condition(source, schema, root)
    condition.try_out()
    return condition


def _joined(decisive: bool, verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's && (decisive False) and || (decisive True)."""
    seen = []
    for verdict in verdicts:
        if verdict.holds is decisive:
            return Verdict(decisive)
        seen.append(verdict)
    missing = _merged(seen)
    return Verdict(None, missing) if missing else Verdict(not decisive)


def _merged(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for verdict in verdicts for name in verdict.missing))
