"""情形引导: a few answers decide which questions, materials, fields and stages apply (conditions in CEL)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bancheng.ground.conditions import Kind, Schema, UnusableAnswer, compile_condition
from bancheng.ground.conditions.answers import read
from bancheng.registers.catalog.rules import in_order, schema_of
from bancheng.registers.catalog.schema import GuideBody, Material, Question, ReviewPoint
from bancheng.registers.catalog.selectors.dictionaries import elements_of
from bancheng.registers.catalog.types import ElementView, Fault, MaterialLine, Situation

# What forms and query strings send for yes and no.
_BOOLEANS: Mapping[str, object] = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def situation(
    guide: GuideBody, answers: Mapping[str, object], elements: Mapping[str, ElementView] | None = None
) -> Situation:
    """What the answers (element code → value, as a form sends it) make of a guide.

    `elements` are those of `elements_of(guide)`, for who has read them already; else one query.

    An answer that cannot be used is named in `faults` and counts as not given; one to a question that is not asked is
    left out, so that going back and changing an answer leaves nothing behind.
    """
    schema = schema_of(guide, elements_of(guide) if elements is None else elements)
    given, faults = _usable(schema, answers)
    asked, used = _asked(guide.questions, schema, given)
    asked_about = {question.element for question in guide.questions}
    known = {code: value for code, value in given.items() if code not in asked_about} | used
    return Situation(
        questions=tuple(asked),
        question=next((question for question in asked if question.element not in used), None),
        answered=used,
        materials=tuple(_line(schema, material, known) for material in guide.materials),
        # A field whose condition is still open is not asked yet: it comes once another answer decides it.
        fields=tuple(item for item in guide.fields if _holds(schema, item.when, known)),
        stages=tuple(stage for stage in in_order(guide.stages) if _holds(schema, stage.when, known) is not False),
        faults=tuple(faults),
        known=known,
    )


def review_points(
    guide: GuideBody, stage: str, situation: Situation, elements: Mapping[str, ElementView]
) -> tuple[ReviewPoint, ...]:
    """What is looked at in a stage of a case in this situation: the criteria of the stage as yes or no, then its points.

    What the answers leave open applies. A text stands once: of points that differ by their situation only, the one whose
    condition holds; a point replaces a criterion of the same words.
    """
    schema = schema_of(guide, elements)
    found: dict[str, ReviewPoint] = {}
    held: set[str] = set()
    for text in next((one.criteria for one in guide.stages if one.key == stage), ()):
        found[text] = ReviewPoint.model_construct(stage=stage, text=text)
    for point in guide.points:
        if point.stage != stage or (holds := _holds(schema, point.when, situation.known)) is False:
            continue
        if point.text not in held:
            found[point.text] = point
            held |= {point.text} if holds else set()
    return tuple(found.values())


def holds(
    guide: GuideBody, source: str, situation: Situation, elements: Mapping[str, ElementView]
) -> tuple[bool | None, str]:
    """Whether a condition of the guide holds in this situation (None: not known yet), and the condition in Chinese."""
    condition = compile_condition(source, schema_of(guide, elements))
    return condition.evaluate(situation.known).holds, condition.describe()


def _usable(schema: Schema, answers: Mapping[str, object]) -> tuple[dict[str, object], list[Fault]]:
    """The answers that fit their elements, and a fault for each other one."""
    usable: dict[str, object] = {}
    faults: list[Fault] = []
    for code, value in answers.items():
        element = schema.get(code)
        if element is None:
            continue
        if element.kind is Kind.BOOL and isinstance(value, str):
            value = _BOOLEANS.get(value, value)
        try:
            known = read(element, {code: value})
        except UnusableAnswer as error:
            faults.append(Fault(code, "guide.answer", error.sentence))
        else:
            usable |= {} if known is None else {code: known}
    return usable, faults


def _asked(
    questions: Iterable[Question], schema: Schema, given: Mapping[str, object]
) -> tuple[list[Question], dict[str, object]]:
    asked: list[Question] = []
    used: dict[str, object] = {}
    for question in questions:
        if not _holds(schema, question.when, used):
            continue
        asked.append(question)
        if question.element in given:
            used[question.element] = given[question.element]
    return asked, used


def _line(schema: Schema, material: Material, known: Mapping[str, object]) -> MaterialLine:
    condition = compile_condition(material.when, schema)
    return MaterialLine(material, condition.evaluate(known).holds, condition.describe())


def _holds(schema: Schema, source: str, known: Mapping[str, object]) -> bool | None:
    return compile_condition(source, schema).evaluate(known).holds
