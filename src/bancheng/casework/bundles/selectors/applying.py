"""An application through a bundle as those see it who fill it in, who applied, who coordinate it and who decide its members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bancheng.casework.bundles import dates, drafting, reasons, running
from bancheng.casework.bundles.applied import (
    ENDED,
    OUTCOMES,
    PART_STATES,
    RUN_STATES,
    Asked,
    BundleDraft,
    BundleFiled,
    BundleTrack,
    PartView,
    RunningBundle,
    VisitView,
)
from bancheng.casework.bundles.models import BundleCase, BundlePart, JointVisit
from bancheng.casework.bundles.planning import layers
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.bundles.selectors import tracing
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases import services as case_services
from bancheng.casework.cases.types import CAPACITIES, CASE, LIGHTS
from bancheng.ground.access import AccessDenied, Actor, system
from bancheng.ground.law import Place, Point, in_shanghai, today
from bancheng.registers.organisations import selectors as organisations

State = BundlePart.State
NOT_ACCEPTED_YET = frozenset({"submitted", "pre_reviewed", "supplement_requested"})
WORKED_ON = frozenset({"accepted", "under_review", "suspended"})
NEAR = 2
"""Working days before the overall date from which it is shown as near."""
PUBLIC = system("查进度")
ASKED = "请登录“我的办件”查看要补正的内容，也可以到窗口补交。"
COLLECT = "结果已经可以领取。请带身份证件到“高效办成一件事”窗口一次领齐。"
WORDS = {
    "supplement_requested": "待补正",
    "submitted": "待受理",
    "pre_reviewed": "待受理",
    "decided": "已作决定，正在送达",
    "terminated": "已终止",
}
"""State of a member's case → the word for the member, where it says more than that of the member."""


def draft(actor: Actor, key: str) -> BundleDraft:
    """A draft, for who applies and for the window. Raises AccessDenied, invisible."""
    row, parts = running.demand_sight(actor, key)
    running.demand_filler(actor, row)
    if row.state != BundleCase.State.DRAFT:
        raise AccessDenied(running.NOT_THERE, visible=False, action=running.VIEW)
    return drafting.drafted(running.with_rights(actor, row, parts, "cases.take_in"), row, parts).draft


def state_of(actor: Actor, key: str) -> str:
    """draft, running or closed. Raises AccessDenied, invisible."""
    row, _ = running.demand_sight(actor, key)
    return str(row.state)


def filed(actor: Actor, key: str) -> BundleFiled:
    """Number, query code and date, for who applied or filled it in. Raises AccessDenied, invisible."""
    row, _ = running.demand_sight(actor, key)
    if row.submitted_at is None or not running.fills(actor, row):
        raise AccessDenied(running.NOT_THERE, visible=False, action=running.VIEW)
    return drafting.filed_of(row)


def running_bundle(actor: Actor, key: str) -> RunningBundle:
    """A submitted bundle by its key or number. Raises AccessDenied, invisible, where it is not his."""
    row, parts = running.demand_sight(actor, key)
    if row.submitted_at is None:
        raise AccessDenied(running.NOT_THERE, visible=False, action=running.VIEW)
    return shown(actor, row, parts)


def shown(actor: Actor, row: BundleCase, parts: Sequence[BundlePart]) -> RunningBundle:
    """The same for rows that were read. Contents of members are not in it: states, dates, reasons for the applicant's side."""
    loaded, own = running.load(row), running.is_applicant(actor, row)
    here = running.current(parts)
    finishes = dates.finishes(loaded, here)
    at = {key: place for place, keys in enumerate(layers(loaded.merged.active, loaded.merged.feeds)) for key in keys}
    views = tuple(_part_view(actor, row, loaded, parts, one, at, finishes, own) for one in parts if one.current)
    earlier = tuple(
        _part_view(actor, row, loaded, parts, one, at, finishes, own)
        for one in parts
        if not one.current and one.opened_at
    )
    due = dates.due_on(loaded, here)
    remaining = organisations.calendar().workdays_between(today(), due) if due is not None else None
    light = _light(row, due, remaining)
    ceiling = dates.ceilings(loaded, here)
    assert row.submitted_at is not None
    return RunningBundle(
        key=row.key,
        bundle_id=row.bundle_id,
        bundle_key=row.bundle.key,
        name=row.name,
        region=row.region_id,
        lead=row.lead.short_name or row.lead.name,
        number=row.number or "",
        query_code=running.query_code_of(row) if own else "",
        state=row.state,
        state_label=RUN_STATES[row.state],
        outcome=row.outcome,
        outcome_label=OUTCOMES[row.outcome],
        applicant_name=row.applicant_name,
        applicant_masked=row.applicant_masked,
        capacity_label=CAPACITIES[row.capacity],
        channel=row.channel,
        submitted_at=in_shanghai(row.submitted_at),
        closed_at=in_shanghai(row.closed_at) if row.closed_at else None,
        due_on=due,
        remaining=remaining,
        light=light,
        light_label=LIGHTS[light],
        ceiling_on=ceiling[0] if ceiling else None,
        extended_ceiling_on=ceiling[1] if ceiling else None,
        progress=_progress(row, views),
        parts=views,
        earlier=earlier,
        asked=tuple(asked_of(loaded, [one for one in parts if own or running.reads(actor, row, one)])),
        visits=tuple(_visit(loaded, one) for one in row.visits.all()),
        trace=tuple(tracing.trace(loaded)),
        verbs=_verbs(actor, row, parts, own),
        trial=row.trial,
        project_code=row.project_code,
        collectable=_collectable(parts),
        collected_at=in_shanghai(row.collected_at) if row.collected_at else None,
        collected_by=row.collected_by,
        version=row.version.number,
        body_steps=tuple(one.name for one in loaded.body.steps),
    )


