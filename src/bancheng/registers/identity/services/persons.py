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

    `code` is the one-time code sent to the phone; None only where a trusted caller (demo loader, window) has checked the
    person otherwise. Raises CodeError for a bad number or name, Refused: identity.password, identity.code,
    identity.taken when the ID number has an account.
    """
    number = read_id_number(id_number).number
    person_named, handset = person_name(name), mobile(phone)
    checked_password(password, private=(number, handset))
    if code is not None:
        spend_code(purpose=Purpose.REGISTER, phone=handset, code=code)
    taken = Refused("identity.taken", "这个身份号码已经注册过账号，请直接登录；忘记密码的，可以用手机验证码重新设置。")
    try:
        with transaction.atomic():
            if Account.objects.filter(login=id_lookup(number)).exists():
                raise taken
            return _created(person_named, number, handset, password)
    except IntegrityError as error:
        raise taken from error


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


def _created(name: str, number: str, handset: str, password: str) -> Account:
    lookup, moment = id_lookup(number), now()
    person = NaturalPerson.objects.create(
        name=name,
        id_number=seal_id(number),
        id_lookup=lookup,
        id_masked=mask_id_number(number),
        phone=seal_phone(handset),
        phone_lookup=phone_lookup(handset),
        phone_masked=mask_mobile(handset),
        assurance=NaturalPerson.Assurance.BASIC,
        created_at=moment,
    )
    account = Account(login=lookup, person=person, created_at=moment)
    account.set_password(password)
    account.save()
    himself = Actor(kind="person", key=f"person:{person.pk}", name=person.name, account=account.pk)
    journal.append(subject_of(person), "register", by=himself, facts={"assurance": person.assurance})
    announce(PersonRegistered(account.pk))
    return account
