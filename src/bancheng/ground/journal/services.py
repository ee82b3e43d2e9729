"""The journal's verbs: append, refuse, anchor, verify."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import chain
from bancheng.ground.journal.anchoring import anchor
from bancheng.ground.journal.chain import together
from bancheng.ground.journal.models import Entry
from bancheng.ground.journal.verification import verify, verify_stream

__all__ = ["anchor", "append", "record_refusal", "refuse", "together", "verify", "verify_stream"]

NOTHING: Mapping[str, Any] = {}


def append(
    subject: Subject,
    verb: str,
    *,
    by: Actor,
    facts: Mapping[str, Any] = NOTHING,
    article: str = "",
    first: bool = False,
) -> Entry:
    """Write one entry to the subject's stream, in the caller's transaction: it stands or falls with what it tells.

    `facts` is anything `crypto.plain` takes; ID and mobile numbers in its texts are masked on the way in.
    `first`: the subject was made in this transaction. Within `together` the entry has its number only at the block's end.
    Raises PersonalNumber for an ID number that cannot be masked, ValueError for a word longer than its column.
    """
    return chain.write(subject, verb, by=by, facts=facts, article=article, first=first)


def refuse(
    subject: Subject,
    verb: str,
    *,
    by: Actor,
    code: str,
    sentence: str,
    article: str = "",
    facts: Mapping[str, Any] = NOTHING,
) -> Entry:
    """Write that the action was refused, in a transaction of its own: call it after the refused one was rolled back.

    Raises RuntimeError inside a transaction, where the trace would be rolled back with what was refused.
    """
    with transaction.atomic(durable=True):
        return record_refusal(subject, verb, by=by, code=code, sentence=sentence, article=article, facts=facts)


def record_refusal(
    subject: Subject,
    verb: str,
    *,
    by: Actor,
    code: str,
    sentence: str,
    article: str = "",
    facts: Mapping[str, Any] = NOTHING,
) -> Entry:
    """The entry of `refuse` within a transaction that its caller keeps apart from the refused one."""
    told = {**facts, "code": code, "sentence": sentence}
    return chain.write(subject, verb, by=by, facts=told, article=article, refused=True)
