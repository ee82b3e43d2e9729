"""Take the next number of a series under its row lock, in the caller's transaction: gap-less under any concurrency.

Plain SQL for the one statement that both databases carry out alike; a rolled back caller gives its number back.
"""

from __future__ import annotations

from django.db import connection

from bancheng.registers.documents import rules
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations.types import OrganWords

NEXT = (
    "UPDATE documents_numberseries SET last = last + 1"
    " WHERE organisation_id = %s AND word = %s AND year = %s RETURNING prefix, last"
)
BEGIN = (
    "INSERT INTO documents_numberseries (organisation_id, word, year, prefix, last) VALUES (%s, %s, %s, %s, 1)"
    " ON CONFLICT DO NOTHING RETURNING prefix, last"
)


def next_number(organ: OrganWords, *, word: str, year: int) -> str:
    """The organ's next number of that word and year; Must stand in a transaction."""
    taken = _one(NEXT, organ.pk, word, year) or _begin(organ, word, year)
    return rules.number(taken[0], word, year, taken[1])


def _begin(organ: OrganWords, word: str, year: int) -> tuple[str, int]:
    """The first number of the year. A prefix that another organ has is passed over for a longer one."""
    place = organisations.region(organ.region_id)
    path = tuple(place.path) if place is not None else ()
    for prefix in rules.prefixes(organ.name, organ.short_name, path, organ.pk):
        begun = _one(BEGIN, organ.pk, word, year, prefix)
        # A conflict is either the prefix of another organ, or this very series, which another began just now.
        taken = begun or _one(NEXT, organ.pk, word, year)
        if taken is not None:
            return taken
    raise LookupError(f"no free prefix for organisation {organ.pk}")


def _one(statement: str, *values: str | int) -> tuple[str, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[str, int] | None = cursor.fetchone()
    return found
