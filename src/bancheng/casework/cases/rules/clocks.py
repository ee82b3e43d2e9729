"""When a case is due: the last day, the instant after which it is late, the instant from which it is warned of. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bancheng.ground.law import DECISION, SHANGHAI, CaseClock, CaseClocks, Term
from bancheng.registers.catalog.selectors import term_of
from bancheng.registers.catalog.types import GuideDocument

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """`on`: the last day in time; `at`: the instant it is over; `warn_at`: the early warning, never after `at`."""

    on: date
    at: datetime
    warn_at: datetime


def terms_of(document: GuideDocument) -> tuple[Term, Term | None]:
    """The promised and the statutory term. Where the guide promises no number of days, the law's own holds: that of the

    item, else the twenty working days of 行政许可法第四十二条.
    """
    statutory = term_of(document.statutory)
    promised = term_of(document.promised) or statutory or DECISION
    return promised, statutory


def due_of(clock: CaseClock, today: date, warn_days: int) -> Due:
    """The due day with its instants. A term not longer than the warning (即办) is warned of on its last day only."""
    last = clock.due(today)
    warned = last
    if clock.total(today) > warn_days:
        while warned - ONE_DAY > clock.started and clock.remaining(warned - ONE_DAY) <= warn_days:
            warned -= ONE_DAY
    end = start_of(last + ONE_DAY)
    return Due(last, end, end if clock.term.is_instant else start_of(warned))


def start_of(day: date) -> datetime:
    """Midnight in Shanghai, with which the day begins."""
    return datetime.combine(day, time.min, SHANGHAI)


def end_of(day: date) -> datetime:
    """The instant at which the day is over."""
    return start_of(day + ONE_DAY)


def light_at(now: datetime, *, warn_at: datetime | None, due_at: datetime | None) -> str:
    """normal, warning or overdue as derived from the stored instants; none where no clock runs."""
    if due_at is None:
        return "none"
    if now >= due_at:
        return "overdue"
    return "warning" if warn_at is not None and now >= warn_at else "normal"


def running(clocks: CaseClocks) -> tuple[CaseClock, CaseClock | None]:
    """The promised clock, which binds us, and the statutory one."""
    return clocks.promised, clocks.statutory
