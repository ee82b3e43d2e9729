"""Legal persons: registered by their legal representative, who names operators from and until a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.codes import credit_code
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.identity.models import LegalPerson, NaturalPerson, Operator
from bancheng.registers.identity.services.found import row_of

KINDS = {"2", "3", "4", "6"}
LONGEST_NAME = 120


def register_legal_person(
    *, uscc: str, name: str, representative: NaturalPerson | int, by: Actor, kind: str = "2"
) -> LegalPerson:
    """Register a legal person with its representative, who does it himself (or the platform, from a register).

    Raises CodeError for a bad code, AccessDenied for anybody else, Refused: identity.legal_name, .legal_kind, .legal_taken.
    """
    code, named = credit_code(uscc), " ".join(name.replace("\x00", "").split())
    person = row_of(NaturalPerson, representative)
    if by.kind != "system" and by.key != f"person:{person.pk}":
        raise AccessDenied("单位由法定代表人（负责人）本人登记。", visible=True)
    if not named or len(named) > LONGEST_NAME:
        raise Refused("identity.legal_name", f"请填写营业执照或者登记证书上的名称，不超过 {LONGEST_NAME} 个字。")
    if kind not in KINDS:
        raise Refused("identity.legal_kind", "请选择单位类别。")
    with transaction.atomic():
        made, created = LegalPerson.objects.get_or_create(
            uscc=code, defaults={"name": named, "kind": kind, "representative": person, "created_at": now()}
        )
        if not created:
            raise Refused("identity.legal_taken", "这个单位已经登记。请由它的法定代表人登录后，把您添加为经办人。")
        facts = {"name": named, "kind": kind, "representative": person.pk}
        journal.append(_subject(made), "register", by=by, facts=facts)
    return made


def add_operator(
    *,
    legal_person: LegalPerson | int,
    person: NaturalPerson | int,
    until: date | None,
    by: Actor,
    since: date | None = None,
) -> Operator:
    """Let a person act for the legal person. Only its representative may; authorities of one person never overlap.

    Raises AccessDenied, Refused: identity.operator_dates, .operator_taken, .operator_self.
    """
    legal = row_of(LegalPerson, legal_person)
    _demand_representative(legal, by)
    whom = row_of(NaturalPerson, person)
    start = since or today()
    if start < today() or (until is not None and until < start):
        raise Refused("identity.operator_dates", "授权从今天或者以后开始，截止日不能早于起始日。")
    if whom.pk == legal.representative_id:
        raise Refused("identity.operator_self", "法定代表人（负责人）本来就可以代表单位办事，不需要添加。")
    with transaction.atomic():
        LegalPerson.objects.select_for_update().get(pk=legal.pk)
        overlapping = Operator.objects.filter(legal_person=legal, person=whom)
        overlapping = overlapping.filter(Q(valid_to=None) | Q(valid_to__gte=start))
        if until is not None:
            overlapping = overlapping.filter(valid_from__lte=until)
        if overlapping.exists():
            raise Refused("identity.operator_taken", "这个人已经是经办人。要改授权期限，请先取消原来的授权。")
        # An authority given and taken back today has left its row: it holds again, and the journal tells both.
        made, _ = Operator.objects.update_or_create(
            legal_person=legal, person=whom, valid_from=start, defaults={"valid_to": until, "granted_by": by.name}
        )
        facts = {"person": whom.pk, "from": start, "until": until}
        journal.append(_subject(legal), "add_operator", by=by, facts=facts)
    return made


def end_operator(*, operator: Operator | int, by: Actor) -> None:
    """Take the authority back at once (its last day was yesterday); what was done under it stands.

    Raises AccessDenied, Refused (identity.operator_ended).
    """
    row = row_of(Operator, operator, "legal_person")
    _demand_representative(row.legal_person, by)
    with transaction.atomic():
        row = Operator.objects.select_for_update().get(pk=row.pk)
        if row.valid_to is not None and row.valid_to < today():
            raise Refused("identity.operator_ended", "这项授权已经失效，不需要取消。")
        row.valid_to = today() - timedelta(days=1)
        row.save(update_fields=["valid_to"])
        journal.append(_subject(row.legal_person), "end_operator", by=by, facts={"person": row.person_id})


def _subject(legal_person: LegalPerson) -> Subject:
    return Subject("identity.legal_person", legal_person.uscc)


def _demand_representative(legal_person: LegalPerson, by: Actor) -> None:
    if by.kind != "system" and by.key != f"person:{legal_person.representative_id}":
        raise AccessDenied("只有法定代表人（负责人）可以添加或取消经办人。", visible=False)
