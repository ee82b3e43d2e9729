"""Natural persons: the ID number is the sole identifier, one account each (IDN-01)."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction

from bancheng.ground.access import Actor, Subject, Target, demand, limits
from bancheng.ground.codes import id_number as read_id_number
from bancheng.ground.codes import mask_id_number, mask_mobile, mobile, person_name
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, 个人信息保护法
from bancheng.registers.identity.events import PersonRegistered
from bancheng.registers.identity.lookups import id_lookup, open_id, phone_lookup, seal_id, seal_phone
from bancheng.registers.identity.models import Account, NaturalPerson
from bancheng.registers.identity.services.codes import Purpose, spend_code
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.services.passwords import checked_password

PURPOSE_LONGEST, PURPOSE_SHORTEST = 200, 4
LOOKS_AN_HOUR = 30
SMALLEST_SCOPE = 个人信息保护法("第六条")


def subject_of(person: NaturalPerson) -> Subject:
    """The person as the journal names him: by key, never by number."""
    return Subject("identity.person", str(person.pk))


def register_person(*, name: str, id_number: str, phone: str, password: str, code: str | None) -> Account:
    """Register a natural person with an account.

    A person whom a window or an agent entered before is adopted: same ID number, the name must fit, and where a window noted
    a phone the code must have gone to that one, so that nobody else takes over what was filed.
    `code` is the one-time code sent to the phone; None only where a trusted caller (demo loader, window) has checked the
    person otherwise. Raises CodeError for a bad number or name, Refused: identity.password, identity.code,
    identity.taken when the ID number has an account, identity.name_differs, identity.phone_differs.
    """
    number = read_id_number(id_number).number
    person_named, handset = person_name(name), mobile(phone)
    checked_password(password, private=(number, handset))
    if code is not None:
        spend_code(purpose=Purpose.REGISTER, phone=handset, code=code)
    taken = Refused("identity.taken", "这个身份号码已经注册过账号，请直接登录；忘记密码的，可以用手机验证码重新设置。")
    for last in (False, True):
        try:
            with transaction.atomic():
                if Account.objects.filter(login=id_lookup(number)).exists():
                    raise taken
                person = _entered(person_named, number, handset, trusted=code is None)
                return _with_account(person or _created(person_named, number), handset, password)
        except IntegrityError as error:
            # Another registered or entered the same number at this moment: the second look finds the row.
            if last:
                raise taken from error
    raise taken


def set_assurance(*, person: NaturalPerson | int, level: int, method: str, by: Actor) -> None:
    """Raise (or lower) how surely this person is known; `method` says by what it was checked.

    Raises AccessDenied, Refused (identity.assurance) for an unknown level or no method.
    """
    row = row_of(NaturalPerson, person)
    demand(by, "people.verify", Target(subject_of(row)))
    if level not in NaturalPerson.Assurance.values or not method.strip():
        raise Refused("identity.assurance", "请选择实名等级，并写明核验方式。")
    with transaction.atomic():
        NaturalPerson.objects.filter(pk=row.pk).update(assurance=level)
        journal.append(subject_of(row), "set_assurance", by=by, facts={"level": level, "method": method.strip()[:100]})


def unmask(*, person: NaturalPerson | int, purpose: str, by: Actor) -> str:
    """The full ID number, for staff who may see it and say why; each look is journaled (SEC-02, 个人信息保护法 art. 6).

    Raises AccessDenied without the right, Refused (identity.purpose) without a purpose, TooManyTries after 30 looks an hour:
    a window needs no more, and nobody carries the register away number by number.
    """
    row = row_of(NaturalPerson, person)
    demand(by, "people.unmask", Target(subject_of(row)))
    said = " ".join(purpose.split())
    if len(said) < PURPOSE_SHORTEST:
        raise Refused("identity.purpose", "请写明查看完整身份号码的用途，例如“核对受理材料”。", SMALLEST_SCOPE)
    limits.spend("identity.unmask", by.key, limit=LOOKS_AN_HOUR, window=timedelta(hours=1))
    with transaction.atomic():
        facts = {"purpose": said[:PURPOSE_LONGEST]}
        journal.append(subject_of(row), "unmask", by=by, facts=facts, article=str(SMALLEST_SCOPE))
    return open_id(row.id_number)


def _entered(name: str, number: str, handset: str, *, trusted: bool) -> NaturalPerson | None:
    """The row a window or an agent made before its owner came; raises Refused when it is not his to take."""
    row = NaturalPerson.objects.select_for_update().filter(id_lookup=id_lookup(number)).first()
    if row is None:
        return None
    if row.name != name:
        raise Refused(
            "identity.name_differs", "姓名与身份号码不一致，请按身份证填写；确实无误的，请带身份证到办事窗口核对。"
        )
    if not trusted and row.phone_lookup and row.phone_lookup != phone_lookup(handset):
        raise Refused(
            "identity.phone_differs",
            "您在窗口办事时登记的是另一个手机号码。请用那个号码注册；号码已停用的，请带身份证到办事窗口更改。",
        )
    return row


def _created(name: str, number: str) -> NaturalPerson:
    return NaturalPerson.objects.create(
        name=name,
        id_number=seal_id(number),
        id_lookup=id_lookup(number),
        id_masked=mask_id_number(number),
        created_at=now(),
    )


def _with_account(person: NaturalPerson, handset: str, password: str) -> Account:
    """Give the person his phone and his account; who he is, is known by the phone only from here on."""
    person.phone, person.phone_lookup, person.phone_masked = (
        seal_phone(handset),
        phone_lookup(handset),
        mask_mobile(handset),
    )
    person.assurance = NaturalPerson.Assurance.BASIC
    person.save(update_fields=["phone", "phone_lookup", "phone_masked", "assurance"])
    account = Account(login=person.id_lookup, person=person, created_at=now())
    account.set_password(password)
    account.save()
    himself = Actor(kind="person", key=f"person:{person.pk}", name=person.name, account=account.pk)
    journal.append(subject_of(person), "register", by=himself, facts={"assurance": person.assurance})
    announce(PersonRegistered(account.pk))
    return account
