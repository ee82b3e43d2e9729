"""情形引导: one question a page, answers carried in the address, so that it can be bookmarked and needs no JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.presentation import MaterialLine, in_order, line
from bancheng.ground.codes import half_width
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import GuidePage, Question, Situation

LONGEST_ANSWER = 60
WAS = "was"
"""What was answered before, so that a question asked again shows it."""
ASKED = "asked"
"""Names the question whose page was sent, so that going on without an answer is told from just arriving."""


def _answers(page: GuidePage, data: QueryDict) -> dict[str, str]:
    """What the address says about the elements asked, as typed; digits may be full-width."""
    said = {
        question.element: half_width(data.get(question.element, "")).strip()[:LONGEST_ANSWER]
        for question in page.document.questions
    }
    return {element: text for element, text in said.items() if text}


def said(question: Question, value: object) -> str:
    """An answer as people say it: “是”, “60 平方米”, the label of what was chosen."""
    if question.kind == "bool":
        return _("是") if value else _("否")
    if question.kind == "number":
        return f"{Decimal(str(value)).normalize():f} {question.unit}".strip()
    return next((option.label for option in question.options if option.value == value), str(value))


def _fault(question: Question | None, found: Situation, data: QueryDict) -> str:
    if question is None:
        return ""
    told = next((fault.sentence for fault in found.faults if fault.path == question.element), "")
    if told or data.get(ASKED) != question.element:
        return told
    return _("请填写数字，再继续。") if question.kind == "number" else _("请选择一项，再继续。")


def _lines(page: GuidePage, found: Situation) -> tuple[MaterialLine, ...]:
    """What to hand in first, then what is spared; none is said to depend on the situation, for it is known now."""
    own = page.exemptions
    lines = (
        line(number, material, tuple(one.sentence for one in own.get(material.code, ())))
        for number, material in enumerate(found.required, 1)
    )
    return in_order([replace(entry, conditional=False) for entry in lines])


def _without(kept: Mapping[str, str], element: str) -> str:
    """The address of the same answers without one: that question is asked again, the others stay answered."""
    others = {name: value for name, value in kept.items() if name != element}
    return "?" + urlencode(others | {WAS: kept[element]})


def _apply_url(page: GuidePage, kept: Mapping[str, str]) -> str:
    """Where to begin with these answers; "" where the item cannot be applied for online."""
    if not (page.can_be_applied_for and {"pc", "mobile"} & set(page.document.channels)):
        return ""
    return f"{reverse('portal:apply', args=[page.item_id])}?{urlencode(kept)}"


def step(page: GuidePage, data: QueryDict) -> dict[str, Any]:
    """The next question, or the list that the answers lead to."""
    typed = _answers(page, data)
    found = selectors.situation(page.document, typed)
    current = found.question
    kept = {
        question.element: typed[question.element] for question in found.questions if question.element in found.answered
    }
    lines = _lines(page, found) if current is None else ()
    return {
        "question": current,
        "errors": _fault(current, found, data),
        "typed": typed.get(current.element, data.get(WAS, "")[:LONGEST_ANSWER]) if current else "",
        "number": found.questions.index(current) + 1 if current else 0,
        "kept": kept,
        "told": tuple(
            (question, said(question, found.answered[question.element]), _without(kept, question.element))
            for question in found.questions
            if question.element in kept
        ),
        "back_url": _without(kept, list(kept)[-1]) if kept else "",
        "lines": lines,
        "apply_url": _apply_url(page, kept),
        "to_hand_in": sum(not entry.spared for entry in lines),
        "page_title": current.label if current else _("您要准备的材料"),
    }
