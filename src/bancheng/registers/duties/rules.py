"""Pure decisions: which rungs are due, how a duty stands, in which words people are told. No ORM."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from bancheng.ground.law import Light
from bancheng.registers.duties.types import Kind, Rung


def rungs_due(kind: Kind, due_on: date, on: date, behind: Collection[str]) -> tuple[tuple[Rung, ...], tuple[Rung, ...]]:
    """The rungs to tell on the day, and those to pass over: of several for one role only the latest is told."""
    left = (due_on - on).days
    open_rungs = [rung for rung in kind.ladder if rung.days_before >= left and rung.key not in behind]
    latest = {rung.role: rung for rung in open_rungs}
    told = tuple(rung for rung in open_rungs if latest[rung.role] == rung)
    return told, tuple(rung for rung in open_rungs if rung not in told)


def light(kind: Kind, due_on: date, on: date) -> Light:
    """逾期 after the last day; 预警 from the second rung of the ladder on; else 正常."""
    if on > due_on:
        return Light.OVERDUE
    before = sorted({rung.days_before for rung in kind.ladder if rung.days_before >= 0}, reverse=True)
    warned = before[1] if len(before) > 1 else before[0] if before else 0
    return Light.WARNING if (due_on - on).days <= warned else Light.NORMAL


def when(due_on: date, on: date) -> str:
    """还有 7 天到期, 今天到期, 已逾期 3 天 (calendar days)."""
    left = (due_on - on).days
    if left == 0:
        return "今天到期"
    return f"还有 {left} 天到期" if left > 0 else f"已逾期 {-left} 天"
