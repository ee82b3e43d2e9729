"""Persons and firms entered by a window or an agent, before they have an account of their own (IDN-15).

Whoever is entered so is found again by the same number; when its owner registers later, the account adopts the row and
with it everything that was filed under it.
"""

from __future__ import annotations

from django.db import transaction

from bancheng.ground.access import AccessDenied, Actor, Target, demand
from bancheng.ground.codes import credit_code, half_width, mask_id_number, mask_mobile, mobile, person_name
from bancheng.ground.codes import id_number as read_id_number
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.identity.lookups import id_lookup, phone_lookup, seal_id, seal_phone
from bancheng.registers.identity.models import Account, LegalPerson, NaturalPerson
from bancheng.registers.identity.selectors.persons import legal_view, person_view
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.services.legal_persons import legal_subject, readable_kind, readable_name
from bancheng.registers.identity.services.persons import subject_of
from bancheng.registers.identity.types import LegalPersonView, PersonView

ENTER = "people.enter"
METHOD_LONGEST = 100


def enter_person(
    *, name: str, id_number: str, method: str, by: Actor, phone: str = "", seen: bool = True
) -> PersonView:
    """The natural person with this ID number, created without an account when nobody has it yet; each time journaled.

    A window (`people.enter`) has seen the identity document and says by which `method`; what it enters counts as checked, and
    it keeps the phone, which the owner must prove when he registers. `seen=False` where he was not there (a mandate names
    him), and whenever a citizen who files for another enters him: nothing of that counts as checked, no phone is kept. The caller limits how often a citizen may ask.
    Raises CodeError for a bad number, name or phone, AccessDenied, Refused: identity.method, identity.name_differs (the
    sentence does not tell which name stands, nor whether one does).
    """
    checked = _may_enter(by) and seen
    number, named = read_id_number(id_number).number, person_name(name)
    handset, said = mobile(phone) if phone.strip() else "", _method(method)
    with transaction.atomic():
        row, made = _found_or_created(named, number)
        owned = Account.objects.filter(person=row).exists()
        if row.name != named and (owned or not checked or row.assurance > NaturalPerson.Assurance.NONE):
            raise Refused("identity.name_differs", "姓名与身份号码不一致，请对照身份证核对后重新填写。")
        facts = {"method": said, "corrected": row.name != named}
        if checked and not owned:
            _keep(row, named, handset)
        journal.append(subject_of(row), "enter" if made else "identify", by=by, facts=facts)
    return person_view(row)


def enter_legal_person(*, uscc: str, name: str, by: Actor, kind: str = "2") -> LegalPersonView:
    """The legal person with this credit code, created without a representative when it is not known yet; journaled then.

    Its representative takes it over with `register_legal_person`, if the register of legal persons names him. Raises
    CodeError, AccessDenied, Refused: identity.legal_name, .legal_kind, .legal_name_differs.
    """
    _may_enter(by)
    code, named, sort = credit_code(uscc), readable_name(name), readable_kind(kind)
    with transaction.atomic():
        row, made = LegalPerson.objects.get_or_create(
            uscc=code, defaults={"name": named, "kind": sort, "created_at": now()}
        )
        if half_width(row.name) != half_width(named):
            raise Refused(
                "identity.legal_name_differs", "名称与统一社会信用代码不一致，请对照营业执照或者登记证书重新填写。"
            )
        if made:
            journal.append(legal_subject(row), "enter", by=by, facts={"name": named, "kind": sort})
    return legal_view(row)


def name_representative(
    *, legal_person: LegalPerson | int, representative: NaturalPerson | int, method: str, by: Actor
) -> None:
    """A window records who represents an entered legal person that no register knows; `method` says by what it was checked.

    Raises AccessDenied, Refused: identity.method, identity.representative_named when it has one.
    """
    firm, person, said = row_of(LegalPerson, legal_person), row_of(NaturalPerson, representative), _method(method)
    demand(by, ENTER, Target(legal_subject(firm)))
    with transaction.atomic():
        named = LegalPerson.objects.filter(pk=firm.pk, representative=None).update(representative=person)
        if not named:
            raise Refused("identity.representative_named", "这个单位已经登记了法定代表人（负责人），不能在这里更改。")
        facts = {"representative": person.pk, "method": said}
        journal.append(legal_subject(firm), "name_representative", by=by, facts=facts)


def _may_enter(by: Actor) -> bool:
    """Whether what this actor enters counts as checked; raises AccessDenied for who may enter nobody."""
    if by.kind == "person":
        if not by.account:
            raise AccessDenied("请先登录。", visible=True, action=ENTER)
        return False
    demand(by, ENTER)
    return True


def _method(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise Refused("identity.method", "请写明核验身份的方式，例如“出示居民身份证原件”。")
    return said[:METHOD_LONGEST]


def _found_or_created(name: str, number: str) -> tuple[NaturalPerson, bool]:
    """The row with this ID number, locked, and whether it was made here."""
    sealed = {"id_number": seal_id(number), "id_masked": mask_id_number(number)}
    row, made = NaturalPerson.objects.get_or_create(
        id_lookup=id_lookup(number), defaults={"name": name, "created_at": now(), **sealed}
    )
    return NaturalPerson.objects.select_for_update().get(pk=row.pk), made


def _keep(row: NaturalPerson, name: str, handset: str) -> None:
    """What a window has seen replaces what nobody had checked; it stands until the owner has an account."""
    row.name, row.assurance = name, max(row.assurance, NaturalPerson.Assurance.REAL_NAME)
    if handset:
        row.phone, row.phone_lookup, row.phone_masked = seal_phone(handset), phone_lookup(handset), mask_mobile(handset)
    row.save(update_fields=["name", "assurance", "phone", "phone_lookup", "phone_masked"])
