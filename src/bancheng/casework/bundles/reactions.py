"""What bundles do about their members' cases, and what of the whole is told. Each may run twice."""

from __future__ import annotations

from functools import partial
from typing import Any

from bancheng.casework.bundles import reasons, running, templates
from bancheng.casework.bundles.applied import OUTCOMES
from bancheng.casework.bundles.events import (
    BundleClosed,
    BundleEvent,
    BundleSubmitted,
    PartAdded,
    PartEnded,
    PartNeedsMore,
    VisitCalled,
)
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.services.advancing import advance
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.events import DeadlinePassed, PartMoved
from bancheng.ground.access import Subject
from bancheng.ground.jobs import reacts_to
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.messages import services as messages

State = BundlePart.State


@reacts_to(PartMoved, title="一件事：成员有了变动")
def go_on(event: PartMoved) -> bool:
    """Feed and file what waited for it; tell of all gaps at once."""
    if event.verb == "request_supplement":
        tell_of_gaps(event.part_of)
    return advance(event.part_of)


@reacts_to(BundleSubmitted, title="一件事：告知已收到")
def confirm(event: BundleSubmitted) -> None:
    due = f"{event.due.month}月{event.due.day}日" if event.due else "承诺时限"
    tell(event, templates.SUBMITTED.key, parts=event.parts, due=due)


@reacts_to(PartEnded, title="一件事：告知成员结果")
def tell_of_a_part(event: PartEnded) -> None:
    row = running.find(event.key)
    part = _part(event, row) if row is not None else None
    if row is None or part is None or event.trial:
        return
    tell_it, then = partial(tell, event, about=_about(part), saying=_named(event.label), label=event.label), ""
    if event.state in {"granted", "refused"}:
        then = _then(row, event.part, event.state)
    if event.state == "granted":
        tell_it(templates.PART_GRANTED.key, then=then)
    elif event.state == "refused":
        tell_it(templates.PART_REFUSED.key, why=_short(part), then=then)
    elif event.state in {"stopped", "dropped"}:
        tell_it(templates.PART_STOPPED.key, why=_short(part))
    if event.state in {"refused", "stopped"}:
        tell_staff(event, row, "chief_representative", templates.LEAD_TOLD.key, organ=row.lead_id, label=event.label)


@reacts_to(PartNeedsMore, title="一件事：告知还缺什么")
def tell_what_lacks(event: PartNeedsMore) -> None:
    row = running.find(event.key)
    if row is not None:
        about, missing = _about(_part(event, row)), event.missing.rstrip("。")
        tell(event, templates.PART_NEEDS_MORE.key, about=about, label=event.label, missing=missing)


@reacts_to(PartAdded, title="一件事：告知增加了一项")
def tell_what_came_in(event: PartAdded) -> None:
    row = running.find(event.key)
    if row is not None:
        about, why = _about(_part(event, row)), event.reason.rstrip("。")
        tell(event, templates.PART_ADDED.key, about=about, label=event.label, why=why)


@reacts_to(BundleClosed, title="一件事：告知办结")
def tell_of_the_end(event: BundleClosed) -> None:
    row = running.find(event.key)
    parts = running.current(running.parts_of(row)).values() if row is not None else ()
    # Who took all of it back himself is not told that it failed.
    taken_back = all(one.state == State.DROPPED or (one.state == State.WITHDRAWN and not one.note) for one in parts)
    tell(event, templates.CLOSED.key, outcome="已经全部撤回" if taken_back else OUTCOMES[event.outcome])


@reacts_to(VisitCalled, title="一件事：告知联合踏勘")
def tell_of_the_visit(event: VisitCalled) -> None:
    """The applicant once, and each organ that comes along."""
    row = running.find(event.key)
    visit = row.visits.filter(pk=event.visit).first() if row is not None else None
    if row is None or visit is None:
        return
    loaded, here = running.load(row), running.current(running.parts_of(row))
    facts: dict[str, Any] = {
        "members": "、".join(loaded.label(key) for key in visit.members)[:200],
        "on": f"{visit.on.month}月{visit.on.day}日",
        "place": visit.place,
        "note": visit.note[:200],
    }
    words = f"将在 {facts['on']} 一起到 {facts['place']} 踏勘"
    tell(event, templates.VISIT.key, saying=words, **facts)
    for organ in sorted({here[key].organisation_id for key in visit.members if key in here}):
        tell_staff(event, row, "reviewer", templates.VISIT.key, organ=organ, saying=words, **facts)


