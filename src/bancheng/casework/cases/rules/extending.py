"""Whether a term may be lengthened (第四十二条第一款). Pure."""

from __future__ import annotations

from datetime import date

from bancheng.ground.law import EXTENSION, CaseClocks, Refused, TermUnit, 行政许可法

ARTICLE = 行政许可法("第四十二条")


def why_not(clocks: CaseClocks, *, already: int, today: date) -> tuple[str, str]:
    """(code, sentence) of what stands in the way, ("", "") when nothing does: once, in working days, before the end."""
    running = [clock for clock in (clocks.promised, clocks.statutory) if clock is not None]
    if already:
        return "cases.extension_once", f"期限已经延长过 {already} 个工作日，只能延长一次。"
    if any(clock.term.is_instant for clock in running):
        return "cases.extension_instant", "即办件应当当场办结，不能延长期限。"
    if any(clock.term.unit is not TermUnit.WORKDAY for clock in running):
        return "cases.extension_unit", "这个事项的时限不按工作日计算，按照规定它的法律另行办理，不能在这里延长。"
    if any(clock.is_overdue(today) for clock in running):
        return "cases.extension_late", "办理时限已经届满，不能再延长。"
    return "", ""


def demand_extensible(days: int, *, already: int, clocks: CaseClocks, today: date) -> None:
    """Raises Refused: cases.extension_days, .extension_once, .extension_instant, .extension_unit, .extension_late."""
    if not 1 <= days <= EXTENSION.n:
        raise Refused("cases.extension_days", f"可以延长 1 至 {EXTENSION.n} 个工作日，请重新填写。", ARTICLE)
    code, sentence = why_not(clocks, already=already, today=today)
    if code:
        raise Refused(code, sentence, ARTICLE)
