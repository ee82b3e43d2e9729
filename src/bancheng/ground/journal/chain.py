"""An append: read the heads, then move them and write the entries behind them. Correct under any concurrency.

Plain SQL, because this stands in every transaction of the platform. A head moves only from the length that was read
(`WHERE length = …`): who comes second moves nothing, reads again and writes behind the first. So a head that was read
beside something else serves as well as a locked one, and the unique (stream, number) is the last guard.

Within `together` the entries of one act wait for its end, and are written by as many statements as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import rules
from bancheng.ground.journal.models import Entry, Stream
from bancheng.ground.journal.nesting import depth
from bancheng.ground.journal.types import NO_HEAD, Head

COLUMNS = (
    "number", "at", "actor_kind", "actor_key", "actor_name", "verb", "refused", "article", "facts", "previous", "digest",
)  # fmt: skip
Written = tuple[Subject, int, int]
"""A stream, the key of the entry that was written behind its head, the key of the stream."""
MOVE = "UPDATE journal_stream SET length = %s, head = %s WHERE kind = %s AND key = %s AND length = %s RETURNING id"
MAKE = (
    "INSERT INTO journal_stream (kind, key, length, head) VALUES (%s, %s, 1, %s)"
    " ON CONFLICT (kind, key) DO NOTHING RETURNING id"
)
TYPES = {"number": "bigint", "at": "timestamptz", "refused": "boolean", "facts": "jsonb"}
TRIES = 5
"""Each time that a head was moved under our hands, another has committed: more than a few in a row do not happen."""


@dataclass(slots=True)
class _Gathered:
    """The entries of an act that wait for its end, and the heads that were read for it beside something else."""

    depth: int
    heads: dict[Subject, Head]
    waiting: list[tuple[Subject, Entry]] = field(default_factory=list)


_gathered: ContextVar[_Gathered | None] = ContextVar("journal_gathered", default=None)


@contextmanager
def together(heads: Mapping[Subject, Head] | None = None) -> Iterator[None]:
    """The entries appended in this block, written at its end; nothing of them when it ends by an exception.

    Stands in the caller's transaction, which ends with the block or after it. `heads`: what was read of streams in this
    transaction. Within another such block it changes nothing. Entries written under a savepoint of their own within the
    block do not wait, since they may be rolled back without it.
    """
    outer = _gathered.get()
    if outer is not None and outer.depth == depth():
        outer.heads |= {subject: head for subject, head in (heads or {}).items() if subject not in outer.heads}
        yield
        return
    act = _Gathered(depth(), dict(heads or {}))
    token = _gathered.set(act)
    try:
        yield
        if act.waiting:
            _write_all(act.waiting, act.heads)
    finally:
        _gathered.reset(token)


def write(
    subject: Subject,
    verb: str,
    *,
    by: Actor,
    facts: Mapping[str, Any],
    article: str = "",
    refused: bool = False,
    first: bool = False,
) -> Entry:
    """Append one entry to the subject's stream, in the caller's transaction or one of its own.

    `first`: the subject was made in this transaction, so that nothing stands in its stream yet; if something does after
    all, the entry comes behind it. Raises PersonalNumber, CanonicalFault, or ValueError for a word longer than its column.
    """
    rules.checked(kind=subject.kind, key=subject.key, verb=verb, article=article)
    kept = rules.stored_facts(facts)
    entry = Entry(verb=verb, refused=refused, article=article, facts=kept)
    entry.actor_kind, entry.actor_key, entry.actor_name = rules.actor_words(by)
    act = _gathered.get()
    heads = {subject: NO_HEAD} if first else {}
    if act is not None and act.depth == depth():
        act.waiting.append((subject, entry))
        act.heads = heads | act.heads
        return entry
    with transaction.atomic(savepoint=False):
        _write_all([(subject, entry)], heads)
    return entry


def _write_all(waiting: Sequence[tuple[Subject, Entry]], heads: Mapping[Subject, Head]) -> None:
    """Write the entries, each behind the last of its stream; those that stand in one stream one after the other."""
    left, known = list(waiting), dict(heads)
    with connection.cursor() as cursor:
        for _ in range(TRIES + len(waiting)):
            if not left:
                return
            turn = dict(reversed(left))
            if unread := [subject for subject in turn if subject not in known]:
                known |= dict.fromkeys(unread, NO_HEAD) | _read(cursor, unread)
            written = _append(cursor, turn, known)
            for subject, entry in turn.items():
                if subject in written:
                    known[subject] = Head(entry.number, entry.digest)
                else:
                    known.pop(subject)
            left = [(subject, entry) for subject, entry in left if entry is not turn[subject] or subject not in written]
    raise Stream.DoesNotExist(f"The stream {left[0][0]} moved each time while it was being written.")


def _read(cursor: CursorWrapper, subjects: Sequence[Subject]) -> dict[Subject, Head]:
    """The heads of these streams, locked where the database has row locks; those that stand nowhere are left out."""
    cursor.execute(_lock(connection.vendor, len(subjects)), [word for one in subjects for word in (one.kind, one.key)])
    return {Subject(kind, key): Head(length, head) for kind, key, length, head in cursor.fetchall()}


def _append(cursor: CursorWrapper, turn: Mapping[Subject, Entry], known: Mapping[Subject, Head]) -> set[Subject]:
    """Move these heads and write one entry behind each. Returns those that had not moved since they were read."""
    # The time is read behind the heads, so that it never runs backwards within a stream.
    at = law.now()
    for subject, entry in turn.items():
        entry.at, entry.number, entry.previous = at, known[subject].length + 1, known[subject].digest
        entry.digest = digest_of(subject, entry)
    if len(turn) == 1:
        ((subject, entry),) = turn.items()
        rows = _one(cursor, subject, entry)
    else:
        # In one order, so that two acts that move the same heads wait for each other and never crosswise.
        rows = _many(cursor, {one: turn[one] for one in sorted(turn, key=lambda one: (one.kind, one.key))})
    for subject, pk, stream in rows:
        turn[subject].pk, turn[subject].stream_id = pk, stream
        turn[subject]._state.adding, turn[subject]._state.db = False, connection.alias
    return {subject for subject, _, _ in rows}


def _one(cursor: CursorWrapper, subject: Subject, entry: Entry) -> list[Written]:
    """Head and entry of one stream: one statement on PostgreSQL, which is one journey less; two on SQLite, which makes none."""
    of_head: list[Any]
    if entry.number == 1:
        head, of_head = MAKE, [subject.kind, subject.key, entry.digest]
    else:
        head, of_head = MOVE, [entry.number, entry.digest, subject.kind, subject.key, entry.number - 1]
    if connection.vendor == "postgresql":
        cursor.execute(_behind(head), [*of_head, *_columns(entry)])
    else:
        cursor.execute(head, of_head)
        found = cursor.fetchone()
        if found is None:
            return []
        cursor.execute(_insertion(1), [found[0], *_columns(entry)])
    row = cursor.fetchone()
    return [] if row is None else [(subject, *row)]


def _many(cursor: CursorWrapper, turn: Mapping[Subject, Entry]) -> list[Written]:
    """The same for several streams: as many statements."""
    of_heads = [w for one, entry in turn.items() for w in (one.kind, one.key, entry.number, entry.digest)]
    if connection.vendor == "postgresql":
        of_entries = [w for one, entry in turn.items() for w in (one.kind, one.key, *_columns(entry))]
        cursor.execute(_both(len(turn)), [*of_heads, *of_entries])
        return [(Subject(kind, key), pk, stream) for pk, stream, kind, key in cursor.fetchall()]
    cursor.execute(_move(len(turn)), of_heads)
    moved = {stream: Subject(kind, key) for stream, kind, key in cursor.fetchall()}
    if not moved:
        return []
    of_entries = [w for stream, one in moved.items() for w in (stream, *_columns(turn[one]))]
    cursor.execute(_insertion(len(moved)), of_entries)
    return [(moved[stream], pk, stream) for pk, stream in cursor.fetchall()]


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


def _columns(entry: Entry) -> list[Any]:
    return [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in _fields()]


@lru_cache(maxsize=1)
def _fields() -> tuple[Any, ...]:
    fields = {field.column: field for field in Entry._meta.concrete_fields}
    return tuple(fields[column] for column in COLUMNS)


@lru_cache(maxsize=32)
def _lock(vendor: str, many: int) -> str:
    # SQLite has no row locks: its transactions are IMMEDIATE, one writer at a time.
    tail = " FOR UPDATE" if vendor == "postgresql" else ""
    which = " OR ".join(["(kind = %s AND key = %s)"] * many) + (" ORDER BY kind, key" if many > 1 else "")
    return f"SELECT kind, key, length, head FROM journal_stream WHERE {which}{tail}"  # noqa: S608


@lru_cache(maxsize=32)
def _move(many: int) -> str:
    """New streams are made, those there are moved on by one entry if nobody else has moved them."""
    return (
        f"INSERT INTO journal_stream (kind, key, length, head) VALUES {_places(many, 4)}"  # noqa: S608
        " ON CONFLICT (kind, key) DO UPDATE SET length = EXCLUDED.length, head = EXCLUDED.head"
        " WHERE journal_stream.length = EXCLUDED.length - 1 RETURNING id, kind, key"
    )


@lru_cache(maxsize=32)
def _insertion(many: int) -> str:
    columns = ", ".join(COLUMNS)
    values = _places(many, len(COLUMNS) + 1)
    return f"INSERT INTO journal_entry (stream_id, {columns}) VALUES {values} RETURNING id, stream_id"  # noqa: S608


@lru_cache(maxsize=2)
def _behind(head: str) -> str:
    columns, places = ", ".join(COLUMNS), ", ".join(["%s"] * len(COLUMNS))
    return (
        f"WITH head AS ({head}) INSERT INTO journal_entry (stream_id, {columns})"  # noqa: S608
        f" SELECT head.id, {places} FROM head RETURNING id, stream_id"
    )


@lru_cache(maxsize=32)
def _both(many: int) -> str:
    """Heads and entries in one statement, which on PostgreSQL is one journey less."""
    columns = ", ".join(COLUMNS)
    chosen = ", ".join(f"told.{name}::{TYPES[name]}" if name in TYPES else f"told.{name}" for name in COLUMNS)
    return (
        f"WITH head AS ({_move(many)}), made AS (INSERT INTO journal_entry (stream_id, {columns})"  # noqa: S608
        f" SELECT head.id, {chosen} FROM head JOIN (VALUES {_places(many, len(COLUMNS) + 2)})"
        f" AS told (kind, key, {columns}) ON told.kind = head.kind AND told.key = head.key RETURNING id, stream_id)"
        " SELECT made.id, made.stream_id, head.kind, head.key FROM made JOIN head ON head.id = made.stream_id"
    )


def _places(rows: int, columns: int) -> str:
    return ", ".join([f"({', '.join(['%s'] * columns)})"] * rows)
