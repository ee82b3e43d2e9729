"""Pure decisions: which rungs are due, how a duty stands, in which words people are told. No ORM."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from bancheng.ground.law import Calendar, Light, TermUnit
from bancheng.registers.duties.types import Kind, Rung


def days_left(unit: TermUnit, due_on: date, on: date, calendar: Calendar) -> int:
    """Days from `on` to the last day, 0 on it, negative by the days it is over; in the unit of the kind.

    A last day on which nobody works moves to the next working day (《民法典》第二百零三条). What is counted in working days
    is over on the first working day after the last one, so that a weekend makes nothing overdue.
    """
    last = calendar.workday_on_or_after(due_on)
    return calendar.workdays_between(on, last) if unit is TermUnit.WORKDAY else (last - on).days


def rungs_due(
    kind: Kind, left: int, behind: Collection[str], *, at_work: bool = True
) -> tuple[tuple[Rung, ...], tuple[Rung, ...]]:
    """The rungs to tell with so many days left, and those to pass over: of several for one role only the latest is told.

    What is over is told `at_work`, on a working day: an alarm on a day off reaches an empty office.
    """
    open_rungs = [
        rung
        for rung in kind.ladder
        if rung.days_before >= left and rung.key not in behind and (at_work or rung.days_before >= 0)
    ]
    latest = {rung.role: rung for rung in open_rungs}
    told = tuple(rung for rung in open_rungs if latest[rung.role] == rung)
    return told, tuple(rung for rung in open_rungs if rung not in told)


def light(kind: Kind, left: int) -> Light:
    """逾期 after the last day; 预警 from the second rung of the ladder on; else 正常."""
    if left < 0:
        return Light.OVERDUE
    before = sorted({rung.days_before for rung in kind.ladder if rung.days_before >= 0}, reverse=True)
    warned = before[1] if len(before) > 1 else before[0] if before else 0
    return Light.WARNING if left <= warned else Light.NORMAL


def when(left: int, unit: TermUnit = TermUnit.DAY) -> str:
    """还有 7 天到期, 今天到期, 已逾期 3 天; 个工作日 where the kind counts them."""
    called = "个工作日" if unit is TermUnit.WORKDAY else "天"
    if left == 0:
        return "今天到期"
    return f"还有 {left} {called}到期" if left > 0 else f"已逾期 {-left} {called}"
