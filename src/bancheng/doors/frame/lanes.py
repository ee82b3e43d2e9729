"""The approvals of a project on one axis of days: what runs side by side lies below each other. Geometry only, for SVG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bancheng.casework.projects.types import ApprovalView, ProjectView, StageView
from bancheng.doors.frame.words import long_date

WIDTH, LEAST, MARK = 1000, 14, 3
"""Units of the drawing, which is stretched to the page; a bar of one day is still seen; the stroke for today."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One approval: its bar in units of WIDTH, its tone (ok, bad, run, late) and what a screen reader says."""

    one: ApprovalView
    x: int
    width: int
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """The stages with their bars, the first and the last day of the axis, and where today is on it."""

    stages: tuple[tuple[StageView, tuple[Lane, ...]], ...]
    first: date
    last: date
    today: int

    @property
    def any(self) -> bool:
        """Whether there is something to draw."""
        return any(lanes for _stage, lanes in self.stages)


def lanes_of(found: ProjectView, day: date) -> Lanes:
    """The picture of a project as of a day."""
    every = [one for stage in found.stages for one in stage.approvals]
    first = min((one.started_on for one in every), default=day)
    last = max((max(one.ended_on or one.due_on or day, one.started_on) for one in every), default=day)
    last = max(last, day)
    span = (last - first).days + 1
    return Lanes(
        stages=tuple((stage, tuple(_lane(one, first, span, day) for one in stage.approvals)) for stage in found.stages),
        first=first,
        last=last,
        today=max(0, min(WIDTH - MARK, round(WIDTH * ((day - first).days + 1) / span))),
    )


def _lane(one: ApprovalView, first: date, span: int, day: date) -> Lane:
    until = one.ended_on or max(day, one.started_on)
    x = round(WIDTH * (one.started_on - first).days / span)
    width = max(LEAST, round(WIDTH * ((until - one.started_on).days + 1) / span))
    tone = "late" if one.overdue else {"done": "ok", "refused": "bad", "ended": "bad"}.get(one.place, "run")
    told = {"since": long_date(one.started_on), "until": long_date(one.ended_on) if one.ended_on else _("现在")}
    x = min(x, WIDTH - LEAST)
    return Lane(one, x, min(width, WIDTH - x), tone, _("%(since)s至%(until)s") % told)
