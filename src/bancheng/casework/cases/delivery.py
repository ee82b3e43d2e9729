"""Until when a granted result is handed over: ten working days from the decision (行政许可法第四十四条)."""

from __future__ import annotations

from datetime import date, datetime

from bancheng.casework.cases.models import Case
from bancheng.ground.law import DELIVERY, in_shanghai, today
from bancheng.registers.organisations import selectors as organisations

WARN_DAYS = 2
"""Working days before the end from which the light of the result desk turns yellow."""


def due_of(case: Case) -> date | None:
    """The last day; None where nothing was granted, and once it is handed over."""
    if case.state != "decided" or case.outcome != "granted" or case.decided_at is None:
        return None
    return due_after(case.decided_at)


def left(due: date) -> int:
    """Working days left after today until the day; negative when it is over, also on the days off right after it."""
    day, calendar = today(), organisations.calendar()
    return calendar.workdays_between(day, due) if due >= day else -max(1, calendar.workdays_between(due, day))


def due_after(decided: datetime) -> date:
    """The tenth working day after a decision."""
    return organisations.calendar().add_workdays(in_shanghai(decided).date(), DELIVERY.n)