def tracked(row: BundleCase, parts: Sequence[BundlePart]) -> BundleTrack:
    """The public progress of a submitted bundle; who asks has shown its number and query code."""
    found = shown(PUBLIC, row, parts)
    asked = any(one.case_state == "supplement_requested" for one in found.parts)
    return BundleTrack(
        number=found.number,
        name=found.name,
        lead=found.lead,
        state=found.state,
        state_label=found.outcome_label or found.state_label,
        progress=found.progress,
        submitted_at=found.submitted_at,
        closed_at=found.closed_at,
        due_on=found.due_on,
        light=found.light,
        remaining=found.remaining,
        parts=tuple((one.label, one.organ, one.state, one.state_label) for one in found.parts),
        todo=ASKED if asked else COLLECT if found.collectable else "",
    )


def asked_of(loaded: Loaded, parts: Sequence[BundlePart]) -> Iterator[Asked]:
    """What open notices ask for, each paper and each field once however many members ask for it."""
    found: dict[tuple[str, str], Asked] = {}
    for part in parts:
        if part.case is None or part.case.state != "supplement_requested":
            continue
        notice = case_services.open_notice(part.case.key)
        for item in notice.items if notice else ():
            code, element = str(item.get("code", "")), str(item.get("element", ""))
            label, line = loaded.label(part.key), (part.case.key, int(str(item.get("line", 0))))
            known = found.get((code, element))
            if known is None:
                found[code, element] = Asked(
                    str(item["name"]), str(item["gap"]), code, element, (label,), (line,) if code else ()
                )
            else:
                gap = known.gap if str(item["gap"]) in known.gap else f"{known.gap}；{item['gap']}"
                found[code, element] = replace(
                    known, gap=gap, members=(*known.members, label), lines=(*known.lines, line) if code else ()
                )
    yield from found.values()


def _part_view(
    actor: Actor,
    row: BundleCase,
    loaded: Loaded,
    parts: Sequence[BundlePart],
    one: BundlePart,
    at: Mapping[str, int],
    finishes: Mapping[str, date],
    own: bool,
) -> PartView:
    case, guide, here = one.case, loaded.guide(one.key), running.current(parts)
    waits = [
        loaded.label(feed.before)
        for feed, before in running.before(loaded, here, one.key)
        if one.state == State.HELD and not running.met(feed, before)
    ]
    light = cases.light(case.warn_at, case.due_at) if case is not None and case.clock else "none"
    handing = own or running.hands_out(actor, row)
    told = case_services.result_of(case.key) if case is not None and one.state in ENDED and handing else None
    return PartView(
        key=one.key,
        label=loaded.label(one.key),
        name=guide.document.identity.name,
        organ=guide.document.identity.organ,
        organisation=one.organisation_id,
        case=case.key if case is not None else "",
        number=(case.number or "") if case is not None else "",
        attempt=running.nth(one, parts),
        state=one.state,
        state_label=_word(one, waits, own),
        case_state=case.state if case is not None else "",
        case_state_label=CASE.label(case.state) if case is not None else "",
        layer=at.get(one.key, 0),
        after=tuple(dict.fromkeys(feed.before for feed, _ in running.before(loaded, here, one.key))),
        waits_for=tuple(dict.fromkeys(waits)),
        opened_at=in_shanghai(one.opened_at) if one.opened_at else None,
        ended_at=in_shanghai(one.ended_at) if one.ended_at else None,
        due_on=finishes.get(one.key),
        light=light,
        light_label=LIGHTS[light],
        why=_why(actor, row, one, own),
        result=told.decision if told is not None else "",
        licence=told.licence if told is not None and own else "",
        current=one.current,
        verbs=_part_verbs(actor, row, one, own),
        sees_case=case is not None and case.submitted_at is not None and (own or cases.sees(actor, case.key)),
    )


