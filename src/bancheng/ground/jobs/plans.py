"""When a timed job runs next. Pure; times are those of Asia/Shanghai."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bancheng.ground.law import SHANGHAI, in_shanghai

WEEKDAYS = "一二三四五六日"
HORIZON = 366 * 4 + 1  # a plan that names 29 February finds it


class Plan(Protocol):
    """A rule of repetition."""

    @property
    def text(self) -> str:
        """In Chinese, for the timetable."""

    def next_after(self, instant: datetime) -> datetime:
        """The first moment of the plan after the instant."""

    def normalised(self, planned: datetime, now: datetime) -> datetime:
        """A planned moment that still lies ahead, as the plan would have it today."""


@dataclass(frozen=True, slots=True)
class At:
    """At an hour of the clock: each day, or on a weekday (0 = Monday), a day of the month, a day of the year."""

    hour: int
    minute: int = 0
    weekday: int | None = None
    day: int | None = None
    month: int | None = None

    def __post_init__(self) -> None:
        time(self.hour, self.minute)
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday is 0 (Monday) to 6, not {self.weekday}")
        if self.day is not None and not 1 <= self.day <= (28 if self.month is None else 31):
            raise ValueError("day is 1 to 28, so that every month has it")
        if self.month is not None and self.day is None:
            raise ValueError("a month needs a day")
        if self.month is not None and self.day is not None:
            date(2024, self.month, self.day)

    @property
    def text(self) -> str:
        clock = f"{self.hour:02d}:{self.minute:02d}"
        if self.month is not None:
            return f"每年 {self.month} 月 {self.day} 日 {clock}"
        if self.day is not None:
            return f"每月 {self.day} 日 {clock}"
        return f"每天 {clock}" if self.weekday is None else f"每周{WEEKDAYS[self.weekday]} {clock}"

    def next_after(self, instant: datetime) -> datetime:
        here = in_shanghai(instant)
        day = here.date()
        for _ in range(HORIZON):
            moment = datetime.combine(day, time(self.hour, self.minute), SHANGHAI)
            if moment > here and self._falls_on(day):
                return moment
            day += timedelta(days=1)
        raise ValueError(f"{self} never comes")  # unreachable: every day of a year comes within four years

    def normalised(self, planned: datetime, now: datetime) -> datetime:
        return self.next_after(now)

    def _falls_on(self, day: date) -> bool:
        wanted = ((self.weekday, day.weekday()), (self.day, day.day), (self.month, day.month))
        return all(value is None or value == actual for value, actual in wanted)


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again after an interval of at least ten seconds."""

    interval: timedelta

    def __post_init__(self) -> None:
        if self.interval < timedelta(seconds=10):
            raise ValueError("an interval is at least ten seconds")

    @property
    def text(self) -> str:
        seconds = int(self.interval.total_seconds())
        for unit, name in ((86400, "天"), (3600, "小时"), (60, "分钟")):
            if seconds % unit == 0:
                return f"每 {seconds // unit} {name}"
        return f"每 {seconds} 秒"

    def next_after(self, instant: datetime) -> datetime:
        return in_shanghai(instant) + self.interval

    def normalised(self, planned: datetime, now: datetime) -> datetime:
        return min(planned, self.next_after(now))
