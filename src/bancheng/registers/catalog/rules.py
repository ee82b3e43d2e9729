"""Pure decisions about a guide: which terms may be promised, what its conditions may name, whether its stages can be walked.

`check` gathers every fault of a body against the dictionaries; nothing here reads the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from bancheng.ground.conditions import ConditionError, Element, Kind, Schema, compile_condition
from bancheng.ground.law import INSTANT, Term, TermUnit, promise_is_shorter
from bancheng.registers.catalog.lint.findings import TERM
from bancheng.registers.catalog.schema import FormField, GuideBody, Limit, LimitUnit, Question, Stage
from bancheng.registers.catalog.types import ElementView, Fault

KINDS: Mapping[str, Kind] = {
    "text": Kind.TEXT,
    "longtext": Kind.TEXT,
    "id_number": Kind.TEXT,
    "uscc": Kind.TEXT,
    "phone": Kind.TEXT,
    "region": Kind.TEXT,
    "address": Kind.TEXT,
    "email": Kind.TEXT,
    "int": Kind.INT,
    "decimal": Kind.DECIMAL,
    "money": Kind.DECIMAL,
    "area": Kind.DECIMAL,
    "bool": Kind.BOOL,
    "choice": Kind.CHOICE,
    "date": Kind.DATE,
}
"""The kinds of data elements, and as what a condition computes with them."""

_QUESTION_KINDS = {"choice": {"choice"}, "bool": {"bool"}, "number": {"int", "decimal", "money", "area"}}


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What a guide may name: data elements, kinds of paper, words of classification as (kind, code)."""

    elements: Mapping[str, ElementView] = field(default_factory=dict)
    materials: frozenset[str] = frozenset()
    words: frozenset[tuple[str, str]] = frozenset()


def check(body: GuideBody, dictionary: Dictionary) -> tuple[Fault, ...]:
    """Everything that keeps a well-formed body from being published, in the order of the document."""
    return (
        *terms(body.statutory, body.promised),
        *_elements(body, dictionary),
        *_conditions(body, dictionary),
        *_materials(body, dictionary),
        *_results(body, dictionary),
        *_stages(body.stages),
        *_points(body, dictionary),
        *_words(body, dictionary),
    )


# -- terms


def term_of(limit: Limit) -> Term | None:
    """The term that a limit names; None where it is told in words or no law sets one."""
    if limit.unit == LimitUnit.INSTANT:
        return INSTANT
    return Term(limit.n, TermUnit(limit.unit)) if limit.n is not None else None


def limit_text(limit: Limit) -> str:
    """20 个工作日; 当场办结; or the note where there is no number."""
    term = term_of(limit)
    if term is None:
        return limit.note
    return "当场办结" if term.is_instant else term.label


def terms(lawful: Limit, ours: Limit) -> Iterator[Fault]:
    """What is wrong between the statutory and the promised limit: the promise is owed and strictly shorter (CAT-38)."""
    statutory, promised = term_of(lawful), term_of(ours)
    if promised is None and (statutory is not None or ours.unit == LimitUnit.NONE):
        yield _promise("guide.promise_missing", "请写明承诺办结时限：天数，或者当场办结")
        return
    if promised is None or statutory is None:
        return
    shorter = promise_is_shorter(promised, statutory)
    if shorter is None:
        yield _promise(
            "guide.terms_unlike",
            f"法定时限是{statutory.label}，承诺时限是{promised.label}，单位不同，无法比较；请把两者改为同一单位后再比较",
        )
    elif not shorter:
        yield _promise(
            "guide.promise_not_shorter",
            f"承诺时限（{promised.label}）必须短于法定时限（{statutory.label}），请缩短承诺时限",
        )


def _promise(code: str, sentence: str) -> Fault:
    return Fault("promised", code, sentence, article=TERM.article, mend=TERM.mend)


# -- elements and conditions


