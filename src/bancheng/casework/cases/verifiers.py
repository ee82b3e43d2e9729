"""What of a case a register or an e-licence can confirm at the press of a button, and what was already asked (APP-06)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bancheng.casework.cases import forms, materials
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial, Verification
from bancheng.casework.cases.rules import values
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.exchange import selectors as exchange
from bancheng.registers.exchange.types import Register, Verifier

Reach, Outcome = Verification.Reach, Verification.Outcome
ASKED_FOR = re.compile("核实|核验|核对|核查|查询|查证|提供|出具|证明|确认|属实|真实")
INSTEAD = "请先点“核验”；核验不了或者不一致的，再提出。"


@dataclass(frozen=True, slots=True)
class FieldToVerify:
    """One field of the form that a register confirms; `shown` masked."""

    element: str
    label: str
    shown: str
    verifier: Verifier
    reach: str


def fields_of(case: Case) -> tuple[FieldToVerify, ...]:
    """The fields that apply, are filled in, and are about the applicant whom a register knows. One query."""
    document = document_of(case)
    elements = catalog.elements_of(document)
    kept = forms.values(case)
    found = []
    for field in materials.situation_of(document, case, elements).fields:
        verifier = exchange.verifier(field.element)
        if verifier is None or kept.get(field.element) in (None, "") or not _known(case, verifier):
            continue
        element = elements[field.element]
        shown = values.shown(field, element, kept[field.element])
        label = values.label_of(field, element)
        found.append(FieldToVerify(field.element, label, shown, verifier, reach_of(case, verifier)))
    return tuple(found)


def reach_of(case: Case, verifier: Verifier) -> str:
    """Inside the unit where the organ of the case keeps the register itself, else over the network."""
    return Reach.INSIDE if case.organisation.function == verifier.keeper else Reach.NETWORK


def confirmable(case: Case, row: CaseMaterial) -> str:
    """The register that can prove a material for this applicant, by its label; "" for none. No query."""
    sharing = exchange.shareable(row.code)
    if sharing is None:
        return ""
    of_firms = sharing.register is Register.LEGAL_PERSONS
    known = case.legal_person_id if of_firms else case.applicant_id or case.filer_id
    return sharing.label if known is not None else ""


def uscc_of(case: Case) -> str:
    """The credit code of a firm that applies: it is no personal number and not masked."""
    return case.applicant_masked if case.legal_person_id else ""


def demand_not_verifiable(
    case: Case, *, elements: Collection[str] = (), rows: Iterable[CaseMaterial] = (), words: str = ""
) -> None:
    """Refuse an outward request for what a register confirms: by element, by material, or named in the words of a question.

    What a register was asked and did not confirm may be requested. No query where nothing of it can be confirmed.
    Raises Refused cases.verifiable.
    """
    told: dict[tuple[str, int | None], str] = {}
    if elements or ASKED_FOR.search(words):
        told |= {(element, None): sentence for element, sentence in _fields_asked(case, elements, words).items()}
    for row in rows:
        if (source := confirmable(case, row)) and not materials.verified(row):
            told["", row.line] = f"“{row.name}”可以由{source}核验，不得要求再提供。{INSTEAD}"
    if not told:
        return
    latest = {(one.element, one.line): one for one in case.verifications.order_by("pk")}
    for what, sentence in told.items():
        one = latest.get(what)
        if one is None:
            raise Refused("cases.verifiable", sentence)
        if one.outcome == Outcome.SAME:
            raise Refused("cases.verifiable", f"“{one.name}”已由{one.source}核验一致，不得要求再提供。")


def _fields_asked(case: Case, elements: Collection[str], words: str) -> Mapping[str, str]:
    return {
        one.element: f"“{one.label}”可以由{one.verifier.label}核验，不得要求其他单位或者申请人再提供。{INSTEAD}"
        for one in fields_of(case)
        if one.element in elements or (ASKED_FOR.search(words) and one.label in words)
    }


def _known(case: Case, verifier: Verifier) -> bool:
    """Whether the applicant can be named to the register: a firm to that of legal persons, a person to that of people."""
    if verifier.of_firms:
        return case.legal_person_id is not None
    return case.legal_person_id is None and case.applicant_id is not None


def lines_of(case: Case) -> Iterator[tuple[CaseMaterial, str]]:
    """The materials that a register can prove and has not proven, each with the register's label. One query."""
    for row in case.materials.order_by("line"):
        if (source := confirmable(case, row)) and not materials.verified(row) and not row.licence:
            yield row, source
