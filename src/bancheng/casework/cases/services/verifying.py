"""核验: a button calls the register instead of a letter to another unit; the result is kept with time and source (APP-06).

Registers are asked outside of any transaction.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from bancheng.casework.cases import finding, forms, materials, standing, verifiers
from bancheng.casework.cases.models import Case, CaseMaterial, Verification
from bancheng.casework.cases.paperwork import owner_of
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.codes import half_width
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.exchange import services as exchange
from bancheng.registers.exchange.types import Answer
from bancheng.registers.licences import selectors as licences

POSTS = frozenset({"clerk", "reviewer", "approver"})
STATES = frozenset({"submitted", "pre_reviewed", "supplement_requested", "accepted", "under_review", "suspended"})
LIBRARY = "电子证照库"
Given, Outcome, Reach = CaseMaterial.Given, Verification.Outcome, Verification.Reach


def verify_field(case: str, *, element: str, by: Actor) -> str:
    """Ask the register that holds this field about the applicant; returns same, differs, absent or down.

    Raises AccessDenied, Refused: cases.verify_late, cases.nothing_to_verify.
    """
    row = _seen(case, by)
    one = next((found for found in verifiers.fields_of(row) if found.element == element), None)
    if one is None:
        raise Refused("cases.nothing_to_verify", "这一项没有核验接口，或者申请人没有填写。")
    told: dict[str, Any] = {
        "purpose": f"核验：{one.label}",
        "subject": standing.subject_of(row),
        "by": by,
        "elements": (element,),
    }
    if one.verifier.of_firms:
        answer = exchange.fetch(one.verifier.register, verifiers.uscc_of(row), **told)
    else:
        answer = exchange.fetch_of_person(row.applicant_id or 0, **told)
    claimed = forms.values(row).get(element)
    outcome = _compared(answer, element, claimed)
    _keep(row, by, Verification(element=element, name=one.label, source=answer.label, reach=one.reach, outcome=outcome))
    return outcome


def verify_material(case: str, *, line: int, by: Actor) -> str:
    """Let a valid e-licence of the applicant, else the register that can, stand for a material.

    Returns same (nobody is asked for it any more) or absent. Raises AccessDenied, Refused: cases.verify_late,
    cases.nothing_to_verify.
    """
    row = _seen(case, by)
    kept = row.materials.filter(line=line).first() if 0 < line < 2**15 else None
    if kept is None or not verifiers.confirmable(row, kept) or materials.verified(kept) or kept.licence:
        raise Refused("cases.nothing_to_verify", "这份材料没有核验接口，或者已经核验。")
    card = next(iter(licences.held(owner_of(row), kept.code)), None)
    if card is not None:
        inside = card.organisation == row.organisation.name
        found = Verification(
            line=line, name=kept.name, source=f"{LIBRARY}（{card.organisation}）", outcome=Outcome.SAME
        )
        found.reach = Reach.INSIDE if inside else Reach.BETWEEN
        reason = f"已有电子证照：{card.type_name}（{card.number}），免交实体证照"
        _keep(row, by, found, given=Given.LICENCE, licence=card.identifier, reason=reason)
        return Outcome.SAME
    person = row.applicant_id or row.filer_id or 0
    about = standing.subject_of(row)
    proof = exchange.prove(kept.code, subject=about, by=by, person=person, uscc=verifiers.uscc_of(row))
    found = Verification(line=line, name=kept.name, source=verifiers.confirmable(row, kept), reach=Reach.NETWORK)
    if proof is None:
        found.outcome = Outcome.ABSENT
        _keep(row, by, found)
        return Outcome.ABSENT
    found.outcome = Outcome.SAME
    _keep(row, by, found, given=Given.SHARED, reason=proof.sentence)
    return Outcome.SAME


def _seen(case: str, by: Actor) -> Case:
    row = standing.demand_sight(by, finding.find(case, finding.with_names()))
    if standing.roles(by, row).isdisjoint(POSTS):
        raise AccessDenied("核验由受理岗、审查岗和审批岗办理。", visible=True, action=standing.REVIEW)
    if row.state not in STATES:
        raise Refused("cases.verify_late", "这个办件已经作出决定或者结束，不用再核验。")
    return row


def _keep(row: Case, by: Actor, found: Verification, *, given: str = "", licence: str = "", reason: str = "") -> None:
    """The result, and the material that it proves; nothing of either where the case has moved on meanwhile."""
    found.case, found.at, found.by, found.by_name = row, now(), by.key, by.name[:100]
    with transaction.atomic():
        fresh = finding.locked(row.key)
        if fresh is None or fresh.state not in STATES:
            raise Refused("cases.verify_late", "这个办件已经作出决定或者结束，不用再核验。")
        found.save(force_insert=True)
        if given and found.line is not None:
            told = {"given": given, "licence": licence, "reason": reason[:300], "source": found.source[:100]}
            row.materials.filter(line=found.line).update(**told, obtained_at=found.at, check_result="", check_note="")
        facts = {"name": found.name, "source": found.source, "reach": found.reach, "verified": found.outcome}
        journal.append(standing.subject_of(row), "verify", by=by, facts={**facts, "line": found.line})


def _compared(answer: Answer, element: str, claimed: object) -> str:
    if answer.down:
        return Outcome.DOWN
    held = answer.values.get(element)
    if not held:
        return Outcome.ABSENT
    return Outcome.SAME if _alike(held, "" if claimed is None else str(claimed)) else Outcome.DIFFERS


def _alike(held: str, claimed: str) -> bool:
    one, other = (half_width(text).strip().upper() for text in (held, claimed))
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
