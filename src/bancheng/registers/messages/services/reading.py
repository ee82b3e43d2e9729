"""Reading marks, each set by the owner of the inbox only."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import now
from bancheng.registers.messages.models import Message


def mark_read(message: int, account: Any) -> None:
    """Mark one of the account's messages as read; the first time counts.

    Raises AccessDenied, not visible, for a message that is absent or another's.
    """
    with transaction.atomic():
        own = Message.objects.filter(pk=message, account=account.pk)
        if not own.filter(read_at=None).update(read_at=now()) and not own.exists():
            raise AccessDenied("没有找到这条消息。", visible=False)


def mark_all_read(account: Any) -> int:
    """Mark all messages of the account as read; returns how many were not."""
    with transaction.atomic():
        return Message.objects.filter(account=account.pk, read_at=None).update(read_at=now())
