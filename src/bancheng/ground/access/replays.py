"""Once for one key: a request that is sent again gets the answer of the first time, and does nothing a second time.

The row is claimed before the effect and completed after it, in the effect's own transaction: whatever was done has its
answer, and whatever failed has left no claim. Two at once: the second waits at the key until the first has ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from bancheng.ground import law
from bancheng.ground.access.models import Replay
from bancheng.ground.crypto import keyed_hash, open_, seal

LONGEST_KEY = 80
BATCH = 5000
PURPOSE = "access.replay"
CLAIM = """
INSERT INTO access_replay (key, fingerprint, status, body, created_at) VALUES (%s, %s, 0, %s, %s)
ON CONFLICT (key) DO NOTHING RETURNING key
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent: status of HTTP and JSON. `again`: not done now, it is the answer of the first time."""

    status: int
    body: bytes
    again: bool = False


class OtherRequest(Exception):
    """The key was used before, for another request."""

    def __init__(self) -> None:
        super().__init__("这个 Idempotency-Key 已经用于另一个请求，请为新的请求换一个。")


def once(*, who: str, key: str, request: str, act: Callable[[], Kept]) -> Kept:
    """Do it, or give the answer of the first time. Two statements besides those of `act`.

    `who` and `key` name the row, hashed; `request` says what is asked for, so that a key cannot stand for two things.
    Raises OtherRequest, and what `act` raises: then nothing is kept and the key is free.
    """
    name = keyed_hash(f"{who}\n{key}", purpose=PURPOSE)
    fingerprint = keyed_hash(request, purpose=PURPOSE)
    with transaction.atomic():
        if not _claimed(name, fingerprint):
            return _earlier(name, fingerprint)
        done = act()
        sealed = seal(done.body, purpose=PURPOSE, bound_to=name)
        Replay.objects.filter(key=name).update(status=done.status, body=sealed)
    return done


def tidy(*, before: datetime) -> int:
    """Delete the answers given before that moment, some thousands at a time; returns how many."""
    deleted = 0
    old = Replay.objects.filter(created_at__lt=before).order_by("created_at")
    while keys := list(old.values_list("key", flat=True)[:BATCH]):
        deleted += Replay.objects.filter(key__in=keys).delete()[0]
    return deleted


def _claimed(name: str, fingerprint: str) -> bool:
    moment = connection.ops.adapt_datetimefield_value(law.now())
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [name, fingerprint, b"", moment])
        return cursor.fetchone() is not None


def _earlier(name: str, fingerprint: str) -> Kept:
    row = Replay.objects.get(key=name)
    if row.fingerprint != fingerprint:
        raise OtherRequest
    return Kept(row.status, open_(bytes(row.body), purpose=PURPOSE, bound_to=name), again=True)
