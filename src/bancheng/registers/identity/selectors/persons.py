"""Natural persons and the legal persons they may act for. Numbers leave here masked."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from bancheng.ground.access import Actor
from bancheng.ground.codes import CodeError, credit_code, id_number
from bancheng.ground.law import today
from bancheng.registers.identity.lookups import id_lookup
from bancheng.registers.identity.models import Account, LegalPerson, NaturalPerson, Operator
from bancheng.registers.identity.selectors.dated import holds, in_force
from bancheng.registers.identity.types import LegalPersonView, OperatorView, PersonView

KIND_LABELS = {"2": "企业", "3": "事业单位", "4": "社会组织", "6": "其他组织（含个体工商户）"}
REPRESENTATIVE, OPERATOR = "法定代表人（负责人）", "经办人"


def person_of(account: Account | AnonymousUser) -> PersonView | None:
    """The natural person of an account; None for staff and visitors."""
    if not isinstance(account, Account) or account.person is None:
        return None
    return person_view(account.person)


def find_person_by_id_number(text: str, *, name: str = "") -> PersonView | None:
    """The person with this ID number, however it was typed; None when nobody has it or it is none.

    With `name` only when the name fits too: so a page can ask without telling who is registered.
    """
    try:
        lookup = id_lookup(id_number(text).number)
    except CodeError:
        return None
    found = NaturalPerson.objects.filter(id_lookup=lookup).first()
    if found is None or (name and found.name != name):
        return None
    return person_view(found)


def person(person_id: int) -> PersonView | None:
    """The person of a key, masked; None when there is none. Who may ask is the caller's business."""
    try:
        return person_view(NaturalPerson.objects.get(pk=person_id))
    except NaturalPerson.DoesNotExist:
        return None


def legal_persons_of(person: NaturalPerson | PersonView | int) -> tuple[LegalPersonView, ...]:
    """The legal persons this person represents, then those he operates for today. Two queries."""
    key = _key(person)
    own = LegalPerson.objects.filter(representative=key).order_by("name", "pk")
    held = Operator.objects.filter(in_force(), person=key).select_related("legal_person")
    return (
        *(legal_view(row, REPRESENTATIVE, represents=True) for row in own),
        *(
            legal_view(row.legal_person, OPERATOR, valid_to=row.valid_to)
            for row in held.order_by("legal_person__name", "pk")
        ),
    )


def find_legal_person(uscc: str) -> LegalPersonView | None:
    """The legal person with this credit code, however it was typed; None when nobody has it or it is none."""
    try:
        code = credit_code(uscc)
    except CodeError:
        return None
    found = LegalPerson.objects.filter(uscc=code).first()
    return legal_view(found) if found else None


def legal_person(legal_person_id: int) -> LegalPersonView | None:
    """The legal person of a key; None when there is none. Who may ask is the caller's business."""
    found = LegalPerson.objects.filter(pk=legal_person_id).first()
    return legal_view(found) if found else None


def may_act_for(actor: Actor, legal_person_id: int) -> str:
    """In what capacity the actor may act for the legal person today (法定代表人（负责人）, 经办人); "" when he may not.

    At most two queries; none for staff and visitors.
    """
    kind, _, key = actor.key.partition(":")
    if actor.kind != "person" or kind != "person" or not key.isdecimal():
        return ""
    if LegalPerson.objects.filter(pk=legal_person_id, representative=int(key)).exists():
        return REPRESENTATIVE
    held = Operator.objects.filter(in_force(), legal_person=legal_person_id, person=int(key))
    return OPERATOR if held.exists() else ""


def account_of_person(person_id: int) -> int:
    """The key of the person's open account, to which messages go; 0 when he has none."""
    found = Account.objects.filter(person=person_id, is_active=True).values_list("pk", flat=True).first()
    return found or 0


def accounts_of_legal_person(legal_person_id: int) -> tuple[int, ...]:
    """The open accounts of its representative and of who may operate for it today, to which messages go. Two queries."""
    acting = Operator.objects.filter(in_force(), legal_person=legal_person_id).values_list("person", flat=True)
    heads = LegalPerson.objects.filter(pk=legal_person_id).values_list("representative", flat=True)
    persons = {*acting, *heads} - {None}
    rows = Account.objects.filter(person__in=persons, is_active=True)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def operators_of(legal_person: LegalPerson | LegalPersonView | int) -> tuple[OperatorView, ...]:
    """All who were ever given authority to act for the legal person, the present ones first. One query.

    Who may see them is asked by the caller: show them to the representative only.
    """
    key = legal_person if isinstance(legal_person, int) else _id(legal_person)
    rows = Operator.objects.filter(legal_person=key).select_related("person").order_by("-valid_from", "-pk")
    views = [
        OperatorView(
            id=row.pk,
            person_id=row.person_id,
            name=row.person.name,
            id_masked=row.person.id_masked,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            current=holds(row.valid_from, row.valid_to, today()),
        )
        for row in rows
    ]
    return tuple(sorted(views, key=lambda view: not view.current))


def person_view(person: NaturalPerson) -> PersonView:
    """The person as pages show him."""
    return PersonView(
        id=person.pk,
        name=person.name,
        id_masked=person.id_masked,
        phone_masked=person.phone_masked,
        assurance=person.assurance,
        assurance_label=person.get_assurance_display(),
    )


def legal_view(row: LegalPerson, capacity: str = "", **more: object) -> LegalPersonView:
    """The legal person as pages show it, and in what capacity the person asked about acts for it."""
    label = KIND_LABELS.get(row.kind, "")
    return LegalPersonView(row.pk, row.uscc, row.name, capacity, label, **more)  # type: ignore[arg-type]


def _key(person: NaturalPerson | PersonView | int) -> int:
    return person if isinstance(person, int) else _id(person)


def _id(row: NaturalPerson | PersonView | LegalPerson | LegalPersonView) -> int:
    return row.id if isinstance(row, PersonView | LegalPersonView) else row.pk