def _elements(body: GuideBody, dictionary: Dictionary) -> Iterator[Fault]:
    named = [("questions", index, item.element) for index, item in enumerate(body.questions)]
    named += [("fields", index, item.element) for index, item in enumerate(body.fields)]
    seen: set[tuple[str, str]] = set()
    for part, index, code in named:
        if (part, code) in seen:
            yield Fault(f"{part}.{index}.element", "guide.element_twice", f"数据元 {code} 出现了两次，请删去一处")
        seen.add((part, code))
        if code not in dictionary.elements:
            yield Fault(
                f"{part}.{index}.element", "guide.element_unknown", f"数据元目录中没有 {code}，请先登记或改用已有的"
            )
    for index, question in enumerate(body.questions):
        yield from _question(f"questions.{index}", question, dictionary.elements.get(question.element))
    for index, item in enumerate(body.fields):
        element = dictionary.elements.get(item.element)
        if element and element.kind == "choice" and not (item.options or element.options):
            yield Fault(f"fields.{index}.options", "guide.options_missing", f"“{element.label}”是选择项，请给出选项")


def _question(path: str, question: Question, element: ElementView | None) -> Iterator[Fault]:
    if element is None:
        return
    if element.kind not in _QUESTION_KINDS[question.kind]:
        sentence = f"问题“{question.label}”的类型与数据元“{element.label}”不一致，请改正"
        yield Fault(f"{path}.kind", "guide.question_kind", sentence)
    strange = {option.value for option in question.options} - dict(element.options).keys()
    if element.options and strange:
        sentence = (
            f"问题“{question.label}”的选项 {'、'.join(sorted(strange))} 不在数据元“{element.label}”中，请改用已有的选项"
        )
        yield Fault(f"{path}.options", "guide.option_unknown", sentence)


def schema_of(body: GuideBody, elements: Mapping[str, ElementView]) -> Schema:
    """What the conditions of a guide may name: its questions and, beside them, its form fields."""
    named = {item.element: _of_field(item, elements[item.element]) for item in body.fields if item.element in elements}
    named |= {question.element: of_question(question) for question in body.questions}
    return Schema.of(named.values())


def of_question(question: Question) -> Element:
    """A question as conditions see it; a number is a decimal."""
    kind = {"choice": Kind.CHOICE, "bool": Kind.BOOL, "number": Kind.DECIMAL}[question.kind]
    options = tuple((option.value, option.label) for option in question.options)
    return Element(question.element, kind, question.label, options, question.unit)


def _of_field(item: FormField, element: ElementView) -> Element:
    kind = KINDS[element.kind]
    options = tuple((option.value, option.label) for option in item.options) or element.options
    if kind is Kind.CHOICE and not options:
        kind = Kind.TEXT  # reported by _elements; the conditions are checked all the same
    return Element(
        item.element, kind, item.label or element.label, options if kind is Kind.CHOICE else (), element.unit
    )


def _conditions(body: GuideBody, dictionary: Dictionary) -> Iterator[Fault]:
    try:
        whole = schema_of(body, dictionary.elements)
        asked_before = [Schema.of(map(of_question, body.questions[:index])) for index in range(len(body.questions))]
    except ValueError as error:
        yield Fault("questions", "guide.question", str(error))
        return
    places: list[tuple[str, str, Schema]] = [
        (f"questions.{index}.when", question.when, asked_before[index]) for index, question in enumerate(body.questions)
    ]
    for part in ("fields", "materials", "stages"):
        places += [(f"{part}.{index}.when", item.when, whole) for index, item in enumerate(getattr(body, part))]
    for index, point in enumerate(body.points):
        places += [(f"points.{index}.{part}", getattr(point, part), whole) for part in ("when", "holds")]
    for path, source, schema in places:
        if not source:
            continue
        try:
            compile_condition(source, schema)
        except ConditionError as error:
            yield Fault(path, "guide.condition", f"条件“{source}”有误：{error}")


# -- materials, stages, words


