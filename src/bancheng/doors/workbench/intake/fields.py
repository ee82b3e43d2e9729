"""The form of a guide as a window fills it in: dense, one control a field, and no number shown again once it is entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import QueryDict
from django.utils.translation import gettext as _

from bancheng.casework.cases.types import DraftView, FieldView, Problem, SectionView
from bancheng.registers.catalog.types import Question

FIELD, ANSWER = "f.", "a."
"""What stands before the code of an element in the names of controls, so that no element collides with the form's own."""
LONGEST = 4000
NUMBERS = {"int": "numeric", "decimal": "decimal", "money": "decimal", "area": "decimal"}
MODES = {**NUMBERS, "phone": "tel", "email": "email"}
SECRET = {"id_number"}


@dataclass(frozen=True, slots=True)
class Control:
    """One control: `kind` select, date, longtext or text. `kept` is the masked value of a field whose own is not shown."""

    name: str
    label: str
    kind: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    mode: str = ""
    unit: str = ""
    hint: str = ""
    source: str = ""
    kept: str = ""
    fault: str = ""
    required: bool = True
    longest: int = LONGEST

    @property
    def asked(self) -> bool:
        """Whether it is a question of the situation, whose answer changes the page."""
        return self.name.startswith(ANSWER)

    @property
    def id(self) -> str:
        return "c-" + self.name.replace(".", "-")


class InSections(Protocol):
    """A form in sections: of one item, or of a bundle of them."""

    @property
    def sections(self) -> Sequence[SectionView]:
        """The sections in their order."""


def typed_fields(data: QueryDict, view: InSections) -> dict[str, str]:
    """Element code → what was typed. A secret field left blank keeps what it has: it came to the page without its value."""
    typed = {}
    for section in view.sections:
        for one in section.fields:
            text = data.get(FIELD + one.element.code)
            if text is None or (_secret(one) and one.text and not text.strip()):
                continue
            typed[one.element.code] = text[:LONGEST]
    return typed


def typed_answers(data: QueryDict, view: DraftView) -> dict[str, str]:
    """Element code → answer, of the questions that the page showed."""
    names = (question.element for question in view.document.questions)
    return {name: text[:LONGEST] for name in names if (text := data.get(ANSWER + name)) is not None}


def questions(view: DraftView, typed: Mapping[str, str], problems: Mapping[str, Problem]) -> tuple[Control, ...]:
    """The questions asked so far, each with its answer."""
    return controls_of(view.questions, view.answers, typed, problems)


def controls_of(
    asked: Iterable[Question],
    answers: Mapping[str, object],
    typed: Mapping[str, str],
    problems: Mapping[str, Problem],
) -> tuple[Control, ...]:
    """Questions as controls: what was typed just now, else the answer that is kept."""
    return tuple(
        _question(one, typed.get(one.element, _plain(answers.get(one.element))), problems.get(one.element))
        for one in asked
    )


def sections(
    view: InSections, typed: Mapping[str, str], problems: Mapping[str, Problem]
) -> tuple[tuple[str, tuple[Control, ...]], ...]:
    """(name, controls) of each section; what was typed and refused stands in its field again, with the sentence."""
    return tuple(
        (section.name, tuple(_field(one, typed, problems.get(one.element.code)) for one in section.fields))
        for section in view.sections
        if section.fields
    )


def first_empty(asked: tuple[Control, ...], parts: tuple[tuple[str, tuple[Control, ...]], ...]) -> str:
    """The id of the control to begin at: the first required one that holds nothing; "" when all is filled."""
    controls = (*asked, *(one for _name, shown in parts for one in shown))
    return next((one.id for one in controls if one.required and not one.value and not one.kept), "")


def _question(question: Question, value: str, problem: Problem | None) -> Control:
    options = tuple((option.value, option.label) for option in question.options)
    return Control(
        name=ANSWER + question.element,
        label=question.label,
        kind="text" if question.kind == "number" else "select",
        value=value,
        options=_yes_or_no() if question.kind == "bool" else options,
        mode="decimal" if question.kind == "number" else "",
        unit=question.unit,
        hint=question.why,
        fault=problem.sentence if problem else "",
    )


def _field(one: FieldView, typed: Mapping[str, str], problem: Problem | None) -> Control:
    element, field = one.element, one.field
    kinds = {"bool": "select", "choice": "select", "date": "date", "longtext": "longtext"}
    options = tuple((option.value, option.label) for option in field.options) or element.options
    secret = _secret(one)
    return Control(
        name=FIELD + element.code,
        label=one.label,
        kind=kinds.get(element.kind, "text"),
        value=typed.get(element.code, "" if secret else _plain(one.value)),
        options=_yes_or_no() if element.kind == "bool" else options if element.kind == "choice" else (),
        mode=MODES.get(element.kind, ""),
        unit=element.unit if element.kind in NUMBERS else "",
        hint=field.hint or element.hint,
        source=one.source,
        kept=one.text if secret else "",
        fault=problem.sentence if problem else "",
        required=one.required,
        longest=element.max_length or LONGEST,
    )


def _secret(one: FieldView) -> bool:
    return one.element.sensitive or one.element.kind in SECRET


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _yes_or_no() -> tuple[tuple[str, str], ...]:
    return ("true", _("是")), ("false", _("否"))
