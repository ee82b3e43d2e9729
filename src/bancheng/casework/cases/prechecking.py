"""The check before handing in, for a file as it stands: read once, judged by `rules.prechecking`."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.casework.cases import forms, materials
from bancheng.casework.cases.models import Case, CaseMaterial
from bancheng.casework.cases.paperwork import owner_of
from bancheng.casework.cases.rules import prechecking as rules
from bancheng.casework.cases.rules import values
from bancheng.casework.cases.types import PrecheckHint
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.law import today
from bancheng.registers.catalog.types import ElementView, GuideDocument, Situation
from bancheng.registers.licences import selectors as licences

KINDS_COMPARED = frozenset({"text", "uscc", "id_number"})


def hints_of(
    case: Case,
    document: GuideDocument,
    situation: Situation,
    elements: Mapping[str, ElementView],
    rows: Mapping[int, CaseMaterial],
) -> tuple[PrecheckHint, ...]:
    """What would come back. No query where no e-licence is attached, else one and one for each of them."""
    sheets = []
    for one in materials.owed(document, situation, committed=case.committed):
        row = rows.get(one.line)
        files = [(file.digest, file.pages) for file in materials.files_of(row) if file.kind == "pdf" or file.pages]
        plain = [(file.digest, 1) for file in materials.files_of(row) if not (file.kind == "pdf" or file.pages)]
        missing = not one.spared and (row is None or (row.given == CaseMaterial.Given.MISSING and not files + plain))
        sheets.append(rules.Sheet(one.line, one.material.name, one.material, (*files, *plain), missing))
    labels = {
        field.element: values.label_of(field, elements[field.element])
        for field in situation.fields
        if elements[field.element].kind in KINDS_COMPARED
    }
    return rules.hints(sheets, _faces(case, rows), forms.values(case), labels, _names(case), today())


def digest_of(hints: tuple[PrecheckHint, ...]) -> str:
    """By which one knows later that exactly these were shown."""
    return canonical_sm3([[one.code, one.part, one.where, one.sentence] for one in hints])


def _faces(case: Case, rows: Mapping[int, CaseMaterial]) -> list[rules.Face]:
    attached = [row for row in rows.values() if row.licence]
    if not attached:
        return []
    cards = {card.identifier: card for card in licences.held(owner_of(case))}
    return [
        rules.Face(row.line, row.name, card.valid_to, licences.face_of(card.id))
        for row in attached
        if (card := cards.get(row.licence)) is not None
    ]


def _names(case: Case) -> Mapping[str, str]:
    if case.legal_person_id is not None:
        return {"org_name": case.applicant_name, "org_uscc": case.applicant_masked}
    return {"person_name": case.applicant_name} if case.applicant_id is not None else {}
