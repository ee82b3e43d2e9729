"""Telling people: a message in the inbox, and one outbox row with its job for each further channel."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from bancheng.ground.access import Subject
from bancheng.ground.jobs import enqueue
from bancheng.ground.law import now
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import seeding
from bancheng.registers.messages.models import Message, Outbox, Template
from bancheng.registers.messages.services.outgoing import deliver
from bancheng.registers.messages.subscriptions import subscribed
from bancheng.registers.messages.types import CHANNEL_LABELS, FactsDoNotFit, declared_template, filled

TITLE_LONGEST = 200


def notify(account: Any, template: str, /, *, subject: Subject | None = None, **facts: Any) -> Message:
    """Tell one account (the row or its key), in the caller's transaction: the message leaves only if that one commits.

    `subject` is what it is about. The facts are exactly those the template names; they are taken as plain text.
    Raises UnknownTemplate, FactsDoNotFit.
    """
    return _tell([account if isinstance(account, int) else account.pk], template, subject, facts)[0]


def notify_role(
    role: str | Collection[str],
    template: str,
    /,
    *,
    region: str = "",
    organisation: int | Collection[int] | None = None,
    subject: Subject | None = None,
    once: bool = False,
    **facts: Any,
) -> int:
    """Tell all staff who hold the role (or one of several) today for a region ("" being everybody); returns how many.

    With `once` whoever has an unread message of this template about the subject is left alone, so that a reaction may run
    twice. Raises UnknownTemplate, FactsDoNotFit.
    """
    keys: set[int] = set()
    for one in [role] if isinstance(role, str) else role:
        holders = identity.staff_with_role(one, region, organisation=organisation)
        keys.update(holders.values_list("pk", flat=True))
    return notify_several(keys, template, subject=subject, once=once, **facts)


def notify_several(
    accounts: Collection[int],
    template: str,
    /,
    *,
    subject: Subject | None = None,
    once: bool = False,
    **facts: Any,
) -> int:
    """Tell these accounts; returns how many. `once` as in `notify_role`. Raises UnknownTemplate, FactsDoNotFit."""
    keys = set(accounts)
    if once and subject is not None:
        unread = Message.objects.filter(account__in=keys, template__key=template, read_at=None)
        keys -= set(unread.filter(subject_kind=subject.kind, subject_key=subject.key).values_list("account", flat=True))
    return len(_tell(sorted(keys), template, subject, facts))


def _tell(accounts: list[int], key: str, subject: Subject | None, facts: dict[str, Any]) -> list[Message]:
    declared = declared_template(key)
    if facts.keys() != declared.facts:
        raise FactsDoNotFit(f"{key} needs {sorted(declared.facts)}, not {sorted(facts)}")
    title = " ".join(filled(declared.title, facts).split())[:TITLE_LONGEST]
    body = filled(declared.body, facts)
    with transaction.atomic():
        row = seeding.current(key)
        made = Message.objects.bulk_create(
            Message(
                account_id=account,
                template=row,
                title=title,
                body=body,
                subject_kind=subject.kind if subject else "",
                subject_key=subject.key if subject else "",
                created_at=now(),
            )
            for account in accounts
        )
        if row.channels:
            _send_out(made, row)
    return made


def _send_out(messages: Iterable[Message], row: Template) -> None:
    """One outbox row and one job for each channel that a receiver has subscribed to (FLW-23)."""
    told = list(messages)
    addresses = subscribed(message.account_id for message in told)
    for message in told:
        for channel, masked in addresses.get(message.account_id, {}).items():
            out = Outbox.objects.create(message=message, channel=channel, address_masked=masked, created_at=now())
            title = f"发送{CHANNEL_LABELS[channel]}（{row.key}）"
            enqueue(deliver, title=title, outbox=out.pk)
