"""The kinds of duty this room knows itself: the working calendar of the year to come."""

from __future__ import annotations

from datetime import date

from bancheng.ground.access import Subject
from bancheng.registers.duties.types import Opening, kind
from bancheng.registers.organisations import selectors as organisations

CALENDAR = "organisations.calendar"
OPENS, DUE = (11, 1), (12, 31)
BASIS = "国务院办公厅关于下一年部分节假日安排的通知，一般在 11 月公布"


def calendar_openings(on: date) -> tuple[Opening, ...]:
    """The year that follows the last 1 November, unless its notice is entered: due on 31 December before it begins.

    Asked in spring, it is the present year: a notice that nobody entered is overdue, not forgotten.
    """
    started = on.year if (on.month, on.day) >= OPENS else on.year - 1
    year = started + 1
    if year in organisations.calendar().known:
        return ()
    return (
        Opening(
            title=f"录入 {year} 年工作日历",
            opened_on=date(started, *OPENS),
            due_on=date(started, *DUE),
            subject=Subject(CALENDAR, str(year)),
            basis=BASIS,
        ),
    )


# Sixty days before 31 December is 1 November itself.
CALENDAR_NOTICE = kind(
    "organisations.calendar_notice",
    title="录入下一年工作日历",
    role="administrator",
    ladder=(
        (60, "administrator"),
        (30, "administrator"),
        (14, "administrator"),
        (3, "administrator"),
        (3, "service_officer"),
        (-1, "administrator"),
        (-1, "supervisor"),
    ),
    openings=calendar_openings,
)
