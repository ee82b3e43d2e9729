"""What still keeps an application from being submitted: each thing with its place and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bancheng.casework.cases import commitments, forms, materials, standing, stating
from bancheng.casework.cases.models import Case, CaseMaterial
from bancheng.casework.cases.paperwork import owner_of
from bancheng.casework.cases.rules import values
from bancheng.casework.cases.types import Problem
from bancheng.registers.catalog.types import ElementView, FormField, GuideDocument, Situation
from bancheng.registers.licences import selectors as licences
from bancheng.registers.lists import selectors as lists

AGENT_ELEMENT = "handled_by_agent"
LEGAL_AUDIENCES = frozenset({"2", "3", "4", "6"})


def sections_of(fields: tuple[FormField, ...]) -> tuple[tuple[str, tuple[FormField, ...]], ...]:
    """The fields page by page: (name of the section, its fields), in the guide's order."""
    found: dict[str, list[FormField]] = {}
    for field in fields:
        found.setdefault(field.section, []).append(field)
    return tuple((name, tuple(rows)) for name, rows in found.items())


def problems(
    case: Case,
    document: GuideDocument,
    situation: Situation,
    elements: Mapping[str, ElementView],
    rows: Mapping[int, CaseMaterial],
) -> tuple[Problem, ...]:
    """Everything that is missing or wrong, in the order of the pages."""
    return (
        *_applicant(case, document),
        *_questions(case, situation),
        *_fields(case, situation, elements),
        *_materials(case, document, situation, rows),
        *commitments.problems(case, document, situation, rows),
        *_licences(case, document, situation, rows),
        *_intermediaries(case, document),
    )


def _applicant(case: Case, document: GuideDocument) -> Iterator[Problem]:
    audience = set(document.audience)
    if case.part_of and (case.applicant_id or case.legal_person_id):
        # The whole has its own audience: who opens a restaurant has no firm before its first part is granted.
        return
    if case.applicant_id is None and case.legal_person_id is None:
        yield Problem("applicant", "", "请选择为谁办理")
    elif case.legal_person_id is None and "1" not in audience:
        yield Problem("applicant", "", "这个事项由单位申请，请选择您的单位")
    elif case.legal_person_id is not None and not audience & LEGAL_AUDIENCES:
        yield Problem("applicant", "", "这个事项由个人申请，请选择本人办理")


def _questions(case: Case, situation: Situation) -> Iterator[Problem]:
    for question in situation.questions:
        if (
            question.element == AGENT_ELEMENT
            and case.capacity == Case.Capacity.AGENT
            and situation.answered.get(question.element) is False
        ):
            # The guide asks for the written mandate only under this answer.
            yield Problem("question", question.element, f"您受委托代办，“{question.label}”请选择“是”，并提交授权委托书")
        if question.element not in situation.answered:
            yield Problem("question", question.element, f"请回答“{question.label}”")
    for fault in situation.faults:
        yield Problem("question", fault.path, fault.sentence)


def _fields(case: Case, situation: Situation, elements: Mapping[str, ElementView]) -> Iterator[Problem]:
    kept = forms.values(case)
    for number, (_name, fields) in enumerate(sections_of(situation.fields), start=1):
        for field in fields:
            element = elements[field.element]
            label = values.label_of(field, element)
            try:
                value = values.read(field, element, kept.get(field.element))
            except values.Unusable as fault:
                yield Problem("field", field.element, fault.sentence, number)
                continue
            if value is None and field.required:
                verb = "选择" if element.kind in {"choice", "bool"} else "填写"
                yield Problem("field", field.element, f"请{verb}{label}", number)
            elif told := stating.fault(case, field.element, value):
                yield Problem("field", field.element, told, number)


def _materials(
    case: Case, document: GuideDocument, situation: Situation, rows: Mapping[int, CaseMaterial]
) -> Iterator[Problem]:
    for one in materials.owed(document, situation, committed=case.committed):
        row = rows.get(one.line)
        if materials.missing(row, one, len(materials.files_of(row))):
            yield Problem("material", str(one.line), f"请提交“{one.material.name}”")


def _licences(
    case: Case, document: GuideDocument, situation: Situation, rows: Mapping[int, CaseMaterial]
) -> Iterator[Problem]:
    """An e-licence that stands for a paper must be the applicant's and in force still when the application is handed in.

    One query, where one was attached.
    """
    attached = [row for one in materials.owed(document, situation) if (row := rows.get(one.line)) and row.licence]
    held = {card.identifier for card in licences.held(owner_of(case))} if attached else set()
    for row in attached:
        if row.licence not in held:
            yield Problem("material", str(row.line), f"“{row.name}”关联的电子证照已经失效，请重新选择或者上传")


def _intermediaries(case: Case, document: GuideDocument) -> Iterator[Problem]:
    """The intermediary services that a law makes obligatory: the applicant names whom he chose. Nobody is owed without one.

    At a window the paper itself is looked at: no clerk may name a firm for the applicant. No query for a guide without any.
    """
    if case.channel == Case.Channel.WINDOW:
        return
    for need in lists.owed_intermediaries(document, standing.subject_of(case)):
        yield Problem("intermediary", need.code, f"请选择“{need.name}”的机构（{need.basis}）")
