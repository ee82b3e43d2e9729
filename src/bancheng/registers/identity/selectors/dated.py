"""What holds on a day: rows with a first and a last day, both included."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from bancheng.ground.law import today


def in_force(on: date | None = None, *, of: str = "") -> Q:
    """Rows that hold on the day (today); `of` is the path to them from the rows asked."""
    day, path = on or today(), f"{of}__" if of else ""
    ends = Q(**{f"{path}valid_to__isnull": True}) | Q(**{f"{path}valid_to__gte": day})
    return Q(**{f"{path}valid_from__lte": day}) & ends


def holds(valid_from: date, valid_to: date | None, on: date) -> bool:
    """The same for one row already read."""
    return valid_from <= on and (valid_to is None or on <= valid_to)
