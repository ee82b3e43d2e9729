"""Signing in leaves a trace; what has expired is swept away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction

from bancheng.ground.access import Subject
from bancheng.ground.journal import services as journal
from bancheng.ground.law import now
from bancheng.registers.identity.models import Account, OneTimeCode
from bancheng.registers.identity.selectors import actor_of

KEPT = timedelta(days=1)


def account_subject(account: Account) -> Subject:
    """The account as the journal names it: by key, never by login."""
    return Subject("identity.account", str(account.pk))


def note_login(sender: Any = None, *, user: Account, **_: Any) -> None:
    """Journal that somebody signed in; connected to Django's signal, so that no door can forget it."""
    with transaction.atomic():
        journal.append(account_subject(user), "sign_in", by=actor_of(user))


def sweep() -> dict[str, int]:
    """Delete sessions that have expired and one-time codes a day after they did; returns how many of each."""
    moment = now()
    with transaction.atomic():
        sessions, _ = Session.objects.filter(expire_date__lt=moment).delete()
        codes, _ = OneTimeCode.objects.filter(expires_at__lt=moment - KEPT).delete()
    return {"sessions": sessions, "codes": codes}
