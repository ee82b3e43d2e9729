"""Legal persons: registered by their legal representative, who names operators from and until a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.codes import credit_code
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.identity.lookups import open_id
from bancheng.registers.identity.models import LegalPerson, NaturalPerson, Operator
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.types import representative_check

KINDS = {"2", "3", "4", "6"}
LONGEST_NAME = 120


def register_legal_person(
    *, uscc: str, name: str, representative: NaturalPerson | int, by: Actor, kind: str = "2"
) -> LegalPerson:
    """Register a legal person with its representative, who does it himself (or the platform, from a register).

    Where a higher room can ask the register of legal persons, only who stands there may do it; what that register does
    not know anybody may register as its representative. One that a window entered is taken over only by whom the register
    names. Not inside a transaction, as that register may be asked over the network. Raises CodeError for a bad code,
    AccessDenied for anybody else, Refused: identity.legal_name, .legal_kind, .legal_taken, .not_representative,
    .representative_unknown, and what the check raises when the register does not answer.
    """
    code, named, sort = credit_code(uscc), readable_name(name), readable_kind(kind)
    person = row_of(NaturalPerson, representative)
    if by.kind != "system" and by.key != f"person:{person.pk}":
        raise AccessDenied("单位由法定代表人（负责人）本人登记。", visible=True)
    confirmed = by.kind == "system" or _confirmed(code, person, by)
    with transaction.atomic():
        made, created = LegalPerson.objects.get_or_create(
            uscc=code, defaults={"name": named, "kind": sort, "representative": person, "created_at": now()}
        )
        if not created:
            _take_over(made, named, sort, person, confirmed=confirmed)
        facts = {"name": named, "kind": sort, "representative": person.pk, "confirmed": confirmed}
        journal.append(legal_subject(made), "register", by=by, facts=facts)
    return made


def readable_name(text: str) -> str:
    """The name of a legal person as written in its papers; raises Refused (identity.legal_name)."""
    named = " ".join(text.replace("\x00", "").split())
    if not named or len(named) > LONGEST_NAME:
        raise Refused("identity.legal_name", f"请填写营业执照或者登记证书上的名称，不超过 {LONGEST_NAME} 个字。")
    return named


def readable_kind(kind: str) -> str:
    """One of the codes of 服务对象; raises Refused (identity.legal_kind)."""
    if kind not in KINDS:
        raise Refused("identity.legal_kind", "请选择单位类别。")
    return kind


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
        journal.append(legal_subject(legal), "add_operator", by=by, facts=facts)
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
        journal.append(legal_subject(row.legal_person), "end_operator", by=by, facts={"person": row.person_id})


def legal_subject(legal_person: LegalPerson) -> Subject:
    """The legal person as the journal names it: its credit code is public."""
    return Subject("identity.legal_person", legal_person.uscc)


def _confirmed(code: str, person: NaturalPerson, by: Actor) -> bool:
    """Whether the register of legal persons names this person; raises Refused when it names another."""
    check = representative_check()
    answer = check(code, open_id(person.id_number), by=by) if check is not None else None
    if answer is False:
        raise Refused(
            "identity.not_representative",
            "法人库登记的法定代表人（负责人）不是您。请由法定代表人本人登记，再把您添加为经办人。",
        )
    return answer is True


def _take_over(row: LegalPerson, name: str, kind: str, person: NaturalPerson, *, confirmed: bool) -> None:
    """Make an entered legal person its representative's; raises Refused when it has one, or when nothing confirms him."""
    if row.representative_id is None and not confirmed:
        raise Refused(
            "identity.representative_unknown",
            "这个单位已由窗口登记，法人库查不到它的法定代表人。请法定代表人带身份证件和登记证书到窗口核对。",
        )
    changed = {"name": name, "kind": kind, "representative": person}
    if not LegalPerson.objects.filter(pk=row.pk, representative=None).update(**changed):
        raise Refused("identity.legal_taken", "这个单位已经登记。请由它的法定代表人登录后，把您添加为经办人。")
    row.name, row.kind, row.representative = name, kind, person


def _demand_representative(legal_person: LegalPerson, by: Actor) -> None:
    if by.kind != "system" and by.key != f"person:{legal_person.representative_id}":
        raise AccessDenied("只有法定代表人（负责人）可以添加或取消经办人。", visible=False)
