"""What a stranger learns of a licence by its QR or its identifier: whether it is in force, and nothing of the person."""

from __future__ import annotations

from datetime import date

from bancheng.ground.codes import CodeError, LicenceId
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import in_shanghai, today
from bancheng.registers.licences.adapters.signing import service
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.reading import card_of, holder_shown, masked_face, subject_of
from bancheng.registers.licences.types import SignatureFacts, VerificationView

LONGEST = 120
SENTENCES = {
    "valid": "这本证照真实有效。",
    "pending_signature": "这本证照还没有完成签章，暂时不能使用。",
    "suspended": "这本证照已暂停使用。",
    "expired": "这本证照已经过期。",
    "replaced": "这本证照已经换发，请出示新的证照。",
    "revoked": "这本证照已经注销，不能使用。",
}


def verify(code: str) -> VerificationView | None:
    """The licence behind a code: the token of its QR, or its identifier (GB/T 36904). None for any other text. One query.

    An identifier can be counted up, so it tells of a natural person's licence neither holder nor face.
    """
    text = "".join(code.split())[:LONGEST]
    rows = Licence.objects.select_related("type")
    plain = text.isascii() and text.isprintable() and "." not in text
    row = rows.filter(token=text).first() if plain else None
    if row is not None:
        return view(row, told=True)
    try:
        identifier = str(LicenceId.parse(text))
    except CodeError:
        return None
    row = rows.filter(identifier=identifier).first()
    return view(row, told=row.person_id is None) if row else None


def view(row: Licence, *, told: bool) -> VerificationView:
    """The row for a stranger, as of today; `told`: with masked holder and face."""
    day = today()
    card = card_of(row, day, masked=True)
    early = row.state == "valid" and row.valid_from > day
    return VerificationView(
        identifier=row.identifier,
        number=row.number,
        type_name=row.type.name,
        state=card.state,
        state_label=card.state_label,
        valid=card.usable,
        sentence=f"这本证照从 {row.valid_from:%Y-%m-%d} 起有效，现在还不能使用。" if early else SENTENCES[card.state],
        holder=holder_shown(row, masked=True) if told else "",
        issuer=row.issuer_name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        signature=signature_of(row),
        face=masked_face(row) if told else (),
        note=_prolonged(row),
    )


def _prolonged(row: Licence) -> str:
    """That silence renewed it, though its face says an earlier end; one query only where something was written about it."""
    entry = journal.entries_of(subject_of(row)).filter(verb="prolong").last() if row.reason else None
    if entry is None:
        return ""
    before = date.fromisoformat(entry.facts["from"])
    return (
        f"照面上的有效期到 {before:%Y-%m-%d}；届满前没有作出是否准予延续的决定，"
        f"依{entry.article}视为准予延续，有效期到 {entry.facts['to']}。"
    )


def signature_of(row: Licence) -> SignatureFacts | None:
    """Who signed it, as the row keeps it; None before."""
    if row.signed_at is None:
        return None
    demo = service().demo
    issuer = "办成演示签章机构" if demo else service().label
    return SignatureFacts(row.signer, in_shanghai(row.signed_at), row.certificate_serial, issuer, demo)
