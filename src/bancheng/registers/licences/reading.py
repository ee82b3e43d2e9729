"""Rows as frozen values: types, licences, print tasks. No query of their own."""

from __future__ import annotations

from datetime import date

from bancheng.ground.access import Subject, Target
from bancheng.ground.law import in_shanghai
from bancheng.registers.licences import rules
from bancheng.registers.licences.lifecycle import LICENCE, PENDING
from bancheng.registers.licences.models import Licence, LicenceType, PrintTask, Seal
from bancheng.registers.licences.types import (
    FaceElement,
    FaceLine,
    LicenceCard,
    LicenceTypeView,
    LicenceView,
    Numbering,
    PrintTaskView,
)

VIEW, PRINT, REVOKE = "licences.view", "licences.print", "licences.revoke"


def subject_of(licence: Licence | int) -> Subject:
    """The licence as the journal and jobs name it."""
    key = licence if isinstance(licence, int) else licence.pk
    return Subject("licences.licence", str(key))


def seal_subject(seal: Seal) -> Subject:
    """The stream of a seal: every use of it."""
    return Subject("licences.seal", str(seal.pk))


def target_of(licence: Licence) -> Target:
    """Where it belongs: to the organ that issued it."""
    return Target(subject_of(licence), licence.region_id, licence.organisation_id)


def elements_of(kind: LicenceType) -> tuple[FaceElement, ...]:
    """The schema of a type's face."""
    return tuple(FaceElement(**element) for element in kind.elements)


def numbering_of(kind: LicenceType) -> Numbering:
    """How the type numbers its certificates."""
    told = dict(kind.numbering)
    digits = tuple((word, sign) for word, sign in told.pop("digits", ()))
    return Numbering(**told, digits=digits)


def type_view(kind: LicenceType) -> LicenceTypeView:
    """A type as lists show it."""
    return LicenceTypeView(kind.pk, kind.code, kind.name, elements_of(kind), kind.months, kind.demo)


def view_of(row: Licence) -> LicenceView:
    """The row as its issuer gets it back; its type must have been read."""
    return LicenceView(
        id=row.pk,
        identifier=row.identifier,
        number=row.number,
        type=row.type_id,
        type_name=row.type.name,
        state=row.state,
        state_label=LICENCE.label(row.state),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        token=row.token,
        version=row.version,
    )


def holder_key(row: Licence) -> str:
    """`person:12` or `legal:3`."""
    return f"person:{row.person_id}" if row.person_id is not None else f"legal:{row.legal_person_id}"


def holder_shown(row: Licence, *, masked: bool) -> str:
    """The holder's name; a natural person's masked on demand."""
    return rules.masked_holder(row.holder_name, natural=row.person_id is not None) if masked else row.holder_name


def masked_face(row: Licence) -> tuple[FaceLine, ...]:
    """What was kept of the face for those who may not see it whole."""
    return tuple(FaceLine(element, label, value) for element, label, value in row.face_masked)


def card_of(row: Licence, on: date, *, masked: bool, mine: bool = False) -> LicenceCard:
    """The row in a list, on a day; its type must have been read."""
    state = "expired" if _over(row, on) else row.state
    return LicenceCard(
        id=row.pk,
        identifier=row.identifier,
        number=row.number,
        type=row.type_id,
        type_name=row.type.name,
        state=state,
        state_label=LICENCE.label(state),
        holder=holder_shown(row, masked=masked),
        holder_key=holder_key(row),
        organisation=row.issuer_name,
        region=row.region_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        usable=rules.in_force(row.state, row.valid_from, row.valid_to, on),
        mine=mine,
        file_digest=row.file_digest,
        days_left=(row.valid_to - on).days if row.valid_to and row.valid_to >= on else None,
    )


def print_view(task: PrintTask) -> PrintTaskView:
    """A print task with its licence, which must have been read with its type."""
    licence = task.licence
    return PrintTaskView(
        id=task.pk,
        licence=licence.pk,
        identifier=licence.identifier,
        number=licence.number,
        type_name=licence.type.name,
        holder=holder_shown(licence, masked=True),
        organisation=licence.issuer_name,
        state=task.state,
        state_label=task.get_state_display(),
        copies=task.copies,
        limit=task.limit,
        ready=licence.state != PENDING and bool(licence.file_digest),
        printed_by=task.printed_by,
        printed_at=in_shanghai(task.printed_at) if task.printed_at else None,
    )


def _over(row: Licence, on: date) -> bool:
    return row.state in {"valid", "suspended"} and row.valid_to is not None and row.valid_to < on
