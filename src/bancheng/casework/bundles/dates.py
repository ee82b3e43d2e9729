"""The overall date of a running bundle: the critical path of promised terms, on the calendar, as the members stand now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.bundles.planning import working_days
from bancheng.casework.bundles.running import Loaded
from bancheng.ground.law import in_shanghai, today
from bancheng.registers.organisations import selectors as organisations

CEILING, EXTENSION = 45, 15
"""行政许可法第四十二条第二款: 统一办理、联合办理、集中办理的 45 个工作日，经本级人民政府负责人批准可以延长 15 个。"""
PERMIT = "01"
State = BundlePart.State


def finishes(loaded: Loaded, parts: Mapping[str, BundlePart]) -> dict[str, date]:
    """Member → the day on which it is done or will be; members stand after those that they wait for."""
    calendar, found = organisations.calendar(), {}
    for key in loaded.body.order:
        part = parts.get(key)
        if part is None or part.state in {State.DROPPED, State.STOPPED}:
            continue
        if part.ended_at is not None:
            found[key] = in_shanghai(part.ended_at).date()
            continue
        case, days = part.case, working_days(loaded.guide(key).document.promised)
        if case is not None and case.clock == "decision" and case.due_on is not None:
            found[key] = case.due_on
        elif case is not None and case.clock and case.due_on is not None:
            found[key] = calendar.add_workdays(case.due_on, days)
        else:
            waits = [found[feed.before] for feed, _ in running.before(loaded, parts, key) if feed.before in found]
            found[key] = calendar.add_workdays(max([today(), *waits]), days)
    return found


def due_on(loaded: Loaded, parts: Mapping[str, BundlePart]) -> date | None:
    """The last of these days among members that are not at their end; None where all are."""
    found = finishes(loaded, parts)
    return max((day for key, day in found.items() if parts[key].ended_at is None), default=None)


def ceilings(loaded: Loaded, parts: Mapping[str, BundlePart]) -> tuple[date, date] | None:
    """45 working days from the submission, and 15 more, where all members are licences handled jointly (settled 17)."""
    row = loaded.row
    if row.submitted_at is None or not parts:
        return None
    if any(loaded.guide(key).document.identity.item_type != PERMIT for key in parts):
        return None
    calendar, start = organisations.calendar(), in_shanghai(row.submitted_at).date()
    return calendar.add_workdays(start, CEILING), calendar.add_workdays(start, CEILING + EXTENSION)
