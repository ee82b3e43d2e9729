"""Prefill: what the government already knows is not asked again (APP-05, APP-08); each value says where it came from.

Registers are asked outside of any transaction; one that is down leaves the field to be typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from bancheng.casework.cases import finding, forms, materials, standing
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial
from bancheng.casework.cases.paperwork import owner_of
from bancheng.casework.cases.rules import values
from bancheng.casework.cases.services.drafts import _open, _save
from bancheng.ground.access import Actor
from bancheng.ground.law import now
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import FormField, GuideDocument
from bancheng.registers.exchange import services as exchange
from bancheng.registers.exchange.types import Answer, Proof
from bancheng.registers.licences import selectors as licences

LEGAL = "legal_persons"
EARLIER_LOOKED_AT = 5
Found = dict[str, forms.Entry]


def prefill(case: str, *, by: Actor) -> tuple[str, ...]:
    """Fill what is empty from registers, licences and earlier cases, and prove shared materials.

    Returns the labels of registers that did not answer. May be called at any time; it never replaces what stands.
    """
    row = standing.demand_sight(by, finding.find(case))
    if row.state != "draft":
        return ()
    document = document_of(row)
    wanted = _empty(row, document)
    found, down = _asked(row, wanted, by)
    if standing.may_use_holdings(by, row):
        found = {**_of_earlier(row, wanted), **_of_licences(row, wanted), **found}
    proofs = _proofs(row, document, by)
    with transaction.atomic():
        asked_for = owner_of(row)
        row, document = _open(case, by, draft_only=True)
        if owner_of(row) != asked_for:
            # Another applicant was chosen while the registers were asked: nothing of it is about him.
            return tuple(sorted(down))
        _fill(row, document, found)
        _keep_proofs(row, document, proofs)
        _save(row)
    return tuple(sorted(down))


def _empty(row: Case, document: GuideDocument) -> dict[str, FormField]:
    filled = forms.entries(row)
    return {one.element: one for one in document.fields if one.prefill and one.element not in filled}


def _asked(row: Case, wanted: Mapping[str, FormField], by: Actor) -> tuple[Found, set[str]]:
    """What the base registers say: of the applicant or who files for him, and of the firm."""
    found: Found = {}
    down: set[str] = set()
    for kind, ask in _registers(row, by).items():
        fields = [code for code, one in wanted.items() if one.prefill == kind]
        if not fields:
            continue
        answer = ask(fields)
        if answer.down:
            down.add(answer.label)
        found |= {
            code: forms.Entry(answer.values[code], answer.label, now()) for code in fields if code in answer.values
        }
    return found, down


def _registers(row: Case, by: Actor) -> dict[str, Callable[[list[str]], Answer]]:
    """By the guide's word for a source, how to ask it about this application."""
    told: dict[str, Any] = {"purpose": row.item_name, "subject": standing.subject_of(row), "by": by}
    asked: dict[str, Callable[[list[str]], Answer]] = {}
    if person := row.applicant_id or row.filer_id:
        asked["person"] = lambda codes: exchange.fetch_of_person(person, elements=codes, **told)
    if uscc := _uscc(row):
        asked["legal_person"] = lambda codes: exchange.fetch(LEGAL, uscc, elements=codes, **told)
    return asked


def _uscc(row: Case) -> str:
    return row.applicant_masked if row.legal_person_id else ""


def _of_licences(row: Case, wanted: Mapping[str, FormField]) -> Found:
    """Values on valid e-licences of the applicant, by element code; the newest licence counts."""
    codes = {code for code, one in wanted.items() if one.prefill == "licence"}
    found: Found = {}
    if not codes:
        return found
    for card in licences.held(owner_of(row)):
        face = licences.face_of(card.id)
        source = f"电子证照：{card.type_name}"
        found |= {code: forms.Entry(face[code], source, now()) for code in codes & face.keys() - found.keys()}
    return found


def _of_earlier(row: Case, wanted: Mapping[str, FormField]) -> Found:
    """Values of the applicant's latest applications."""
    codes = {code for code, one in wanted.items() if one.prefill == "earlier_case"}
    if not codes:
        return {}
    earlier = Case.objects.exclude(state="draft").exclude(pk=row.pk)
    owner = {"legal_person": row.legal_person_id} if row.legal_person_id else {"applicant": row.applicant_id}
    found: Found = {}
    for case in earlier.filter(**owner).order_by("-id")[:EARLIER_LOOKED_AT]:
        for code, entry in forms.entries(case).items():
            if code in codes and code not in found:
                found[code] = forms.Entry(entry.value, f"您的办件 {case.number}", case.submitted_at)
    return found


def _proofs(row: Case, document: GuideDocument, by: Actor) -> dict[str, Proof]:
    """What base registers prove of the shared materials that apply and are not proven yet."""
    proven = set(row.materials.exclude(obtained_at=None).values_list("code", flat=True))
    found = {}
    for one in materials.owed(document, materials.situation_of(document, row)):
        # A proof that a register can give is verified, not asked for, whether the guide says so or not (证明互认共享).
        checked = one.material.exempt in materials.BY_GUIDE or one.material.kind == "proof"
        if not checked or one.material.code in proven:
            continue
        proof = exchange.prove(
            one.material.code,
            person=row.applicant_id or row.filer_id or 0,
            uscc=_uscc(row),
            subject=standing.subject_of(row),
            by=by,
        )
        if proof is not None:
            found[one.material.code] = proof
    return found


def _fill(row: Case, document: GuideDocument, found: Found) -> None:
    """Put in what fits its element; what a register holds in another form is left to be typed."""
    elements = catalog.elements_of(document)
    fields = {one.element: one for one in document.fields}
    kept = forms.entries(row)
    for code, entry in found.items():
        if code in kept:
            continue
        try:
            clean = values.read(fields[code], elements[code], entry.value)
        except values.Unusable:
            continue
        if clean is not None:
            kept[code] = forms.Entry(clean, entry.source, entry.at)
    forms.put(row, kept)


def _keep_proofs(row: Case, document: GuideDocument, proofs: Mapping[str, Proof]) -> None:
    rows = materials.rows_of(row)
    for one in materials.owed(document, materials.situation_of(document, row), committed=row.committed):
        proof = proofs.get(one.material.code)
        if proof is None:
            continue
        kept = rows.get(one.line) or materials.new_row(row, one)
        if kept.obtained_at is not None:
            # Handed in while the register was asked.
            continue
        kept.given, kept.source = CaseMaterial.Given.SHARED, proof.label
        kept.reason, kept.obtained_at = proof.sentence[:300], proof.fetched_at
        kept.save()
