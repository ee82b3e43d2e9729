"""A day of money: from midnight to midnight in Shanghai."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bancheng.ground.law import SHANGHAI


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day, and of the day after."""
    start = datetime.combine(day, time(), SHANGHAI)
    return start, start + timedelta(days=1)
