"""The State Council's published calendars, 2004 onwards, from the package `chinesecalendar`; later years wait for their notice."""

from __future__ import annotations

from typing import Any

from chinese_calendar.constants import Holiday, holidays, workdays
from django.db import connections, transaction

from bancheng.ground import law
from bancheng.registers.organisations import snapshots
from bancheng.registers.organisations.models import CalendarDay, CalendarYear

_FESTIVALS = {festival.value: festival.chinese for festival in Holiday}
# The package shortens some names.
_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


def published() -> dict[int, list[CalendarDay]]:
    """Year → the days its notice names."""
    years: dict[int, list[CalendarDay]] = {}
    for table, kind in ((holidays, CalendarDay.Kind.HOLIDAY), (workdays, CalendarDay.Kind.WORKDAY)):
        for day, festival in table.items():
            name = _FESTIVALS[festival]
            # A festival of 2015 has a name longer than a cell.
            years.setdefault(day.year, []).append(CalendarDay(day=day, kind=kind, name=_NAMES.get(name, name)[:40]))
    return years


def seed() -> tuple[int, ...]:
    """Add the published years that the table lacks, and touch no other. Returns the years added."""
    with transaction.atomic():
        known = set(CalendarYear.objects.values_list("year", flat=True))
        missing = {year: days for year, days in published().items() if year not in known}
        if not missing:
            return ()
        CalendarYear.objects.bulk_create(
            CalendarYear(
                year=year,
                official=True,
                notice=f"国务院办公厅关于{year}年部分节假日安排的通知",
                entered_at=law.now(),
                entered_by="系统预置",
            )
            for year in sorted(missing)
        )
        CalendarDay.objects.bulk_create(
            (day for year in sorted(missing) for day in missing[year]), ignore_conflicts=True, batch_size=500
        )
        snapshots.touch(snapshots.CALENDAR)
        return tuple(sorted(missing))


def seed_after_migrating(*, using: str, **_: Any) -> None:
    """After each `migrate`; after one that takes this room away there is no table to fill."""
    if CalendarYear._meta.db_table in connections[using].introspection.table_names():
        seed()
