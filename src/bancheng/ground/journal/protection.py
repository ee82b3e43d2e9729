"""The database itself refuses to change or remove what the journal wrote: triggers, on both databases.

They stop accidents and injected SQL, not the owner of the database; what he does is found by `verify`.
Migration 0002 sets them. A later migration that remakes one of these tables on SQLite drops its triggers and must call
`protect` again; a test looks for them after all migrations.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

SENTENCE = "日志只能追加，不能修改或者删除。"
SEALED = ("journal_entry", "journal_anchor", "journal_anchoredhead")
STREAM = "journal_stream"
# A head only moves forward, one entry at a time, and keeps its name.
ASTRAY = "NEW.length <> OLD.length + 1 OR NEW.kind <> OLD.kind OR NEW.key <> OLD.key"


def protect(database: BaseDatabaseWrapper | None = None) -> None:
    """Set the triggers. Those already there are replaced."""
    _run(database, "set")


def unprotect(database: BaseDatabaseWrapper | None = None) -> None:
    """Drop the triggers: for the reverse of the migration, and for tests that empty or tamper."""
    _run(database, "drop")


@contextmanager
def lifted() -> Iterator[None]:
    """Without triggers inside the block."""
    unprotect()
    try:
        yield
    finally:
        protect()


def missing() -> list[str]:
    """The tables that lack a trigger they should have."""
    question = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        present = {row[0] for row in cursor.fetchall()}
    return sorted({table for table, name, _ in _triggers(connection.vendor) if name not in present})


def _triggers(vendor: str) -> list[tuple[str, str, str]]:
    """Table, name and statement of each trigger."""
    wanted = [(table, verb, "") for table in SEALED for verb in ("update", "delete")]
    wanted += [(STREAM, "update", ASTRAY), (STREAM, "delete", "")]
    found = [(table, f"{table}_no_{verb}", _sql(vendor, table, verb, condition)) for table, verb, condition in wanted]
    if vendor == "postgresql":
        for table in (*SEALED, STREAM):
            name = f"{table}_no_truncate"
            found.append(
                (table, name, f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} EXECUTE FUNCTION journal_sealed()")
            )
    return found


def _sql(vendor: str, table: str, verb: str, condition: str) -> str:
    when = f"WHEN ({condition}) " if condition else ""
    head = f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} FOR EACH ROW {when}"
    if vendor == "postgresql":
        return f"{head}EXECUTE FUNCTION journal_sealed()"
    return f"{head}BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"


def _run(database: BaseDatabaseWrapper | None, what: str) -> None:
    database = database or connection
    postgresql = database.vendor == "postgresql"
    with database.cursor() as cursor:
        for table, name, statement in _triggers(database.vendor):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))
            if what == "set" and postgresql:
                cursor.execute(FUNCTION)
            if what == "set":
                cursor.execute(statement)
        if what == "drop" and postgresql:
            cursor.execute("DROP FUNCTION IF EXISTS journal_sealed()")


FUNCTION = f"""
CREATE OR REPLACE FUNCTION journal_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation'; END $$
"""
