"""适不适合我: the questions of a bundle, one a page, answers carried in the address; what is not known yet may be skipped.

The bundle's own questions decide which members take part, and whether one can go this way at all; the questions of members
make the list of papers exact, and are asked only of who wants it (`MORE`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import BundlePage, MergedQuestion
from bancheng.doors.portal.guides.situation import ASKED, LONGEST_ANSWER, WAS, said
from bancheng.ground.codes import half_width
from bancheng.registers.catalog.types import Question

SKIP, MORE = "skip", "more"
OWN = frozenset({SKIP, MORE, ASKED, WAS, "version"})
MOST = 60
"""Answers that one address may carry."""


def answers(data: QueryDict) -> dict[str, str]:
    """What the address says, as typed; digits may be full-width. Whether anything is asked so is the bundle's to know."""
    said_of = {name: half_width(data.get(name, "")).strip()[:LONGEST_ANSWER] for name in list(data)[:MOST]}
    return {name: text for name, text in said_of.items() if text and name not in OWN and name.isidentifier()}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is told, and where to give another."""

    question: Question
    words: str
    again: str


def kept(page: BundlePage, data: QueryDict) -> dict[str, str]:
    """The answers that the bundle could use, as typed, in the order of its questions."""
    typed = answers(data)
    asked = [one.question.element for one in page.merged.questions]
    return {element: typed[element] for element in asked if element in page.merged.answered and element in typed}


def given(page: BundlePage, held: Mapping[str, str], *, base: str = "") -> tuple[Given, ...]:
    """What was answered, with the address (after `base`) of each question asked again."""
    return tuple(
        Given(one.question, said(one.question, page.merged.answered[one.question.element]), base + _without(held, one))
        for one in page.merged.questions
        if one.question.element in held
    )


def _without(held: Mapping[str, str], one: MergedQuestion) -> str:
    element = one.question.element
    others = {name: value for name, value in held.items() if name != element}
    return "?" + urlencode(others | {WAS: held[element]} | ({MORE: "1"} if one.members else {}))


def asked(page: BundlePage, *, more: bool) -> tuple[MergedQuestion, ...]:
    """Those that decide who takes part; with `more`, or where the bundle asks none itself, those of members too."""
    own = tuple(one for one in page.merged.questions if not one.members)
    return own if own and not more else page.merged.questions


def open_ones(page: BundlePage, *, more: bool) -> int:
    """How many of them are without an answer; for the bundle's own, those too that only other answers lead to."""
    known = page.merged.answered
    left = sum(one.question.element not in known for one in asked(page, more=more))
    return left if more or known else max(left, len(page.body.questions))


def step(page: BundlePage, data: QueryDict) -> dict[str, Any]:
    """The next question; `question` is None where nothing is left to ask, or where one cannot go this way."""
    more = data.get(MORE) == "1"
    questions = asked(page, more=more)
    held, skipped = kept(page, data), _skipped(data, questions)
    left = [one for one in questions if one.question.element not in {*held, *skipped}]
    current = None if page.merged.unfit else next((one.question for one in left), None)
    elements = [one.question.element for one in questions]
    return {
        "question": current,
        "errors": _fault(page, current, data),
        "typed": data.get(current.element, data.get(WAS, ""))[:LONGEST_ANSWER] if current else "",
        "number": elements.index(current.element) + 1 if current else 0,
        "total": max(len(questions), 0 if more else len(page.body.questions)),
        "kept": held,
        "skipped": skipped,
        "more": more,
        "back_url": _back(held, skipped, current.element if current else "", elements, more=more),
        "onward": "?" + urlencode(held) if held else "",
    }


def _skipped(data: QueryDict, questions: Iterable[MergedQuestion]) -> tuple[str, ...]:
    known = {one.question.element for one in questions}
    return tuple(dict.fromkeys(name for name in data.getlist(SKIP)[:MOST] if name in known))


def _back(held: Mapping[str, str], skipped: tuple[str, ...], current: str, elements: list[str], *, more: bool) -> str:
    """To the question before this one, answered or skipped; "" at the first."""
    until = elements.index(current) if current else len(elements)
    passed = [name for name in elements[:until] if name in held or name in skipped]
    if not passed:
        return ""
    last = passed[-1]
    pairs = [(name, value) for name, value in held.items() if name != last]
    pairs += [(SKIP, name) for name in skipped if name != last]
    pairs += [(WAS, held[last])] if last in held else []
    pairs += [(MORE, "1")] if more else []
    return "?" + urlencode(pairs)


def _fault(page: BundlePage, question: Question | None, data: QueryDict) -> str:
    """The sentence that says what is wrong with what was just sent; "" for who has only arrived."""
    if question is None:
        return ""
    situations = page.merged.situations.values()
    faults = (fault for found in situations for fault in found.faults if fault.path == question.element)
    if told := next((fault.sentence for fault in faults), ""):
        return told
    if data.get(ASKED) != question.element:
        return ""
    return _("请填写数字，再继续。") if question.kind == "number" else _("请选择一项，再继续。")