@reacts_to(DeadlinePassed, title="一件事：成员逾期")
def mark_late(event: DeadlinePassed) -> bool:
    """The board of the lead lists it as late."""
    part = BundlePart.objects.filter(case__key=event.case).select_related("bundle_case").first()
    return part is not None and advance(part.bundle_case.key)


def tell_of_gaps(key: str) -> None:
    """One message for all that was asked for until now, whichever members asked: it lists what all of them want.

    What a further organ asks for afterwards is told of again, with what is still open.
    """
    row = running.find(key)
    if row is None or row.trial:
        return
    cases_here = [one.case for one in running.parts_of(row) if one.case is not None]
    waiting = [case.key for case in cases_here if case.state == "supplement_requested"]
    notices = [found for key in waiting if (found := cases.open_notice(key)) is not None]
    if not notices:
        return
    since = max(one.told_at for one in notices)
    gaps = "；".join(dict.fromkeys(words for one in notices for words in one.words))[:280]
    for account in accounts(row):
        if not inbox.has_message(account, templates.SUPPLEMENT.key, running.subject_of(row), since=since):
            messages.notify(
                account,
                templates.SUPPLEMENT.key,
                subject=running.subject_of(row),
                name=row.name,
                number=row.number or "",
                gaps=gaps,
            )


def tell(event: BundleEvent, key: str, *, about: Subject | None = None, saying: str = "", **facts: Any) -> None:
    """One message to each account of the applicant's side, none twice; nobody is told of what officials try out.

    `about`: the member's case, where it is about a member. What happened before is another message: a member may lack
    something more than once, and the whole may come to its end more than once. `saying`: as `inbox.has_message`.
    """
    row = running.find(event.key)
    if row is None or event.trial:
        return
    subject = about or running.subject_of(row)
    for account in accounts(row):
        if not inbox.has_message(account, key, subject, since=event.at, saying=saying):
            messages.notify(account, key, subject=subject, name=row.name, number=row.number or "", **facts)


def tell_staff(
    event: BundleEvent, row: BundleCase, role: str, key: str, *, organ: int, saying: str = "", **facts: Any
) -> None:
    """The same to all who hold the role at an organ today; of two members each is told. `saying`: the label by default."""
    whole, words = running.subject_of(row), saying or _named(str(facts["label"]))
    for account in identity.staff_with_role(role, row.region_id, organisation=organ).values_list("pk", flat=True):
        if not inbox.has_message(account, key, whole, since=event.at, saying=words):
            messages.notify(account, key, subject=whole, name=row.name, number=row.number or "", **facts)


def _named(label: str) -> str:
    """A member as every message names it."""
    return f"中的“{label}”"


def _short(part: BundlePart) -> str:
    """Why it was not granted, without its full stop."""
    return reasons.why(part)[:200].rstrip("。")


def _about(part: BundlePart | None) -> Subject | None:
    return Subject("cases.case", part.case.key) if part is not None and part.case is not None else None


def _part(event: PartEnded | PartNeedsMore | PartAdded, row: BundleCase) -> BundlePart | None:
    """The attempt that the event is about: it may have been filed again, or woken, before anybody was told."""
    found = [one for one in running.parts_of(row) if one.key == event.part]
    if isinstance(event, PartEnded):
        found = [one for one in found if one.state == event.state]
    return found[-1] if found else None


def accounts(row: BundleCase) -> list[int]:
    """The logins of who acts for the applicant."""
    if row.legal_person_id is not None:
        return sorted(identity.accounts_of_legal_person(row.legal_person_id))
    persons = {row.applicant_id, row.filer_id} - {None}
    return sorted({identity.account_of_person(one) for one in persons if one is not None} - {0})


def _then(row: BundleCase, member: str, state: str) -> str:
    """What becomes of those that waited for this member, which was granted or refused, in words."""
    loaded = running.load(row)
    here = running.current(running.parts_of(row))
    words = []
    for feed in loaded.body.feeds:
        after = here.get(feed.after)
        if feed.before != member or after is None:
            continue
        label = loaded.label(feed.after)
        waits = state == "refused" and feed.refusal != "go_on"
        held = f"“{label}”还在等其他结果。" if after.ready else f"“{label}”还缺内容，请补充后提交。"
        words.append(
            {
                "open": f"“{label}”已经开始办理。",
                "held": f"“{label}”等它办成后再办。" if waits else held,
                "stopped": f"“{label}”随之停止。",
            }.get(after.state, "")
        )
    return "".join(dict.fromkeys(words))
