"""What doors hold of the detours of an accepted case: special procedures and the extension. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A special procedure. `basis`: its law, "" where it rests on none; `open`: it still runs; `late`: longer than told."""

    kind: str
    label: str
    reason: str
    basis: str
    stops: bool
    started_on: date
    started_name: str
    expected_days: int
    expected_on: date
    ended_on: date | None
    result: str
    paper: str
    open: bool
    late: bool
    hearing_at: datetime | None = None
    hearing_place: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """The one extension of the term, in working days, with the day before and the day after it."""

    days: int
    reason: str
    before: date
    after: date
    paper: str
    at: datetime
    by_name: str
