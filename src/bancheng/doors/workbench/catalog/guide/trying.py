"""试一件: answer the questions as an applicant does, and see the fields, materials and stages that come of it (CAT-27, CAT-28)."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError
from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from bancheng.doors.workbench.catalog.guide.surround import editable, frame, linked
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground.codes import half_width
from bancheng.ground.conditions import ConditionError
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import (
    DraftView,
    Fault,
    FormField,
    GuideBody,
    Material,
    Question,
    Situation,
    Stage,
)

KINDS: Mapping[str, Any] = {
    "questions": TypeAdapter(tuple[Question, ...]),
    "fields": TypeAdapter(tuple[FormField, ...]),
    "materials": TypeAdapter(tuple[Material, ...]),
    "stages": TypeAdapter(tuple[Stage, ...]),
}
"""What a situation is made of."""
SPARED = {"licence", "sharing"}


def tried(request: StaffRequest, pk: int) -> dict[str, Any]:
    """The draft under the answers of the address; the faults that must be mended first where it cannot be walked."""
    view = editable(request, pk)
    faults = [fault for fault in view.faults if fault.blocks and fault.path.partition(".")[0] in KINDS]
    context = {**frame(request, view, None), "place": "try", "faults": linked(pk, faults)}
    if faults or not view.body:
        return context
    try:
        return context | _outcome(view, request.GET)
    except (ConditionError, CycleError, KeyError) as error:
        return context | {"broken": _broken(error)}


def _broken(error: Exception) -> str:
    """Why a draft cannot be walked that is not finished elsewhere either, so that nobody has checked it whole yet."""
    if isinstance(error, ConditionError):
        return _("有一个条件写得不对：%(why)s。请在情形、表单、材料或者流程里改正。") % {"why": error.sentence}
    if isinstance(error, CycleError):
        return _("办理环节互相等待，谁也不能先办。请在流程里改正。")
    return _("表单里有数据元目录中没有的数据元，或者流程里有不存在的前置环节。请改正后再试。")


def _outcome(view: DraftView, data: Mapping[str, str]) -> dict[str, Any]:
    body = _walkable(view.body)
    elements = selectors.elements_of(body)
    typed = {one.element: half_width(data.get(one.element, "")).strip()[:60] for one in body.questions}
    found = selectors.situation(body, {element: text for element, text in typed.items() if text}, elements)
    return {
        "found": found,
        "asked": [(one, typed[one.element], _fault(found, one.element)) for one in found.questions],
        "fields": [(one, one.label or elements[one.element].label) for one in found.fields],
        "fields_left": len(body.fields) - len(found.fields),
        "papers": [line for line in found.materials if line.applies and line.material.exempt not in SPARED],
        "spared": [line for line in found.materials if line.applies and line.material.exempt in SPARED],
        "unneeded": [line for line in found.materials if line.applies is False],
        "undecided": [line for line in found.materials if line.applies is None],
        "stages": found.stages,
        "stages_left": len(body.stages) - len(found.stages),
    }


def _walkable(body: Mapping[str, Any]) -> GuideBody:
    """The parts that decide a situation; the others, which may be unfinished, are not there."""
    return GuideBody.model_construct(
        **{part: kind.validate_python(body.get(part) or ()) for part, kind in KINDS.items()}
    )


def _fault(found: Situation, element: str) -> str:
    fault: Fault | None = next((fault for fault in found.faults if fault.path == element), None)
    return fault.sentence if fault else ""
