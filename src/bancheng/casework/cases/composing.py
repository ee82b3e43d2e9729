"""The papers of an application, put together from the case as it was submitted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bancheng.casework.cases import checking, clocks, forms, materials, papers, paperwork
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial, Tolerance
from bancheng.casework.cases.rules import values
from bancheng.casework.cases.types import CAPACITIES
from bancheng.ground.law import today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ElementView, FormField
from bancheng.registers.documents import services as papermaking


def receipt(case: Case) -> papers.Receipt:
    """What the applicant takes away from submission."""
    assert case.submitted_at is not None
    told = paperwork.head(case)
    return papers.Receipt(
        number=told.pop("case"),
        query_code=forms.query_code_of(case),
        received_at=case.submitted_at,
        answer_by=clocks.acceptance(case).due(today()),
        track_url=papermaking.public_address(f"/track/?number={case.number}"),
        materials=given(case),
        permit=paperwork.permit(document_of(case)),
        **told,
    )


def application_form(case: Case) -> papers.ApplicationForm | None:
    """The application as filled in, under the name its guide gives it; None where the guide makes none."""
    heading = case.materials.filter(given=CaseMaterial.Given.GENERATED).values_list("name", flat=True).first()
    if heading is None:
        return None
    document = document_of(case)
    elements = catalog.elements_of(document)
    kept = forms.values(case)
    situation = materials.situation_of(document, case, elements)
    assert case.submitted_at is not None
    parts = tuple(
        papers.Section(
            name,
            tuple(
                (
                    values.label_of(field, elements[field.element]),
                    _measured(field, elements[field.element], kept.get(field.element)),
                )
                for field in fields
            ),
        )
        for name, fields in checking.sections_of(situation.fields)
    )
    return papers.ApplicationForm(
        heading=heading,
        capacity=CAPACITIES[case.capacity],
        submitted_at=case.submitted_at,
        sections=parts,
        materials=given(case),
        **paperwork.head(case),
    )


def given(case: Case, rows: Collection[CaseMaterial] | None = None) -> tuple[papers.Line, ...]:
    """The materials that came in, and how; what was optional and did not come is not among them.

    `rows`: all lines of the case in their order, where they have been read.
    """
    found = case.materials.all() if rows is None else rows
    return tuple(papers.Line(row.name, how(row)) for row in found if row.given != CaseMaterial.Given.MISSING)


def how(row: CaseMaterial) -> str:
    """How it came; of paper, in what form and how often (材料接收凭证)."""
    if row.given != CaseMaterial.Given.PAPER or row.originals_received is None:
        return row.get_given_display()
    counted = (("原件", row.originals_received), ("复印件", row.copies_received or 0))
    return f"{row.get_given_display()}：" + "、".join(f"{kind} {count} 份" for kind, count in counted if count)


def to_come(tolerance: Tolerance | None) -> dict[str, Any]:
    """The three contents of a tolerant acceptance as its papers say them (APP-15): what lacks, until when, what follows."""
    if tolerance is None:
        return {}
    return {
        "to_come": tuple(papers.Line(item["name"], item["gap"]) for item in tolerance.items),
        "come_by": tolerance.due_on,
        "consequence": tolerance.consequence,
        "told_at": tolerance.accepted_at,
    }


def _measured(field: FormField, element: ElementView, value: values.Value | None) -> str:
    """A value in words, with its unit."""
    text = values.written(field, element, value)
    return f"{text} {element.unit}" if text and element.unit and element.kind != "choice" else text
