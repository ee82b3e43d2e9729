"""Pure decisions: what a calendar notice may say. No ORM."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from bancheng.ground.law import Refused
from bancheng.registers.organisations.types import CalendarFact

YEARS = range(1990, 2101)
HOLIDAY, WORKDAY = "holiday", "workday"


def said(day: date) -> str:
    """2027年2月6日（星期六）, for sentences."""
    return f"{day.year}年{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）"


def check_year(year: int) -> None:
    """Refuse a year outside 1990–2100."""
    if year not in YEARS:
        raise Refused("calendar.year", f"请输入 {YEARS[0]} 到 {YEARS[-1]} 之间的年份。")


def check_notice(year: int, days: Iterable[CalendarFact]) -> tuple[CalendarFact, ...]:
    """The days of a State Council notice, sorted; raises `Refused` (calendar.days) with everything that is wrong."""
    given = tuple(sorted(days, key=lambda fact: (fact.day, fact.kind)))
    if not given:
        raise Refused("calendar.days", "请至少录入一天：放假的日期和调休上班的日期。")
    if problems := list(_problems(year, given)):
        raise Refused("calendar.days", "".join(problems))
    return given


def check_day(fact: CalendarFact) -> None:
    """Refuse one day that contradicts itself."""
    check_year(fact.day.year)
    if problem := _problem(fact):
        raise Refused("calendar.days", problem)


def _problems(year: int, given: tuple[CalendarFact, ...]) -> Iterator[str]:
    for day, times in Counter(fact.day for fact in given).items():
        if times > 1:
            yield f"{said(day)}录入了 {times} 次，请只保留一次。"
    for fact in given:
        if fact.day.year != year:
            yield f"{said(fact.day)}不在 {year} 年，请删去，或者到那一年去调整。"
        elif problem := _problem(fact):
            yield problem


def _problem(fact: CalendarFact) -> str:
    if fact.kind not in (HOLIDAY, WORKDAY):
        return f"{said(fact.day)}请选择“放假”或者“上班”。"
    if fact.kind == WORKDAY and fact.day.weekday() < 5:
        return f"{said(fact.day)}本来就是工作日，不需要录入为调休上班。"
    if fact.kind == HOLIDAY and not fact.name.strip():
        return f"{said(fact.day)}请写明是哪个节日放假。"
    return ""
