"""What stands on the application form of a guide: its questions, then its fields, with conditions in words (CAT-20)."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.ground.conditions import compile_condition
from bancheng.registers.catalog.rules import schema_of
from bancheng.registers.catalog.schema import FormField, GuideBody, Question
from bancheng.registers.catalog.selectors.dictionaries import elements_of
from bancheng.registers.catalog.selectors.situations import situation
from bancheng.registers.catalog.types import ElementView, PaperLine

ASKED = "办理情形"
YES_NO = ("是", "否")
NUMBER = "10"


def paper_lines(guide: GuideBody) -> tuple[PaperLine, ...]:
    """The lines in the guide's order, each element once: where a field repeats a question, the field stands. One query."""
    elements = elements_of(guide)
    schema = schema_of(guide, elements)
    repeated = {field.element for field in guide.fields}
    asked, filled = _first_case(guide, elements)
    lines = [
        PaperLine(
            question.element,
            ASKED,
            question.label,
            question.kind,
            options=_ticks(question.kind, tuple(option.label for option in question.options)),
            unit=question.unit,
            condition=compile_condition(question.when, schema).describe(),
            applies=question.element in asked,
        )
        for question in guide.questions
        if question.element not in repeated
    ]
    for field in guide.fields:
        if field.element in elements:
            condition = compile_condition(field.when, schema).describe()
            lines.append(_of_field(field, elements[field.element], condition, applies=field.element in filled))
    return tuple(lines)


def _of_field(field: FormField, element: ElementView, condition: str, *, applies: bool) -> PaperLine:
    own = tuple(option.label for option in field.options) or tuple(label for _, label in element.options)
    return PaperLine(
        field.element,
        field.section,
        field.label or element.label,
        element.kind,
        options=_ticks(element.kind, own),
        unit=element.unit,
        hint=field.hint or element.hint,
        required=field.required,
        condition=condition,
        applies=applies,
    )


def _ticks(kind: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    return YES_NO if kind == "bool" else labels


def _first_case(guide: GuideBody, elements: Mapping[str, ElementView]) -> tuple[set[str], set[str]]:
    """Elements of the questions asked, and of the fields filled in, where the first option is always taken."""
    answers: dict[str, object] = {}
    found = situation(guide, answers, elements)
    while found.question is not None and found.question.element not in answers:
        answers[found.question.element] = _first(found.question)
        found = situation(guide, answers, elements)
    # What a field itself decides is answered as the sample fills it in.
    for field in guide.fields:
        element = elements.get(field.element)
        if element is not None and field.element not in answers and element.kind in {"choice", "bool"}:
            options = [option.value for option in field.options] or [value for value, _ in element.options]
            answers[field.element] = True if element.kind == "bool" else next(iter(options), "")
    found = situation(guide, answers, elements)
    return {question.element for question in found.questions}, {field.element for field in found.fields}


def _first(question: Question) -> object:
    if question.kind == "choice":
        return question.options[0].value
    return True if question.kind == "bool" else NUMBER
