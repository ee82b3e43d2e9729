"""In which transaction and under which savepoint we stand: what is written under another one is another's to keep or drop."""

from __future__ import annotations

from django.db import connection

NOWHERE = -1


def depth() -> int:
    """How many savepoints are open; NOWHERE outside a transaction."""
    if not connection.in_atomic_block:
        return NOWHERE
    return sum(one is not None for one in connection.savepoint_ids)
