"""The daily anchor: one signature that covers the head of every stream.

An anchor lists the heads that moved since the last one and hashes them together with the last root. Recording the heads
themselves, not a moment, keeps it true under concurrent writers: whatever pair of length and hash it saw was committed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import Count, Sum

from bancheng.ground import law
from bancheng.ground.crypto import canonical_json, public_key_pem, sign, sm3_hex
from bancheng.ground.journal.models import Anchor, AnchoredHead, Stream

PURPOSE = "journal.anchor"
FORM = 1  # of the signed words
BATCH = 1000
TURN = 20230901  # names the advisory lock under which anchors are made one after another

TAKE_HEADS = """
INSERT INTO journal_anchoredhead (day, kind, key, length, head)
SELECT %s, stream.kind, stream.key, stream.length, stream.head FROM journal_stream stream
WHERE NOT EXISTS (
    SELECT 1 FROM journal_anchoredhead seen
    WHERE seen.kind = stream.kind AND seen.key = stream.key AND seen.length = stream.length
)
"""


def anchor(day: date) -> Anchor:
    """Sign the heads of all streams as the anchor of `day`; a day that has one keeps it, and it is returned."""
    with transaction.atomic():
        _take_turns()
        return Anchor.objects.filter(day=day).first() or _make(day)


def fold(previous: str, heads: Iterable[AnchoredHead]) -> tuple[str, int]:
    """The root over the last root and the heads in their order, and how many there were; constant memory."""
    root, count = sm3_hex(previous.encode()), 0
    for head in heads:
        root = sm3_hex(canonical_json([root, head.kind, head.key, head.length, head.head]))
        count += 1
    return root, count


def heads_of(day: date) -> Iterable[AnchoredHead]:
    """The heads the anchor of the day lists, in the order they were folded."""
    return AnchoredHead.objects.filter(day=day).order_by("pk").iterator(chunk_size=BATCH)


def signed_words(made: Anchor) -> bytes:
    """The bytes under the signature: every column of the anchor that has a meaning."""
    words = [FORM, made.day, made.made_at, made.previous, made.streams, made.entries, made.moved, made.root]
    return canonical_json(words)


def _take_turns() -> None:
    if connection.vendor == "postgresql":  # SQLite has one writer anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _make(day: date) -> Anchor:
    last = Anchor.objects.order_by("-pk").first()
    sums = Stream.objects.aggregate(streams=Count("pk"), entries=Sum("length"))
    with connection.cursor() as cursor:
        cursor.execute(TAKE_HEADS, [day])
    made = Anchor(day=day, made_at=law.now(), previous=last.root if last else "")
    made.streams, made.entries = sums["streams"], sums["entries"] or 0
    made.root, made.moved = fold(made.previous, heads_of(day))
    made.signature = sign(signed_words(made), purpose=PURPOSE)
    made.public_key = public_key_pem(purpose=PURPOSE)
    made.save(force_insert=True)
    return made
