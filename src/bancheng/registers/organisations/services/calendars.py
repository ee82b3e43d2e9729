"""Entering the State Council's notice of a year, and correcting one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject
from bancheng.ground.jobs.services import announce
from bancheng.ground.journal.services import append
from bancheng.ground.law import Refused
from bancheng.registers.organisations import rules, snapshots
from bancheng.registers.organisations.events import CalendarChanged
from bancheng.registers.organisations.models import CalendarDay, CalendarYear
from bancheng.registers.organisations.services.reach import demand_everywhere
from bancheng.registers.organisations.services.wording import fitting
from bancheng.registers.organisations.types import CalendarFact

EDIT = "calendar.edit"


def enter_year(*, year: int, days: Iterable[CalendarFact], notice: str, by: Actor) -> CalendarYear:
    """Make a provisional year official with the days its notice names (weekend days of a festival may be among them).

    `notice` is the name and number of the notice. Raises `Refused`: calendar.year, calendar.notice, calendar.entered
    (correct an official year day by day), calendar.days (a day twice, of another year, a make-up day on a weekday …).
    """
    demand_everywhere(by, EDIT, "工作日历")
    rules.check_year(year)
    title = fitting(CalendarYear, "notice", notice)
    if not title:
        raise Refused("calendar.notice", "请写明国务院办公厅通知的名称和文号。")
    facts = rules.check_notice(year, days)
    with transaction.atomic():
        row, _ = CalendarYear.objects.select_for_update().get_or_create(year=year)
        if row.official:
            raise Refused("calendar.entered", f"{year} 年的通知已经录入，需要更正时请逐日调整。")
        CalendarDay.objects.filter(day__year=year).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(day=fact.day, kind=fact.kind, name=fitting(CalendarDay, "name", fact.name)) for fact in facts
        )
        row.official, row.notice = True, title
        row.entered_at, row.entered_by = law.now(), by.name[:100]
        row.save()
        append(
            _subject(year),
            "enter_year",
            by=by,
            facts={"notice": row.notice, "days": [[f.day.isoformat(), f.kind, f.name] for f in facts]},
        )
        announce(CalendarChanged(date(year, 1, 1), date(year, 12, 31)))
    return row


def set_day(*, day: date, kind: str, name: str = "", reason: str = "", by: Actor) -> None:
    """Correct one day: holiday, workday (make-up on a weekend, an ordinary working day otherwise) or weekend (nothing special).

    Open deadlines that cross it are computed again (settled: the calendar is a table of facts). Raises `Refused`.
    """
    demand_everywhere(by, EDIT, "工作日历")
    rules.check_year(day.year)
    ordinary = (kind == rules.WORKDAY and day.weekday() < 5) or (kind == "weekend" and day.weekday() >= 5)
    if not ordinary:
        rules.check_day(CalendarFact(day, kind, name))
    festival = fitting(CalendarDay, "name", name)
    with transaction.atomic():
        before = CalendarDay.objects.select_for_update().filter(day=day).first()
        if (before is None and ordinary) or (before and (before.kind, before.name) == (kind, festival)):
            raise Refused("calendar.same", f"{rules.said(day)}已经是这样，不需要调整。")
        if ordinary:
            CalendarDay.objects.filter(day=day).delete()
        else:
            CalendarDay.objects.update_or_create(day=day, defaults={"kind": kind, "name": festival})
        snapshots.touch(snapshots.CALENDAR)
        append(
            _subject(day.year),
            "set_day",
            by=by,
            facts={
                "day": day.isoformat(),
                "before": [before.kind, before.name] if before else None,
                "after": [kind, festival],
                "reason": reason.strip()[:200],
            },
        )
        announce(CalendarChanged(day, day))


def _subject(year: int) -> Subject:
    return Subject("organisations.calendar", str(year))
