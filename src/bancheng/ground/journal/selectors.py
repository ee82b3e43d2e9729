"""Reading the journal: one subject's story, or the latest of all. Who may read stands at the door (`journal.view`)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from bancheng.ground.access import Subject
from bancheng.ground.journal.models import Anchor, Entry


def entries_of(subject: Subject) -> QuerySet[Entry]:
    """All entries of the subject's stream, first to last."""
    return Entry.objects.filter(stream__kind=subject.kind, stream__key=subject.key).order_by("number")


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
