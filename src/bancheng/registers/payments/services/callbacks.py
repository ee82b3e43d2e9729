"""Callbacks: verified, believed only when they fit, logged whatever they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.ground import journal
from bancheng.ground.crypto import CanonicalFault, canonical_sm3
from bancheng.ground.law import now
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.payments import standing
from bancheng.registers.payments.adapters.cashier import Forged, Notice, cashier
from bancheng.registers.payments.keys import FRESH
from bancheng.registers.payments.models import Attempt, Callback
from bancheng.registers.payments.services.paying import ask_soon
from bancheng.registers.payments.services.results import CASHIER, apply
from bancheng.registers.payments.types import CallbackView
from bancheng.registers.payments.views import callback_view

Verdict = Callback.Verdict
AHEAD = timedelta(minutes=2)
"""How far the cashier's clock may run before ours."""
LARGEST = 2**62


def take_callback(*, payload: Mapping[str, Any]) -> CallbackView:
    """What became of a callback (its parsed JSON object). Everything is logged; only a verdict `taken` changed anything.

    Forged, repeated, late and unfitting ones are ignored; after a late or unfitting one the cashier is asked itself.
    Nothing is raised for what a stranger may send.
    """
    digest = _digest(payload)
    try:
        notice = cashier().verify(payload)
    except Forged:
        return callback_view(_log(payload, digest, Verdict.FORGED, None))
    try:
        with transaction.atomic():
            return callback_view(_taken(payload, digest, notice))
    except IntegrityError:
        # The same callback was taken by another request just now.
        return callback_view(_log(payload, digest, Verdict.DUPLICATE, _attempt(notice.result.order)))


def _taken(payload: Mapping[str, Any], digest: str, notice: Notice) -> Callback:
    attempt = _attempt(notice.result.order)
    if attempt is None:
        return _log(payload, digest, Verdict.UNKNOWN, None)
    if Callback.objects.filter(digest=digest, verdict=Verdict.TAKEN).exists():
        verdict: str = Verdict.DUPLICATE
    elif not _fresh(notice.sent_at, attempt):
        verdict = Verdict.LATE
    else:
        verdict = apply(notice.result, learnt_by="callback")[0]
    row = _log(payload, digest, verdict, attempt)
    if verdict in {Verdict.LATE, Verdict.MISMATCH}:
        ask_soon(attempt.order)
    return row


def _fresh(sent_at: datetime, attempt: Attempt) -> bool:
    if sent_at.tzinfo is None:
        return False
    window = timedelta(minutes=int(organisations.rule(FRESH.key, attempt.bill.region_id)))
    return -AHEAD <= now() - sent_at <= window


def _attempt(order: str) -> Attempt | None:
    return Attempt.objects.select_related("bill").filter(order=order).first()


def _log(payload: Mapping[str, Any], digest: str, verdict: str, attempt: Attempt | None) -> Callback:
    """The row, and for what bears the cashier's signature the entry in the bill's stream. Only known fields are kept."""
    verified = verdict != Verdict.FORGED
    amount = payload.get("amount_fen")
    order = _text(payload, "order", 32)
    row = Callback.objects.create(
        attempt=attempt or (_attempt(order) if order and not verified else None),
        digest=digest,
        verified=verified,
        verdict=verdict,
        at=now(),
        order=order,
        claimed=_text(payload, "state", 12),
        amount_fen=amount if type(amount) is int and -LARGEST < amount < LARGEST else None,
        channel=_text(payload, "channel", 20),
        sent_at=_text(payload, "sent_at", 40),
    )
    if attempt is not None:
        facts = {"order": order, "verdict": str(verdict), "digest": digest}
        journal.append(standing.subject_of(attempt.bill), "callback", by=CASHIER, facts=facts)
    return row


def _text(payload: Mapping[str, Any], key: str, longest: int) -> str:
    """A word of what came; anything but plain signs, or too long, may hold what we must not keep."""
    found = payload.get(key)
    plain = isinstance(found, str) and len(found) <= longest and found.isascii() and found.isprintable()
    return str(found) if plain and not standing.PERSONAL.search(str(found)) else ""


def _digest(payload: Mapping[str, Any]) -> str:
    try:
        return canonical_sm3(payload)
    except CanonicalFault:
        return ""
