"""What follows of a promise that was not kept, and when an applicant is reminded of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

RUNGS = (3, 1, 0)
"""Days before the last day on which the applicant is reminded; 0 is the last day itself."""


def reason(names: Sequence[str], due: date) -> str:
    """Why the platform proposes a refusal: what did not come, and by which day it should have (APP-17)."""
    listed = "、".join(names)
    return (
        f"本件容缺受理，申请人书面承诺于{due.year}年{due.month}月{due.day}日前补齐“{listed}”，"
        "期限届满没有补齐，申请不符合法定条件、标准。"
    )


def rung_day(due: date, day: date) -> date | None:
    """The day of the latest rung that has come, so that a run made up later tells once; None before the first and after the last day."""
    left = (due - day).days
    if left < 0:
        return None
    come = [days for days in RUNGS if left <= days]
    return due - timedelta(days=min(come)) if come else None
