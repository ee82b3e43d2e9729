"""Seals of organs: one in use each, made at its first use in the demonstration; every use stands in its stream."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied, Actor, Target, demand, system
from bancheng.ground.crypto import sha256_hex
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.documents.types import SealDrawing
from bancheng.registers.licences import composing
from bancheng.registers.licences.adapters.signing import service
from bancheng.registers.licences.models import Seal
from bancheng.registers.licences.reading import seal_subject
from bancheng.registers.licences.stamping import stamp
from bancheng.registers.organisations import selectors as organisations

SEALER = system("电子印章")
KEEP = "licences.revoke"


def retire_seal(*, seal: int, reason: str, by: Actor) -> None:
    """Take a seal out of use; what was sealed with it stays so. The next use makes a new one (demonstration).

    Raises AccessDenied, Refused: licences.reason, licences.seal_retired.
    """
    with transaction.atomic():
        row = Seal.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=seal).first()
        if row is None:
            raise AccessDenied("没有找到这枚印章。", visible=False, action=KEEP)
        demand(by, KEEP, Target(seal_subject(row), row.organisation.region_id, row.organisation_id))
        said = " ".join(reason.replace("\x00", "").split())
        if not said:
            raise Refused("licences.reason", "请写明原因。")
        if row.state == Seal.State.RETIRED:
            raise Refused("licences.seal_retired", "这枚印章已经停用。")
        row.state, row.in_use_to = Seal.State.RETIRED, today()
        row.save(update_fields=["state", "in_use_to"])
        journal.append(seal_subject(row), "retire", by=by, facts={"reason": said[:300]})


def seal_of(organisation: int) -> Seal:
    """The seal in use of an organ, made now if it has none. Raises AccessDenied for an organ that is not there."""
    row = _in_use(organisation)
    if row is not None:
        return row
    organ = organisations.organisations(active=None).filter(pk=organisation).first()
    if organ is None:
        raise AccessDenied("没有找到用章单位。", visible=False)
    picture = composing.seal_picture(organ.name, demo=service().demo)
    digest = sha256_hex(picture.encode())
    try:
        with transaction.atomic():
            made = Seal.objects.create(
                organisation_id=organ.pk,
                name=organ.name,
                picture=picture,
                image_digest=digest,
                in_use_from=today(),
                demo=service().demo,
            )
            journal.append(seal_subject(made), "make", by=SEALER, facts={"organisation": organ.pk, "image": digest})
    except IntegrityError:  # another worker was quicker
        found = _in_use(organisation)
        if found is None:
            raise
        return found
    return made


def use_seal(seal: Seal, *, on: str, digest: str) -> None:
    """Write into the seal's stream what it was put on (kind and number) and the SHA-256 of the file."""
    journal.append(seal_subject(seal), "use", by=SEALER, facts={"on": on, "digest": digest})


def seal_drawing(organisation: int) -> SealDrawing:
    """The picture that `documents` draws over signature and date of a sealed paper."""
    seal = seal_of(organisation)
    return SealDrawing(seal.picture, f"{seal.name}电子印章")


def seal_paper(pdf: bytes, organisation: int, number: str) -> bytes:
    """The sealer of `documents`: the organ's signature under a paper that shows its seal; the use is journaled."""
    seal = seal_of(organisation)
    made = stamp(pdf, organisation=organisation, name=seal.name, reason=f"加盖电子印章：{number}", at=now())
    with transaction.atomic():
        use_seal(seal, on=number, digest=sha256_hex(made.pdf))
    return made.pdf


def _in_use(organisation: int) -> Seal | None:
    return Seal.objects.filter(organisation=organisation, state=Seal.State.ACTIVE).first()
