"""Keyset cursors: where the page before ended, as text for an address; a damaged one counts as none."""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import Q, QuerySet

from bancheng.ground.law import SHANGHAI

SHAPE = re.compile(r"(\d{1,11})\.(\d{1,18})", re.ASCII)
LARGEST = 200


def after_due(rows: QuerySet, after: str) -> QuerySet:  # type: ignore[type-arg]
    """Rows by (due_at, id), beyond the cursor."""
    rows = rows.order_by("due_at", "id")
    found = SHAPE.fullmatch(after)
    if found is None:
        return rows
    due, key = datetime.fromtimestamp(int(found[1]), SHANGHAI), int(found[2])
    # The first half alone lets an index be walked from there.
    return rows.filter(due_at__gte=due).filter(Q(due_at__gt=due) | Q(id__gt=key))


def due_cursor(due_at: datetime | None, key: int) -> str:
    """The cursor of a row in that order."""
    return f"{int(due_at.timestamp()) if due_at else 0}.{key}"


def before_id(rows: QuerySet, after: str) -> QuerySet:  # type: ignore[type-arg]
    """Rows newest first, beyond the cursor."""
    rows = rows.order_by("-id")
    return rows.filter(id__lt=int(after)) if after.isascii() and after.isdecimal() and len(after) < 19 else rows


def size_of(size: int) -> int:
    return max(1, min(size, LARGEST))
