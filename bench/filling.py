"""Tables that take a million rows in one statement: their indexes are taken away and made again from all rows at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

INDEXES = {
    # Those that hold a constraint stay.
    "postgresql": """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND schemaname = current_schema()
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)""",
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
}
UNCHECKED = {
    "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = origin"),
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
}
"""What is copied names only rows that are there: no foreign key has to be looked up a million times."""


@contextmanager
def quick_to_fill(cursor: CursorWrapper, *tables: str) -> Iterator[None]:
    """Without secondary indexes and foreign keys; afterwards as before. On PostgreSQL for a superuser only."""
    found: list[tuple[str, str]] = []
    for table in tables:
        cursor.execute(INDEXES[connection.vendor], [table])
        found += cursor.fetchall()
    off, on = UNCHECKED[connection.vendor]
    cursor.execute(off)
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, definition in found:
        cursor.execute(definition)
    cursor.execute(on)
