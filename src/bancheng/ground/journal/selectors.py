"""Reading the journal: one subject's story, or the latest of all. Who may read stands at the door (`journal.view`)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from bancheng.ground.access import Subject
from bancheng.ground.journal.models import Anchor, Entry, Stream
from bancheng.ground.journal.types import NO_HEAD, Head


class Told(NamedTuple):
    """What an entry says, without who said it."""

    key: str
    at: datetime
    verb: str
    facts: dict[str, Any]


def told_of(kind: str, keys: Collection[str], verbs: Collection[str]) -> list[Told]:
    """What was done (not refused) by these verbs to many subjects of a kind, each story first to last. One statement."""
    told = Entry.objects.filter(stream__kind=kind, stream__key__in=keys, refused=False, verb__in=verbs)
    return [
        Told(*row) for row in told.order_by("stream_id", "number").values_list("stream__key", "at", "verb", "facts")
    ]


def entries_of(subject: Subject) -> QuerySet[Entry]:
    """All entries of the subject's stream, first to last."""
    return Entry.objects.filter(stream__kind=subject.kind, stream__key=subject.key).order_by("number")


def head_beside(kind: str, key: str) -> Subquery:
    """The head of the stream of each row, to be read in the row's own statement; `key` is the row's field. See `head_of`."""
    told = Concat(Cast(F("length"), CharField()), Value(":"), F("head"))
    return Subquery(Stream.objects.filter(kind=kind, key=OuterRef(key)).values_list(told)[:1])


def head_of(told: str | None) -> Head:
    """What `head_beside` read, for `services.together`."""
    if not told:
        return NO_HEAD
    length, _, digest = told.partition(":")
    return Head(int(length), digest)


def latest(
    *,
    actor_key: str = "",
    kind: str = "",
    key: str = "",
    verb: str = "",
    refused: bool | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """Entries of all streams, newest first, with their stream; each condition only where given (since ≤ at < until)."""
    given = {
        "actor_key": actor_key or None,
        "stream__kind": kind or None,
        "stream__key": key or None,
        "verb": verb or None,
        "refused": refused,
        "at__gte": since,
        "at__lt": until,
    }
    wanted = {name: value for name, value in given.items() if value is not None}
    return Entry.objects.filter(**wanted).select_related("stream").order_by("-pk")


def anchors() -> QuerySet[Anchor]:
    """The anchors, newest first."""
    return Anchor.objects.order_by("-pk")
