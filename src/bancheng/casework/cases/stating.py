"""What an application states and a higher room can check: a project code must be that of a project of the same applicant."""

from __future__ import annotations

from bancheng.casework.cases import forms, materials
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.rules import values
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.catalog.types.stating import Stated, element_check

REASK = "请先一次性告知补正这一项，或者在申请人确认后当场更正，再受理。"


def fault(case: Case, element: str, value: object) -> str:
    """Why this value is not true of the applicant, as a sentence; "" where it is, or where nobody answers for the element."""
    check = element_check(element)
    if check is None or value in (None, ""):
        return ""
    return check(Stated(element, str(value), legal_person=case.legal_person_id, person=case.applicant_id))


def demand_true(case: Case, document: GuideDocument) -> None:
    """Before acceptance: what can be checked is checked again, since it may have changed since it was handed in.

    No query for a guide without such a field. Raises Refused: cases.not_stated (a required one is empty), cases.untrue.
    """
    if not any(element_check(field.element) for field in document.fields):
        return
    kept, elements = forms.values(case), catalog.elements_of(document)
    for field in materials.situation_of(document, case, elements).fields:
        if element_check(field.element) is None:
            continue
        value = kept.get(field.element)
        label = values.label_of(field, elements[field.element])
        if value in (None, "") and field.required:
            raise Refused("cases.not_stated", f"申请表没有填写{label}，不能受理。{REASK}")
        if told := fault(case, field.element, value):
            raise Refused("cases.untrue", f"{label}核验没有通过，不能受理：{told.rstrip('。')}。{REASK}")
