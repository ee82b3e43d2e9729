"""A running bundle goes on: read how its members' cases stand, feed and file what waited, close what is whole.

`advance` works from what is there, not from what it is told: it may run any number of times, at any moment, after a crash too.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction

from bancheng.casework.bundles import dates, running
from bancheng.casework.bundles.events import BundleClosed, BundleEvent, PartEnded, PartNeedsMore
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.bundles.schema import Feed
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.types import CASE
from bancheng.ground.access import Actor, system
from bancheng.ground.codes import CaseNumber
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused, now

BY = system("一件事协同")
Event = TypeVar("Event", bound=BundleEvent)
State = BundlePart.State
GRANTED_AND_OUT = frozenset({"delivered", "collected", "closed"})
REFUSED_AND_DECIDED = frozenset({"decided", *GRANTED_AND_OUT})
ENDED_OTHERWISE = {
    CASE.find("consent_to_withdraw", "accepted").label: "办理部门同意撤回，办理终止",
    CASE.find("lapse", "pre_reviewed").label: "网上预审通过后没有按期来办，已经作废",
}
"""By which step it ended, where that was not the applicant's own → what is said of it."""
LIVE = frozenset({State.HELD, State.OPEN})
LONGEST = 300


def advance(key: str, *, by: Actor = BY) -> bool:
    """Bring a running bundle up to its members. Returns whether anything moved. By the platform, from reactions."""
    with transaction.atomic():
        row = running.find(key, lock=True)
        if row is None or row.state == BundleCase.State.DRAFT:
            return False
        parts, loaded = running.parts_of(row), running.load(row)
        moved = [one.key for one in parts if _ended(row, loaded, one)]
        while step := _next(row, loaded, parts):
            moved.append(step)
        _settle(row, loaded, parts, moved, by)
    return bool(moved)


def counted(row: BundleCase, parts: list[BundlePart]) -> None:
    """The counts that the board sorts by; the caller saves the row."""
    live = [one for one in parts if one.current and one.state in LIVE]
    row.parts_open = len(live)
    row.parts_late = sum(one.case is not None and one.case.flag == 2 and bool(one.case.clock) for one in live)


def event_of(kind: type[Event], row: BundleCase, **more: Any) -> Event:
    """An event about the application as it stands, now."""
    return kind(
        key=row.key,
        number=row.number or "",
        bundle=row.bundle_id,
        name=row.name,
        lead=row.lead_id,
        region=row.region_id,
        at=now(),
        trial=row.trial,
        **more,
    )


def _ended(row: BundleCase, loaded: Loaded, part: BundlePart) -> bool:
    """Whether the case of a part has come to its end since it was last looked at."""
    case = part.case
    if case is None or part.state not in {State.OPEN, State.GRANTED}:
        return False
    if case.state == "revoked":
        state, note = State.REFUSED, "决定已被撤销"
    elif part.state == State.GRANTED:
        return False
    elif case.outcome == "granted" and case.state in GRANTED_AND_OUT:
        state, note = State.GRANTED, ""
    elif case.outcome == "refused" and case.state in REFUSED_AND_DECIDED:
        state, note = State.REFUSED, "不予许可（办理）"
    elif case.state == "not_accepted":
        state, note = State.REFUSED, "不予受理"
    elif case.state in {"withdrawn", "terminated"}:
        state, note = State.WITHDRAWN, ENDED_OTHERWISE.get(case.last_verb, "")
    else:
        return False
    _end(row, loaded, part, state, note)
    return True


def _end(row: BundleCase, loaded: Loaded, part: BundlePart, state: str, note: str) -> None:
    part.state, part.note, part.ended_at = state, note[:LONGEST], now()
    part.save(update_fields=["state", "note", "ended_at", "case"])
    announce(event_of(PartEnded, row, part=part.key, label=loaded.label(part.key), state=str(state)))


def _next(row: BundleCase, loaded: Loaded, parts: list[BundlePart]) -> str:
    """File, or stop, one part that waits no longer; "" where there is none."""
    here = running.current(parts)
    for part in parts:
        if part.state != State.HELD or not part.current or part.case is None:
            continue
        waits = running.before(loaded, here, part.key)
        if stop := running.stopping(waits):
            # Its draft stays: it goes on by itself when what stopped it is filed again.
            label = loaded.label(stop.before)
            note = f"“{label}”没有办成，这一项随之停止；重新申请“{label}”以后，这一项接着办"
            _end(row, loaded, part, State.STOPPED, note)
            return part.key
        if part.ready and all(running.met(feed, one) for feed, one in waits) and _file(row, loaded, parts, part):
            return part.key
    return ""


