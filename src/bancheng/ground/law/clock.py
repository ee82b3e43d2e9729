"""The clock of a case. Every convention of counting is said here and nowhere else.

1. Day 0 is the day of the event. Day one is the next working day; the term ends at the end of its last working day, so
   a case is overdue (逾期) from the day after. A term of 0 (即办) ends with the day of the event itself.
2. Before acceptance runs one clock of five working days (第三十二条); after it two, the statutory and the promised one.
3. The statutory clock stands still during the eight procedures of 第四十五条 only; 评估 and 现场勘察 never stop it
   unless a law is cited. The promised clock stands still with it, unless the profile says that it keeps running.
4. The day a pause starts counts as paused, the day it ends does not. Overlapping pauses are merged. A pause still open
   covers every day up to and including today.
5. An *incomplete* file about which nothing was told within five working days is deemed accepted as of the day it was
   received (第三十二条第四项). A *complete* file without an answer is treated alike: that is our choice, not the law's.
6. A term in natural days, months or years runs through holidays; if it would end on a day nobody works, it ends on the
   next working day (《民法典》第二百零三条). A month without that day ends with its last one. Pauses shift it by days.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from .calendar import Calendar
from .terms import CORRECTION_NOTICE, Procedure, Term, TermUnit, pauses_statutory_clock

ONE_DAY = timedelta(days=1)
IN_WORKDAYS = (TermUnit.WORKDAY, TermUnit.INSTANT)


class Light(StrEnum):
    """What a clock shows. Cards (黄牌, 红牌) are the business of supervision."""

    NORMAL = "normal"
    WARNING = "warning"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return {"normal": "正常", "warning": "预警", "overdue": "逾期"}[self.value]


class CellKind(StrEnum):
    """How a cell of the picture looks; the values are its class names."""

    USED = "used"
    PAUSED = "paused"
    OVER = "over"
    LEFT = "left"
    SAVED = "saved"


@dataclass(frozen=True, slots=True)
class Cell:
    """One counted day in the picture of a clock: one cell is one working day; a holiday has none."""

    day: date
    kind: CellKind
    is_today: bool = False
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A procedure from `start` until `end`, the day counting goes on; None while it is open.

    `cited` is the law outside 第四十五条 that stops the clock, such as 《…法》第…条.
    """

    start: date
    end: date | None
    kind: Procedure
    cited: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("特别程序的结束日期不能早于开始日期。")

    @property
    def stops_the_clock(self) -> bool:
        return pauses_statutory_clock(self.kind, cited=self.cited)


Span = tuple[date, date]


def merged(pauses: Iterable[Pause], today: date) -> tuple[Span, ...]:
    """The spans [start, end) in which the clock stands still, sorted and apart; an open pause reaches through today."""
    spans = sorted(
        (pause.start, end)
        for pause in pauses
        if pause.stops_the_clock and pause.start < (end := pause.end or today + ONE_DAY)
    )
    apart: list[Span] = []
    for start, end in spans:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


