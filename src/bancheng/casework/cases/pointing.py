"""The review points of a stage for one file: which apply, and what its form and materials already tell."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.casework.cases import materials
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial
from bancheng.casework.cases.rules import points as rules
from bancheng.casework.cases.types import PointView
from bancheng.ground.law import in_shanghai
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ElementView, GuideDocument, ReviewPoint, Situation

Told = tuple[bool | None, str, str]
"""Met or not or not known, the value found, why."""
Check = CaseMaterial.Check


def points_of(case: Case, stage: str) -> tuple[tuple[ReviewPoint, PointView], ...]:
    """The points of a stage that apply to this case, each as the guide has it and as the rules judge it. Three queries.

    Nothing but the pinned guide, the form, the answers and the materials counts: identical files are judged alike.
    """
    document = document_of(case)
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, case, elements)
    rows = materials.rows_of(case)
    found = catalog.review_points(document, stage, situation, elements)
    return tuple((point, _view(point, document, situation, elements, rows)) for point in found)


def _view(
    point: ReviewPoint,
    document: GuideDocument,
    situation: Situation,
    elements: Mapping[str, ElementView],
    rows: Mapping[int, CaseMaterial],
) -> PointView:
    papers = tuple(row for row in rows.values() if point.material and row.code == point.material)
    met, value, why = _judged(point, document, situation, elements, papers)
    return PointView(
        text=point.text,
        kind=point.kind,
        bounds=point.bounds,
        unit=point.unit,
        basis=tuple(f"{one.law}{one.article}" for one in point.basis),
        met=met,
        value=value,
        why=why,
        lines=tuple(row.line for row in papers),
    )


def _judged(
    point: ReviewPoint,
    document: GuideDocument,
    situation: Situation,
    elements: Mapping[str, ElementView],
    papers: tuple[CaseMaterial, ...],
) -> Told:
    if point.kind == "value":
        met, value = rules.by_value(point, situation.known.get(point.element)) if point.element else (None, "")
        label = elements[point.element].label if point.element in elements else ""
        said = f"申请人填的“{label}”是 {value} {point.unit}，要求{point.bounds}"
        return met, value, said if met is not None else ""
    if point.holds:
        held, words = catalog.holds(document, point.holds, situation, elements)
        said = f"按申请人填写的内容，“{words}”{'成立' if held else '不成立'}"
        return held, "", said if held is not None else ""
    found = [_of_paper(row) for row in papers]
    if bad := next((one for one in found if one[0] is False), None):
        return bad
    return next((one for one in found if one[0]), (None, "", ""))


def _of_paper(row: CaseMaterial) -> Told:
    """What is known of a material without looking at it: a register confirmed it, a licence stands for it, a desk checked it."""
    if row.check_result == Check.BAD:
        return False, "", f"“{row.name}”核验不合格：{row.check_note or '见核验说明'}"
    if materials.verified(row) and row.obtained_at is not None:
        return True, "", f"“{row.name}”已由{row.source}核验（{in_shanghai(row.obtained_at):%Y-%m-%d %H:%M}）"
    if row.licence:
        return True, "", f"“{row.name}”是有效的电子证照"
    if row.check_result == Check.OK:
        return True, "", f"“{row.name}”已由{row.checked_by}核验合格"
    return None, "", ""
