"""The nodes of a problem under the 13710 work system: 1 day to study, 3 to answer, 7 or a month to settle, 0 left open.

The seed names the system and does not define it; the days are those of public descriptions of Shanxi's practice, counted
in calendar days from the day of opening (day 0), and each is a profile key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bancheng.ground.law import Calendar


@dataclass(frozen=True, slots=True)
class NodeRules:
    """What a locality sets: days of each node, months of a major problem, and whether days are working days."""

    study: int = 1
    feedback: int = 3
    settle: int = 7
    months: int = 1
    workdays: bool = False


def nodes(opened: date, *, major: bool, rules: NodeRules, calendar: Calendar) -> tuple[tuple[str, date], ...]:
    """(node, last day) in order. A node that would end after the settlement ends with it."""

    def after(days: int) -> date:
        return calendar.add_workdays(opened, days) if rules.workdays else opened + timedelta(days=days)

    settle = month_after(opened, rules.months) if major else after(rules.settle)
    return (
        ("study", min(after(rules.study), settle)),
        ("feedback", min(after(rules.feedback), settle)),
        ("settle", settle),
    )


def month_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))


def standing(due_on: date, done_on: date | None, today: date) -> str:
    """done, late (done after its last day), overdue, warned (its last day is today), or open."""
    if done_on is not None:
        return "late" if done_on > due_on else "done"
    if today > due_on:
        return "overdue"
    return "warned" if today == due_on else "open"