def _file(row: BundleCase, loaded: Loaded, parts: list[BundlePart], part: BundlePart) -> bool:
    """Feed the part and hand it in. False where something is missing that only the applicant has: he is told, once."""
    assert part.case is not None and row.number is not None
    given, papers = _results(loaded, running.before(loaded, running.current(parts), part.key))
    number = str(CaseNumber.parse(row.number).of_member(part.suffix, running.nth(part, parts)))
    try:
        # What it was fed stays, also where something else is missing still: nobody is asked to bring that.
        cases.feed_part(part.case.key, given=given, papers=papers, by=BY)
        with transaction.atomic():
            cases.file_parts({part.case.key: number}, by=BY)
    except cases.FormRefused as refused:
        missing = "；".join(one.sentence for one in refused.problems)[:LONGEST]
        part.note, part.ready = missing, False
        part.save(update_fields=["note", "ready"])
        announce(event_of(PartNeedsMore, row, part=part.key, label=loaded.label(part.key), missing=missing))
        return False
    except Refused as refused:
        # The item was cancelled while it waited: what its siblings brought about must not wait with it.
        case, part.case = part.case, None
        _end(row, loaded, part, State.STOPPED, str(refused))
        cases.drop_part(case.key, by=BY, reason=str(refused))
        return True
    part.case.refresh_from_db()
    part.state, part.note, part.opened_at = State.OPEN, "", now()
    part.save(update_fields=["state", "note", "opened_at"])
    return True


def _results(loaded: Loaded, waits: list[tuple[Feed, BundlePart]]) -> tuple[dict[str, object], dict[str, cases.Fed]]:
    given: dict[str, object] = {}
    papers: dict[str, cases.Fed] = {}
    for feed, part in waits:
        result = cases.result_of(part.case.key) if part.state == State.GRANTED and part.case is not None else None
        if result is None:
            continue
        given |= {code: result.values[code] for code in feed.elements if code in result.values}
        if feed.material:
            fits = result.licence_type == feed.material
            label = result.licence_name if fits else loaded.guide(feed.before).document.identity.name
            papers[feed.material] = cases.Fed(
                label, result.licence_number if fits else result.decision, result.licence if fits else ""
            )
    return given, papers


def _settle(row: BundleCase, loaded: Loaded, parts: list[BundlePart], moved: list[str], by: Actor) -> None:
    """Counts, date and end of the whole, as its parts stand."""
    here = running.current(parts)
    before = (row.state, row.outcome, row.due_on, row.parts_open, row.parts_late)
    counted(row, parts)
    row.due_on = dates.due_on(loaded, here) or row.due_on
    outcome = _outcome(parts)
    closing = row.state == BundleCase.State.RUNNING and row.parts_open == 0
    if closing:
        row.state, row.outcome, row.closed_at = BundleCase.State.CLOSED, outcome, now()
    elif row.state == BundleCase.State.CLOSED:
        # A licence that was revoked afterwards takes the whole with it, as far as it counts.
        row.outcome = outcome
    if (row.state, row.outcome, row.due_on, row.parts_open, row.parts_late) != before:
        row.save()
    if moved:
        told = {key: str(here[key].state) for key in dict.fromkeys(moved) if key in here}
        append(running.subject_of(row), "advance", by=by, facts={"parts": told, "due_on": row.due_on})
    if closing:
        append(running.subject_of(row), "close", by=by, facts={"outcome": outcome})
        announce(event_of(BundleClosed, row, outcome=outcome))


def _outcome(parts: list[BundlePart]) -> str:
    """Of what was asked for: a member left out counts only where it had failed before it was left out."""
    failed = {one.key for one in parts if one.state in running.FAILED}
    ends = [one.state for one in parts if one.current and (one.state != State.DROPPED or one.key in failed)]
    granted = sum(state == State.GRANTED for state in ends)
    if granted == len(ends) and granted:
        return str(BundleCase.Outcome.WHOLE)
    return str(BundleCase.Outcome.PARTIAL if granted else BundleCase.Outcome.FAILED)
