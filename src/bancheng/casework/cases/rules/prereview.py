"""网上预审: which applications it is for, what an applicant then brings to the window, and until when he may come. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from bancheng.ground.law import Calendar
from bancheng.registers.catalog.types import GuideDocument

MOST_TRIPS = 1
ONLINE = frozenset({"pc", "mobile"})


class Handed(Protocol):
    """A material as it was handed in: its place in the guide from 1, its name, and how it came."""

    line: int
    name: str
    given: str


def offered(document: GuideDocument) -> bool:
    """Whether the item is done in one go after it: applied for online and at a window, by one trip at most (西峡 一(一), 三(六)4)."""
    channels = set(document.channels)
    return bool(channels & ONLINE) and "window" in channels and document.visits <= MOST_TRIPS


def to_bring(document: GuideDocument, rows: Iterable[Handed]) -> tuple[str, ...]:
    """The papers whose originals the window has to see: the guide wants paper, and only a picture of it was uploaded."""
    wanted = {line for line, one in enumerate(document.materials, start=1) if one.form == "paper"}
    return tuple(row.name for row in rows if row.line in wanted and row.given == "uploaded")


def must_come(bring: Iterable[str]) -> bool:
    """Whether it is the applicant's turn after the pass; else the answer to his application is still owed in its time.

    Only a paper that is missing in its legal form is his to bring (第三十二条第一款第四项); a visit for anything else stops
    no clock of the organ.
    """
    return bool(tuple(bring))


def last_day(passed: date, days: int, calendar: Calendar) -> date:
    """The last day to come: so many days after the pass; if the windows are closed then, the next working day."""
    return calendar.workday_on_or_after(passed + timedelta(days=days))
