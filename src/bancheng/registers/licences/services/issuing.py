"""Issue: the row, its print task, the journal entry and the job that seals and signs, all in the caller's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from django.db import connection, transaction

from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.codes import LicenceId, short_code
from bancheng.ground.jobs import enqueue
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, 行政许可法
from bancheng.registers.identity import selectors as identity
from bancheng.registers.licences import rules
from bancheng.registers.licences.faces import seal_face
from bancheng.registers.licences.keys import PRINT_LIMIT
from bancheng.registers.licences.lifecycle import LICENCE, REVOKED
from bancheng.registers.licences.models import Licence, LicenceType, PrintTask
from bancheng.registers.licences.reading import elements_of, numbering_of, subject_of, view_of
from bancheng.registers.licences.services.signing import sign_licence
from bancheng.registers.licences.types import LicenceView
from bancheng.registers.organisations import selectors as organisations

ISSUE = 行政许可法("第三十九条")
LONGEST_NUMBER = 60


def issue(
    *,
    type_key: str,
    holder_person: int | None = None,
    holder_legal: int | None = None,
    face: Mapping[str, str],
    valid_from: date,
    valid_to: date | None = None,
    organisation: int,
    region: str,
    subject: Subject | None,
    by: Actor,
    number: str = "",
    replaces: int | None = None,
    paper: bool = True,
) -> LicenceView:
    """Write a licence that waits for its signature, with its print task (`paper`), in the caller's transaction.

    `type_key` is the material code; `face` element → value; without `valid_to` the type's own term counts, else 长期. `number`
    is 证书编号 where an outside register gives it. `replaces` is the id of the licence that this one renews or
    corrects: it stays valid until the new one is signed and has begun. Whether the licence may be given was decided by the caller.

    Raises Refused: licences.type, .holder, .dates, .number, .face_unknown, .face_missing, .face_value, .replaced;
    AccessDenied for an organ that is not there.
    """
    kind = LicenceType.objects.filter(pk=type_key).first()
    if kind is None:
        raise Refused("licences.type", "没有这种电子证照类型，请先在证照类型目录中登记。", ISSUE)
    if valid_to is None and kind.months:
        valid_to = rules.last_day(valid_from, kind.months)
    if valid_to is not None and valid_to < valid_from:
        raise Refused("licences.dates", "有效期至不能早于有效期起，请核对日期。")
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        raise Refused("licences.number", f"证书编号不能超过 {LONGEST_NUMBER} 个字，请核对。")
    elements = elements_of(kind)
    values = rules.checked_face(kind.name, elements, face)
    holder = _holder(holder_person, holder_legal)
    organ = organisations.organisations(active=None).filter(pk=organisation).first()
    if organ is None:
        raise AccessDenied("没有找到颁发机构，请核对。", visible=False)
    old = _replaced(replaces, type_key, holder_person, holder_legal)
    with transaction.atomic(savepoint=False):
        serial = _next(kind.pk, short_code(region), valid_from.year)
        identifier = _identifier(kind.code, organ.uscc if organ.uscc_valid else region, region, valid_from, serial, old)
        made = Licence.objects.create(
            identifier=identifier,
            number=number or _number(kind, region, valid_from, serial, values),
            type=kind,
            person_id=holder_person,
            legal_person_id=holder_legal,
            holder_name=holder,
            face=seal_face(values, identifier),
            face_masked=[
                [line.element, line.label, line.value] for line in rules.face_lines(elements, values, masked=True)
            ],
            organisation_id=organ.pk,
            issuer_name=organ.name,
            region_id=region,
            valid_from=valid_from,
            valid_to=valid_to,
            state=LICENCE.initial,
            version=old.version + 1 if old else 1,
            replaces=old,
            subject_kind=subject.kind if subject else "",
            subject_key=subject.key if subject else "",
            token=secrets.token_urlsafe(18),
            issued_at=now(),
            issued_by=by.name[:100],
        )
        if paper:
            limit = int(organisations.rule(PRINT_LIMIT.key, region))
            PrintTask.objects.create(licence=made, limit=limit)
        facts = {"type": kind.pk, "identifier": identifier, "from": valid_from, "to": valid_to, "subject": str(subject)}
        journal.append(subject_of(made), "issue", by=by, facts=facts, article=ISSUE.cite)
        enqueue(sign_licence, title=f"签发电子证照：{kind.name}", by=by, subject=subject_of(made), licence=made.pk)
    return view_of(made)


def _holder(person: int | None, legal: int | None) -> str:
    """The name of the one holder."""
    if (person is None) == (legal is None):
        raise Refused("licences.holder", "持证主体应当是一个自然人或者一个法人，请选择其中一个。")
    found = identity.person(person) if person is not None else identity.legal_person(legal or 0)
    if found is None:
        raise Refused("licences.holder", "没有找到持证主体，请先登记这个自然人或者法人。")
    return found.name


def _replaced(licence: int | None, type_key: str, person: int | None, legal: int | None) -> Licence | None:
    """The licence that this one takes the place of, locked; of the same type and holder, still alive, renewed only once."""
    if licence is None:
        return None
    with transaction.atomic():
        old = Licence.objects.select_for_update().filter(pk=licence, type=type_key).first()
        if old is None or (old.person_id, old.legal_person_id) != (person, legal):
            raise Refused("licences.replaced", "没有找到要换发的原证照，请核对证照类型和持证主体。")
        LICENCE.find("replace", old.state)
        if Licence.objects.filter(replaces=old).exclude(state=REVOKED).exists():
            raise Refused("licences.replaced", "这本证照正在换发，不能重复换发。")
    return old


def _next(type_key: str, region: str, year: int) -> int:
    """The next serial number of a type, region and year; the row is locked until the caller commits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO licences_numberseries (type_id, region, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (type_id, region, year) DO UPDATE SET last = licences_numberseries.last + 1 RETURNING last",
            [type_key, region, year],
        )
        return int(cursor.fetchone()[0])


def _identifier(code: str, issuer: str, region: str, day: date, serial: int, old: Licence | None) -> str:
    if old is not None:
        return str(LicenceId.parse(old.identifier).next_version())
    return str(LicenceId(code, issuer, f"{short_code(region)}{day.year:04d}{serial:06d}"))


def _number(kind: LicenceType, region: str, day: date, serial: int, face: Mapping[str, str]) -> str:
    return rules.number(numbering_of(kind), region=short_code(region), year=day.year, serial=serial, face=face)
