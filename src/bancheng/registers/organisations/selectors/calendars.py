"""The working calendar and the clocks that run on it."""

from __future__ import annotations

import calendar as gregorian
from datetime import date

from bancheng.ground import law
from bancheng.ground.law import Calendar, CaseClock, CaseClocks, Light, Term
from bancheng.registers.organisations import snapshots
from bancheng.registers.organisations.keys import PROMISE_RUNS_DURING_SPECIAL, WARN_DAYS
from bancheng.registers.organisations.models import CalendarDay, CalendarYear
from bancheng.registers.organisations.selectors.ruling import Place, rule
from bancheng.registers.organisations.types import CalendarFact, DayView, MonthView, YearView


def calendar() -> Calendar:
    """The working calendar in force: one frozen table, kept until a day changes."""
    return snapshots.kept(snapshots.CALENDAR, _read)


def clocks(region: Place, *, accepted: date, promised: Term, statutory: Term | None) -> CaseClocks:
    """The clocks of a case of this region from the day of acceptance, as its rules of that day say (`clock.…`)."""
    return CaseClocks.start(
        accepted=accepted,
        promised=promised,
        statutory=statutory,
        calendar=calendar(),
        promise_keeps_running=bool(rule(PROMISE_RUNS_DURING_SPECIAL.key, region, accepted)),
    )


def light(region: Place, clock: CaseClock, *, today: date | None = None) -> Light:
    """正常, 预警 or 逾期, with as many days of warning as the region's rules of the starting day say."""
    return clock.light(today or law.today(), int(rule(WARN_DAYS.key, region, clock.started)))


def calendar_years() -> tuple[CalendarYear, ...]:
    """The years entered, newest first; any other is provisional."""
    return tuple(CalendarYear.objects.order_by("-year"))


def calendar_year(year: int) -> YearView:
    """One year for the desk: months in weeks from Monday, each day with its kind and festival."""
    entered = CalendarYear.objects.filter(year=year).first()
    facts = {row.day: CalendarFact(row.day, row.kind, row.name) for row in CalendarDay.objects.filter(day__year=year)}
    today = law.today()
    return YearView(
        year=year,
        official=bool(entered and entered.official),
        notice=entered.notice if entered else "",
        entered_by=entered.entered_by if entered else "",
        months=tuple(_month(year, number, facts, today) for number in range(1, 13)),
    )


def _month(year: int, number: int, facts: dict[date, CalendarFact], today: date) -> MonthView:
    weeks = tuple(
        tuple(_day(day, facts.get(day), today) if day.month == number else None for day in week)
        for week in gregorian.Calendar().monthdatescalendar(year, number)
    )
    return MonthView(number, weeks, sum(day.worked for week in weeks for day in week if day is not None))


def _day(day: date, fact: CalendarFact | None, today: date) -> DayView:
    if fact is None:
        return DayView(day, "workday" if day.weekday() < 5 else "weekend", is_today=day == today)
    kind = "makeup" if fact.kind == CalendarDay.Kind.WORKDAY else "holiday"
    return DayView(day, kind, fact.name, is_today=day == today)


def _read() -> Calendar:
    return Calendar.of(
        ((row.day, row.kind == CalendarDay.Kind.WORKDAY) for row in CalendarDay.objects.all()),
        known=CalendarYear.objects.filter(official=True).values_list("year", flat=True),
    )
