"""Licences of a person or a firm: the wallet, one of them, its file, and whether a material is held."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, Subject, demand
from bancheng.ground.law import in_shanghai, today
from bancheng.registers.identity import selectors as identity
from bancheng.registers.licences import rules
from bancheng.registers.licences.faces import open_face
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.reading import (
    PRINT,
    VIEW,
    card_of,
    elements_of,
    masked_face,
    print_view,
    target_of,
)
from bancheng.registers.licences.types import LicenceCard, LicenceDetail, LicenceFile

SHOWN_STATES = ("valid", "suspended", "pending_signature", "expired")
"""What a wallet shows; replaced and revoked ones are history."""


def wallet(actor: Actor) -> tuple[LicenceCard, ...]:
    """The licences of the person and of the legal persons he may act for today, own first, usable first. Three queries.

    Nothing for staff and visitors.
    """
    person = _person(actor)
    if not person:
        return ()
    firms = [firm.id for firm in identity.legal_persons_of(person)]
    rows = _rows().filter(Q(person=person) | Q(legal_person__in=firms), state__in=SHOWN_STATES)
    day = today()
    cards = [card_of(row, day, masked=False, mine=row.person_id == person) for row in rows]
    return tuple(sorted(cards, key=lambda card: (not card.mine, not card.usable, card.type, -card.id)))


def licence(actor: Actor, licence_id: int) -> LicenceDetail:
    """One licence, for its holder (face whole) and for staff with `licences.view` over its organ (face masked).

    Raises AccessDenied, not visible, for anybody else and for what is not there.
    """
    row = _rows().select_related("print_task").filter(pk=licence_id).first()
    if row is None:
        raise _absent()
    own = _holds(actor, row)
    if not own:
        _demand_staff(actor, VIEW, row)
    task = getattr(row, "print_task", None)
    return LicenceDetail(
        card=card_of(row, today(), masked=not own, mine=own and row.person_id is not None),
        face=rules.face_lines(elements_of(row.type), open_face(row.face, row.identifier), masked=False)
        if own
        else masked_face(row),
        version=row.version,
        token=row.token,
        signed_at=in_shanghai(row.signed_at) if row.signed_at else None,
        signer=row.signer,
        certificate_serial=row.certificate_serial,
        subject=row.subject,
        reason=row.reason,
        print_task=print_view(task) if task is not None and not own else None,
    )


def file(actor: Actor, licence_id: int) -> LicenceFile:
    """The signed file, for its holder and for staff with `licences.print` over its organ.

    Raises AccessDenied, not visible, for anybody else, for what is not there and for what is not signed yet.
    """
    row = _rows().filter(pk=licence_id).first()
    if row is None:
        raise _absent()
    if not _holds(actor, row):
        _demand_staff(actor, PRINT, row)
    return _file(row)


def file_of(licence_id: int) -> LicenceFile:
    """The signed file; who may see it is the caller's business (a case to which its holder attached it).

    Raises AccessDenied, not visible, for what is not there or not signed yet.
    """
    row = _rows().filter(pk=licence_id).first()
    if row is None:
        raise _absent()
    return _file(row)


def face_of(licence_id: int) -> dict[str, str]:
    """The whole face, element → value, to prefill a form of its holder; who may see it is the caller's business.

    Empty for what is not there.
    """
    row = Licence.objects.filter(pk=licence_id).first()
    return open_face(row.face, row.identifier) if row else {}


def held(holder: str, material: str = "") -> tuple[LicenceCard, ...]:
    """The usable licences of a holder (`person:12`, `legal:3`), of one material code or all, newest first. One query."""
    kind, _, key = holder.partition(":")
    if kind not in {"person", "legal"} or not key.isdecimal():
        return ()
    rows = _usable().filter(**{"person" if kind == "person" else "legal_person": int(key)})
    if material:
        rows = rows.filter(type=material)
    day = today()
    return tuple(card_of(row, day, masked=False, mine=kind == "person") for row in rows)


def was_issued(holder: str, material: str) -> bool:
    """Whether the holder was ever issued a licence of this material code, whatever became of it. One query."""
    kind, _, key = holder.partition(":")
    if kind not in {"person", "legal"} or not key.isdecimal():
        return False
    whose = {"person" if kind == "person" else "legal_person": int(key)}
    return Licence.objects.filter(**whose, type=material).exists()


def held_by_account(account: str, materials: Collection[str]) -> tuple[LicenceCard, ...]:
    """The usable licences among these materials of the account's person and of the firms he may act for. One query."""
    if not account.isdecimal() or not materials:
        return ()
    day, key = today(), int(account)
    acting = Q(legal_person__operators__person__account=key, legal_person__operators__valid_from__lte=day) & (
        Q(legal_person__operators__valid_to=None) | Q(legal_person__operators__valid_to__gte=day)
    )
    whose = Q(person__account=key) | Q(legal_person__representative__account=key) | acting
    rows = _usable().filter(whose, type__in=materials).distinct()
    return tuple(card_of(row, day, masked=False, mine=row.person_id is not None) for row in rows)


def of_subject(subject: Subject) -> tuple[LicenceCard, ...]:
    """What came out of a case, in any state; who may see it is the caller's business. One query."""
    rows = _rows().filter(subject_kind=subject.kind, subject_key=subject.key)
    return tuple(card_of(row, today(), masked=False) for row in rows)


def _rows() -> QuerySet[Licence]:
    return Licence.objects.select_related("type").order_by("-pk")


def _usable() -> QuerySet[Licence]:
    day = today()
    ends = Q(valid_to=None) | Q(valid_to__gte=day)
    return _rows().filter(ends, state="valid", valid_from__lte=day)


def _person(actor: Actor) -> int:
    kind, _, key = actor.key.partition(":")
    return int(key) if actor.kind == "person" and kind == "person" and key.isdecimal() else 0


def _holds(actor: Actor, row: Licence) -> bool:
    """Whether the licence is the actor's own, or that of a legal person for which he may act today."""
    if row.person_id is not None:
        return row.person_id == _person(actor)
    return row.legal_person_id is not None and bool(identity.may_act_for(actor, row.legal_person_id))


def _demand_staff(actor: Actor, action: str, row: Licence) -> None:
    if actor.kind == "person":
        raise _absent()
    demand(actor, action, target_of(row))


def _file(row: Licence) -> LicenceFile:
    if not row.file_digest:
        raise AccessDenied("证照正在签章，请稍后再来。", visible=False, action=VIEW)
    return LicenceFile(row.file_digest, row.file_size, f"{row.type.name}.pdf")


def _absent() -> AccessDenied:
    return AccessDenied("没有找到这本证照。", visible=False, action=VIEW)
