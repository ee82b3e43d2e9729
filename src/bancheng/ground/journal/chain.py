"""An append: lock the head, then move it and write the entry. Correct under any concurrency.

Plain SQL, because this stands in every transaction of the platform: two appends to one stream wait for each other at the
head's row (PostgreSQL) or at the database's write lock (SQLite), and the unique (stream, number) is the last guard.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import rules
from bancheng.ground.journal.models import Entry, Stream

MOVE = "UPDATE journal_stream SET length = %s, head = %s WHERE id = %s RETURNING id"
MAKE = (
    "INSERT INTO journal_stream (kind, key, length, head) VALUES (%s, %s, 1, %s)"
    " ON CONFLICT (kind, key) DO NOTHING RETURNING id"
)
COLUMNS = (
    "number", "at", "actor_kind", "actor_key", "actor_name", "verb", "refused", "article", "facts", "previous", "digest",
)  # fmt: skip


def write(
    subject: Subject, verb: str, *, by: Actor, facts: Mapping[str, Any], article: str = "", refused: bool = False
) -> Entry:
    """Append one entry to the subject's stream, in the caller's transaction or one of its own.

    Raises PersonalNumber, CanonicalFault, or ValueError for a word longer than its column.
    """
    rules.checked(kind=subject.kind, key=subject.key, verb=verb, article=article)
    kept = rules.stored_facts(facts)
    entry = Entry(verb=verb, refused=refused, article=article, facts=kept)
    entry.actor_kind, entry.actor_key, entry.actor_name = rules.actor_words(by)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        # When another made the stream between our look and our insert, it has committed by now: the second look finds it.
        if not _append(cursor, subject, entry) and not _append(cursor, subject, entry):
            raise Stream.DoesNotExist(f"The stream {subject} vanished while it was being written.")
    return entry


def _append(cursor: CursorWrapper, subject: Subject, entry: Entry) -> bool:
    """Lock the stream and write behind its head, or make it. False when another made it just now."""
    cursor.execute(_lock(connection.vendor), [subject.kind, subject.key])
    found = cursor.fetchone()
    # The time is read under the lock, so that it never runs backwards within a stream.
    entry.at = law.now()
    stream, length, entry.previous = found or (None, 0, "")
    entry.number = length + 1
    entry.digest = digest_of(subject, entry)
    if stream is None:
        return _write(cursor, MAKE, [subject.kind, subject.key, entry.digest], entry)
    return _write(cursor, MOVE, [entry.number, entry.digest, stream], entry)


def _write(cursor: CursorWrapper, head: str, of_head: list[Any], entry: Entry) -> bool:
    """Head and entry: one statement on PostgreSQL, which is one journey less; two on SQLite, which makes no journeys."""
    values = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in _fields()]
    if connection.vendor == "postgresql":
        both = f"WITH head AS ({head}) " + _insertion("SELECT head.id, ", " FROM head")  # noqa: S608
        cursor.execute(both, [*of_head, *values])
        row = cursor.fetchone()
    else:
        cursor.execute(head, of_head)
        row = cursor.fetchone()
        if row is not None:
            cursor.execute(_insertion("VALUES (%s, ", ")"), [row[0], *values])
            row = cursor.fetchone()
    if row is None:
        return False
    entry.pk, entry.stream_id = row
    entry._state.adding, entry._state.db = False, connection.alias
    return True


def digest_of(subject: Subject, entry: Entry) -> str:
    """The hash the entry must carry; verification computes it again."""
    return rules.body(
        subject,
        number=entry.number,
        at=entry.at,
        actor=(entry.actor_kind, entry.actor_key, entry.actor_name),
        verb=entry.verb,
        refused=entry.refused,
        article=entry.article,
        facts=entry.facts,
        previous=entry.previous,
    )


@lru_cache(maxsize=2)
def _lock(vendor: str) -> str:
    # SQLite has no row locks: its transactions are IMMEDIATE, one writer at a time.
    tail = " FOR UPDATE" if vendor == "postgresql" else ""
    return f"SELECT id, length, head FROM journal_stream WHERE kind = %s AND key = %s{tail}"  # noqa: S608


@lru_cache(maxsize=1)
def _fields() -> tuple[Any, ...]:
    fields = {field.column: field for field in Entry._meta.concrete_fields}
    return tuple(fields[column] for column in COLUMNS)


@lru_cache(maxsize=2)
def _insertion(before: str, after: str) -> str:
    columns, places = ", ".join(COLUMNS), ", ".join(["%s"] * len(COLUMNS))
    return f"INSERT INTO journal_entry (stream_id, {columns}) {before}{places}{after} RETURNING id, stream_id"
