"""The overall date of a running bundle: the critical path of promised terms, on the calendar, as the members stand now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.bundles.planning import working_days
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.bundles.schema import Feed
from bancheng.casework.cases import selectors as cases
from bancheng.ground.law import CORRECTION_NOTICE, JOINT_DECISION, JOINT_EXTENSION, CaseClock, in_shanghai, today
from bancheng.registers.organisations import selectors as organisations

PERMIT = "01"
State = BundlePart.State


def finishes(loaded: Loaded, parts: Mapping[str, BundlePart]) -> dict[str, date]:
    """Member → the day on which it is done or will be; members stand after those that they wait for."""
    calendar, found = organisations.calendar(), dict[str, date]()

    def begins(feed: Feed, one: BundlePart) -> date | None:
        """When what `one` brings can be there; of one that has to be filed again, as if that were done today."""
        if one.state not in running.FAILED or feed.refusal != "wait":
            return found.get(feed.before)
        days = working_days(loaded.guide(feed.before).document.promised)
        return calendar.add_workdays(today(), CORRECTION_NOTICE.n + days)

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
        elif case is not None and case.decided_at is not None:
            # Decided, and on its way to who applied: no clock counts the term once more.
            found[key] = today()
        else:
            waits = [day for feed, one in running.before(loaded, parts, key) if (day := begins(feed, one)) is not None]
            # It is still to be accepted: a date without those days would move though nobody is late.
            found[key] = calendar.add_workdays(max([today(), *waits]), CORRECTION_NOTICE.n + days)
    return found


def due_on(loaded: Loaded, parts: Mapping[str, BundlePart]) -> date | None:
    """The last of these days among members that are not at their end; None where all are."""
    found = finishes(loaded, parts)
    return max((day for key, day in found.items() if parts[key].ended_at is None), default=None)


def ceilings(loaded: Loaded, parts: Mapping[str, BundlePart]) -> tuple[date, date] | None:
    """45 working days from the submission, and 15 more, where all members are licences handled jointly (settled 17).

    Both stand still while a member is in a procedure of 第四十五条, whatever other law stops that member's own clock. One query.
    """
    row = loaded.row
    if row.submitted_at is None or not parts:
        return None
    live = [key for key, one in parts.items() if one.state != State.DROPPED]
    if any(loaded.guide(key).document.identity.item_type != PERMIT for key in live):
        return None
    cases_here = [one.case_id for one in parts.values() if one.case_id is not None]
    stops = tuple(replace(one, cited="") for one in cases.pauses_of(cases_here))
    clock = CaseClock(in_shanghai(row.submitted_at).date(), JOINT_DECISION, organisations.calendar(), pauses=stops)
    return clock.due(today()), replace(clock, extension=JOINT_EXTENSION.n).due(today())
