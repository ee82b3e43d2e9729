"""The shapes of licences that go out."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field


class Card(Schema):
    """A licence in one's wallet, or in that of a firm one may act for."""

    id: int
    identifier: str = Field(description="电子证照标识（GB/T 36904）")
    number: str
    type: str
    type_name: str
    state: str
    state_label: str
    holder: str
    organisation: str
    valid_from: date
    valid_to: date | None
    usable: bool
    mine: bool
    days_left: int | None


class Signature(Schema):
    """Who signed, when, and with which certificate."""

    signer: str
    signed_at: datetime | None
    certificate_serial: str
    issuer: str
    demo: bool


class FaceLine(Schema):
    """One line of the face, masked."""

    element: str
    label: str
    value: str


class Verified(Schema):
    """What a stranger learns. `valid`: in force today; `sentence` says so, or why not."""

    identifier: str
    number: str
    type_name: str
    state: str
    state_label: str
    valid: bool
    sentence: str
    holder: str
    issuer: str
    valid_from: date
    valid_to: date | None
    signature: Signature | None
    face: list[FaceLine]


class FileVerdict(Schema):
    """What became of an uploaded file: `genuine` when it is the original, unchanged; `code` says what else it is."""

    code: str
    genuine: bool
    sentence: str
    licence: Verified | None
    signature: Signature | None