def _word(one: BundlePart, waits: Sequence[str], own: bool) -> str:
    if one.state == State.HELD and not waits:
        return "准备提交给部门" if one.ready else "等您补充" if own else "等申请人补充"
    if one.case is not None and one.state in {State.OPEN, State.WITHDRAWN}:
        return WORDS.get(one.case.state, PART_STATES[one.state])
    return PART_STATES[one.state]


def _why(actor: Actor, row: BundleCase, one: BundlePart, own: bool) -> str:
    """What a member that is held still lacks is its own organ's business, as what a notice asks for."""
    if own:
        return reasons.why(one)
    return one.note if one.state != State.HELD or running.reads(actor, row, one) else ""


def _part_verbs(actor: Actor, row: BundleCase, one: BundlePart, own: bool) -> tuple[str, ...]:
    if not one.current:
        return ()
    fills = own or (row.channel == "window" and running.takes_in(actor, row))
    found = []
    if one.state == State.OPEN and one.case is not None:
        if own and one.case.state in NOT_ACCEPTED_YET:
            found.append("withdraw")
        elif own and one.case.state in WORKED_ON:
            found.append("ask_to_withdraw")
        if (own or running.steers(actor, row)) and one.case.state in {
            "submitted",
            "accepted",
            "under_review",
            "suspended",
        }:
            found.append("urge")
    if one.state == State.HELD:
        if fills and not one.ready:
            found.append("complete")
        if own or running.steers(actor, row):
            found.append("drop")
    if fills and one.case is not None and one.state in {State.REFUSED, State.WITHDRAWN}:
        found.append("refile")
    return tuple(found)


def _verbs(actor: Actor, row: BundleCase, parts: Sequence[BundlePart], own: bool) -> tuple[str, ...]:
    """Of the whole: accept, request_supplement, supplement, call_visit, add_member, hand_over, withdraw."""
    found = []
    states = {one.case.state for one in parts if one.case is not None and one.state == State.OPEN}
    if running.takes_in(actor, row) and states & {"submitted", "pre_reviewed"}:
        found += ["accept", "request_supplement"]
    if "supplement_requested" in states and (own or running.takes_in(actor, row)):
        found.append("supplement")
    if running.steers(actor, row) and row.state == BundleCase.State.RUNNING:
        found += ["call_visit", "add_member"]
    if own and states & NOT_ACCEPTED_YET:
        found.append("withdraw")
    if _collectable(parts) and running.hands_out(actor, row):
        found.append("hand_over")
    return tuple(found)


def _collectable(parts: Sequence[BundlePart]) -> bool:
    """Paper results wait at one window, and none is still to come."""
    waiting = [one for one in parts if one.case is not None and one.case.delivery == "window"]
    ready = [one for one in waiting if one.case is not None and one.case.state == "delivered"]
    return bool(ready) and not any(one.current and one.state == State.OPEN for one in waiting)


def _progress(row: BundleCase, views: Sequence[PartView]) -> tuple[Point, ...]:
    """提交 → 受理 → 并联办理 → 办结, as far as the slowest member has come."""
    opened = [one for one in views if one.state != State.DROPPED]
    accepted = all(one.state in ENDED or one.case_state not in {"draft", "", *NOT_ACCEPTED_YET} for one in opened)
    closed = row.state == BundleCase.State.CLOSED
    reached = 3 if closed else 2 if accepted else 1
    names = (("submitted", "已提交"), ("accepted", "各部门受理"), ("handled", "并联办理"), ("closed", "全部办结"))
    return tuple(
        Point(key, label, Place.DONE if place < reached else Place.NOW if place == reached else Place.WAIT)
        for place, (key, label) in enumerate(names)
    )


def _light(row: BundleCase, due: date | None, remaining: int | None) -> str:
    if row.state != BundleCase.State.RUNNING or due is None or remaining is None:
        return "none"
    if row.parts_late or due < today():
        return "overdue"
    return "warning" if remaining <= NEAR else "normal"


def _visit(loaded: Loaded, one: JointVisit) -> VisitView:
    return VisitView(
        id=one.pk,
        on=one.on,
        place=one.place,
        note=one.note,
        members=tuple(loaded.label(key) for key in one.members),
        called_by=one.called_by,
        findings=one.findings,
        recorded_by=one.recorded_by,
        recorded_at=in_shanghai(one.recorded_at) if one.recorded_at else None,
    )
