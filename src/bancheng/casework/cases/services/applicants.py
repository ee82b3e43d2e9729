"""Who applies, and in what capacity he is acted for: oneself, one's firm, or who gave a mandate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bancheng.casework.cases import forms, materials, standing
from bancheng.casework.cases.checking import AGENT_ELEMENT
from bancheng.casework.cases.models import Case, CaseMaterial
from bancheng.casework.cases.services.drafts import _open, _save, demand_alone, put_applicant
from bancheng.casework.cases.types import CAPACITIES, IDENTITY_METHODS
from bancheng.ground.access import Actor
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.identity import selectors as identity
from bancheng.registers.identity import services as people

Capacity = Case.Capacity
Given = CaseMaterial.Given
AUTHORITIES = {"法定代表人（负责人）": Capacity.REPRESENTATIVE, "经办人": Capacity.OPERATOR}


def set_applicant(
    case: str,
    *,
    by: Actor,
    capacity: str,
    uscc: str = "",
    principal_name: str = "",
    principal_id_number: str = "",
    principal_phone: str = "",
    identity_method: str = "",
) -> None:
    """Say for whom the application is made.

    representative or operator: of the firm `uscc`, which must have given that authority; agent: of the person named by
    name and ID number, or of the firm `uscc` with a written mandate among the materials. The agent acts in his own name and
    the principal sees the case. Raises CodeError for bad numbers, Refused: cases.capacity, cases.no_authority,
    cases.own_agent, identity.name_differs.
    """
    with transaction.atomic():
        row, document = _open(case, by, draft_only=True)
        demand_alone(row)
        filer = standing.person_key(by) or row.filer_id
        assert filer is not None, "a draft is begun by a person or for one at a window"
        firm = _firm(uscc, capacity, by)
        principal = None
        if capacity == Capacity.AGENT and firm is None:
            principal = _principal(principal_name, principal_id_number, principal_phone, filer, by)
        applicant = {"capacity": capacity, "legal_person": firm, "principal": principal}
        _put(row, document, filer, applicant, identity_method, by)


def set_applicant_of_part(case: str, *, by: Actor, capacity: str, uscc: str = "", identity_method: str = "") -> None:
    """The same for a part of a greater application, by the room that sets it for all of them; no agent.

    Raises as `set_applicant`.
    """
    with transaction.atomic():
        row, document = _open(case, by, draft_only=True)
        filer = standing.person_key(by) or row.filer_id
        assert filer is not None, "a draft is begun by a person or for one at a window"
        _put(row, document, filer, applicant_of(capacity, uscc, by), identity_method, by)


def _put(
    row: Case, document: GuideDocument, filer: int, applicant: Mapping[str, Any], identity_method: str, by: Actor
) -> None:
    before = (row.applicant_id, row.legal_person_id)
    put_applicant(row, filer, **applicant)
    if before != (row.applicant_id, row.legal_person_id):
        _forget_the_other(row, document)
    if any(question.element == AGENT_ELEMENT for question in document.questions):
        row.answers = {**row.answers, AGENT_ELEMENT: row.capacity == Capacity.AGENT}
    if identity_method in IDENTITY_METHODS and standing.person_key(by) == 0:
        row.identity_method = identity_method
    _save(row)
    facts = {"capacity": row.capacity, "legal_person": row.legal_person_id, "person": row.applicant_id, "filer": filer}
    journal.append(standing.subject_of(row), "set_applicant", by=by, facts=facts)


def _forget_the_other(row: Case, document: GuideDocument) -> None:
    """Whatever registers, licences and earlier applications said of one applicant is not said of another."""
    forms.put(row, {code: entry for code, entry in forms.entries(row).items() if not entry.source})
    lines = dict(enumerate(document.materials, start=1))
    for kept in row.materials.all():
        kept.files.filter(removed_at=None).exclude(reused_from="").update(removed_at=now())
        if kept.given in (Given.LICENCE, Given.SHARED, Given.UPLOADED):
            materials.take_back(kept, lines[kept.line])
            kept.save()


def applicant_of(capacity: str, uscc: str, by: Actor) -> dict[str, Any]:
    """What `put_applicant` takes, for who files in one step: himself or his firm. Raises Refused as `set_applicant`."""
    if capacity == Capacity.AGENT:
        raise Refused("cases.capacity", "代他人申请的，请先建立草稿，填写委托人。")
    return {"capacity": capacity, "legal_person": _firm(uscc, capacity, by)}


def _firm(uscc: str, capacity: str, by: Actor) -> int | None:
    """The firm applied for; None when a natural person applies."""
    if capacity == Capacity.SELF or (capacity == Capacity.AGENT and not uscc.strip()):
        return None
    found = identity.find_legal_person(uscc)
    if found is None:
        raise Refused("cases.no_firm", "没有找到这个单位，请核对统一社会信用代码，或者先登记单位。")
    if capacity in (Capacity.REPRESENTATIVE, Capacity.OPERATOR) and standing.person_key(by):
        authority = AUTHORITIES.get(identity.may_act_for(by, found.id))
        if authority is None:
            raise Refused("cases.no_authority", "您没有这个单位的授权。请由法定代表人登录后把您添加为经办人。")
        if authority != capacity:
            raise Refused("cases.capacity", f"您在这个单位是{CAPACITIES[authority]}，请改选。")
    return found.id


def _principal(name: str, id_number: str, phone: str, filer: int, by: Actor) -> int:
    """The person who gave the mandate."""
    if not name.strip() or not id_number.strip():
        raise Refused("cases.capacity", "请填写委托人的姓名和 18 位身份证号码。")
    found = people.enter_person(name=name, id_number=id_number, phone=phone, method="授权委托书", seen=False, by=by)
    if found.id == filer:
        raise Refused("cases.own_agent", "委托人和您是同一个人，请选择“本人办理”。")
    return found.id