@dataclass(frozen=True, slots=True)
class CaseClock:
    """One term running from one day: knows its last lawful day, stands still while experts and hearings work.

    `started` is day 0; `extension` is in the unit of the term; `stopped` is the day of the decision, None before it.
    """

    started: date
    term: Term
    calendar: Calendar
    extension: int = 0
    pauses: tuple[Pause, ...] = ()
    stopped: date | None = None

    def __post_init__(self) -> None:
        if self.extension < 0:
            raise ValueError("延长的期限不能为负数。")
        if self.extension > 0 and self.term.is_instant:
            raise ValueError("即办事项没有可以延长的期限。")
        if self.stopped is not None and self.stopped < self.started:
            raise ValueError("办结日期不能早于开始计时的日期。")

    def due(self, today: date) -> date:
        """The last day in time, as known today: an open pause is taken to end tomorrow."""
        end = self._plain_due()
        if not self.pauses and self._in_workdays:
            return end
        for start, resumed in self._spans(today):
            if start > end:
                break
            # A day before day one is not counted anyway and cannot be given back.
            end = self._count_on(end, self._counted(max(start - ONE_DAY, self.started), resumed - ONE_DAY))
        return self._rolled(end)

    def used(self, today: date) -> int:
        """Counted days run so far, today included; it grows on past the term."""
        until = self._now(today)
        paused = sum(
            self._counted(max(start - ONE_DAY, self.started), min(end - ONE_DAY, until))
            for start, end in self._spans(today)
        )
        return self._counted(self.started, until) - paused

    def remaining(self, today: date) -> int:
        """Counted days left after today; 0 on the last day, negative by the days it is over."""
        return self.total(today) - self.used(today)

    def total(self, today: date) -> int:
        """Counted days of the whole term with its extension, without pauses; of months it depends on the start."""
        if self._in_workdays:
            return self.term.n + self.extension
        spans = self._spans(today)
        due = self.due(today)
        paused = sum(self._counted(max(a - ONE_DAY, self.started), min(b - ONE_DAY, due)) for a, b in spans)
        return self._counted(self.started, due) - paused

    def paused(self, today: date) -> int:
        """Days that would have counted and were given back so far."""
        return self._counted(self.started, self._now(today)) - self.used(today)

    def is_paused(self, today: date) -> bool:
        """Whether the clock stands still today."""
        return not self._has_stopped(today) and any(start <= today < end for start, end in self._spans(today))

    def is_overdue(self, today: date) -> bool:
        """Whether the term had ended before today, or before the day it stopped."""
        return self._now(today) > self.due(today)

    def is_provisional(self, today: date) -> bool:
        """Whether the due day was computed over a year whose holidays are not published (按暂定工作日历计算)."""
        return self.calendar.provisional_between(self.started, self.due(today))

    def light(self, today: date, warn_days: int) -> Light:
        """正常, 预警 when at most `warn_days` counted days are left, 逾期. A stopped clock never warns."""
        if self.is_overdue(today):
            return Light.OVERDUE
        if not self._has_stopped(today) and self.remaining(today) <= warn_days:
            return Light.WARNING
        return Light.NORMAL

    def cells(self, today: date) -> tuple[Cell, ...]:
        """The picture: every counted day after day 0, to the due day or as far as the case has run past it."""
        until, due, spans = self._now(today), self.due(today), self._spans(today)
        ahead = CellKind.SAVED if self._has_stopped(today) else CellKind.LEFT

        def kind(day: date) -> CellKind:
            if any(start <= day < end for start, end in spans):
                return CellKind.PAUSED
            if day > due:
                return CellKind.OVER
            return CellKind.USED if day <= until else ahead

        return tuple(
            Cell(day, kind(day), is_today=day == today, is_due=day == due)
            for day in self._days(self.started, max(due, until))
        )

    @property
    def _in_workdays(self) -> bool:
        return self.term.unit in IN_WORKDAYS

    def _has_stopped(self, today: date) -> bool:
        return self.stopped is not None and self.stopped <= today

    def _now(self, today: date) -> date:
        """As far as the clock has run: today, or the day it stopped."""
        return max(self.started, today if self.stopped is None else min(self.stopped, today))

    def _spans(self, today: date) -> tuple[Span, ...]:
        if not self.pauses:
            return ()
        # A decision ends every procedure: nothing stands still after it.
        stop = date.max if self.stopped is None else self.stopped
        spans = ((max(start, self.started), min(end, stop)) for start, end in merged(self.pauses, self._now(today)))
        return tuple(span for span in spans if span[0] < span[1])

    def _plain_due(self) -> date:
        n = self.term.n + self.extension
        if self._in_workdays:
            return self.calendar.add_workdays(self.started, n)
        if self.term.unit is TermUnit.DAY:
            return self.started + timedelta(days=n)
        return _add_months(self.started, n * 12 if self.term.unit is TermUnit.YEAR else n)

    def _rolled(self, day: date) -> date:
        return day if self._in_workdays else self.calendar.workday_on_or_after(day)

    def _count_on(self, day: date, n: int) -> date:
        return self.calendar.add_workdays(day, n) if self._in_workdays else day + timedelta(days=n)

    def _counted(self, start: date, end: date) -> int:
        """Counted days after start, up to and including end; none when end is not later."""
        if end <= start:
            return 0
        return self.calendar.workdays_between(start, end) if self._in_workdays else (end - start).days

    def _days(self, start: date, end: date) -> Iterator[date]:
        if self._in_workdays:
            return iter(self.calendar.workdays(start, end))
        return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))


@dataclass(frozen=True, slots=True)
class CaseClocks:
    """The two clocks of an accepted case; `statutory` is None where no law sets a term."""

    promised: CaseClock
    statutory: CaseClock | None
    promise_keeps_running: bool = False

    @classmethod
    def start(
        cls,
        *,
        accepted: date,
        promised: Term,
        statutory: Term | None,
        calendar: Calendar,
        promise_keeps_running: bool = False,
    ) -> CaseClocks:
        """Both clocks from the day of acceptance. `promise_keeps_running`: the profile's answer to procedures."""
        return cls(
            promised=CaseClock(accepted, promised, calendar),
            statutory=None if statutory is None else CaseClock(accepted, statutory, calendar),
            promise_keeps_running=promise_keeps_running,
        )

    def with_pauses(self, pauses: Iterable[Pause]) -> CaseClocks:
        """The same clocks with exactly these procedures."""
        given = tuple(pauses)
        return replace(
            self,
            promised=replace(self.promised, pauses=() if self.promise_keeps_running else given),
            statutory=None if self.statutory is None else replace(self.statutory, pauses=given),
        )

    def extended(self, *, statutory: int, promised: int = 0) -> CaseClocks:
        """The same clocks with an approved extension (第四十二条), in units of each term. The law extends its own."""
        return replace(
            self,
            promised=replace(self.promised, extension=promised),
            statutory=None if self.statutory is None else replace(self.statutory, extension=statutory),
        )

    def stopped_on(self, day: date) -> CaseClocks:
        """The same clocks stopped by the decision of that day."""
        return replace(
            self,
            promised=replace(self.promised, stopped=day),
            statutory=None if self.statutory is None else replace(self.statutory, stopped=day),
        )


def acceptance_clock(received: date, calendar: Calendar, *, told: date | None = None) -> CaseClock:
    """The clock of 第三十二条: five working days from receipt, stopped by whatever the applicant was told first."""
    return CaseClock(received, CORRECTION_NOTICE, calendar, stopped=told)


def deemed_accepted(received: date, calendar: Calendar, *, told: date | None, today: date) -> date | None:
    """The day as of which silence means acceptance (第三十二条第四项): that of receipt; None if nothing is deemed."""
    return received if acceptance_clock(received, calendar, told=told).is_overdue(today) else None


def _add_months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, gregorian.monthrange(year, month + 1)[1]))