def _results(body: GuideBody, dictionary: Dictionary) -> Iterator[Fault]:
    for index, result in enumerate(body.results):
        if result.licence and result.licence not in dictionary.materials:
            sentence = f"材料目录中没有 {result.licence}（{result.name}），请先登记或改用已有的代码"
            yield Fault(f"results.{index}.licence", "guide.licence_unknown", sentence)


def _materials(body: GuideBody, dictionary: Dictionary) -> Iterator[Fault]:
    seen: set[tuple[str, str, str]] = set()
    for index, material in enumerate(body.materials):
        if material.code not in dictionary.materials:
            sentence = f"材料目录中没有 {material.code}（{material.name}），请先登记或改用已有的材料"
            yield Fault(f"materials.{index}.code", "guide.material_unknown", sentence)
        key = (material.code, material.when, material.specification)
        if key in seen:
            yield Fault(f"materials.{index}.code", "guide.material_twice", f"材料“{material.name}”列了两次，请删去一处")
        seen.add(key)


def _stages(stages: Iterable[Stage]) -> Iterator[Fault]:
    graph: dict[str, tuple[str, ...]] = {}
    for index, stage in enumerate(stages):
        if stage.key in graph:
            yield Fault(f"stages.{index}.key", "guide.stage_twice", f"环节代码 {stage.key} 用了两次，请改名")
        graph[stage.key] = stage.after
    for index, stage in enumerate(stages):
        missing = [key for key in stage.after if key not in graph]
        if missing:
            sentence = f"环节“{stage.name}”的前置环节 {'、'.join(missing)} 不存在，请改正"
            yield Fault(f"stages.{index}.after", "guide.stage_unknown", sentence)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        sentence = f"办理环节绕成了圈：{' → '.join(error.args[1])}，请调整前置环节"
        yield Fault("stages", "guide.stage_cycle", sentence)


def _points(body: GuideBody, dictionary: Dictionary) -> Iterator[Fault]:
    """Review points belong to a stage, a field and a paper of the same guide; each is said once for a situation."""
    known = {stage.key for stage in body.stages}
    papers = {material.code for material in body.materials}
    numbers = _numbers(body, dictionary.elements)
    seen: set[tuple[str, str, str]] = set()
    for index, point in enumerate(body.points):
        at = f"points.{index}"
        if point.stage not in known:
            yield Fault(f"{at}.stage", "guide.point_stage", f"要点“{point.text}”所在的环节不存在，请改选")
        if point.element and point.element not in numbers:
            sentence = f"要点“{point.text}”取数的表单项不在本指南中，或者不是数字，请改选"
            yield Fault(f"{at}.element", "guide.point_element", sentence)
        if point.material and point.material not in papers:
            sentence = f"要点“{point.text}”要看的材料不在本指南的材料清单中，请改选"
            yield Fault(f"{at}.material", "guide.point_material", sentence)
        if (said := (point.stage, point.text, point.when)) in seen:
            yield Fault(f"{at}.text", "guide.point_twice", f"要点“{point.text}”在同一环节写了两次，请删去一处")
        seen.add(said)


def _numbers(body: GuideBody, elements: Mapping[str, ElementView]) -> set[str]:
    """The elements whose numbers the form or a question of the guide gives."""
    kinds = {"int", "decimal", "money", "area"}
    fields = {item.element for item in body.fields if item.element in elements}
    return {code for code in fields if elements[code].kind in kinds} | {
        question.element for question in body.questions if question.kind == "number"
    }


def in_order(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """The stages so that each comes after those it waits for; otherwise in the order written."""
    by_key = {stage.key: stage for stage in stages}
    order = TopologicalSorter({stage.key: stage.after for stage in by_key.values()}).static_order()
    return tuple(by_key[key] for key in order)


def _words(body: GuideBody, dictionary: Dictionary) -> Iterator[Fault]:
    for part, kind in (("themes", "theme"), ("life_events", "life_event"), ("groups", "group")):
        for index, code in enumerate(getattr(body, part)):
            if (kind, code) not in dictionary.words:
                yield Fault(f"{part}.{index}", "guide.word_unknown", f"分类词表中没有 {code}，请改用已有的分类")
