"""What is done to a running bundle by its lead, its window and its applicant; each member's case moves by its own verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from bancheng.casework.bundles import running
from bancheng.casework.bundles.alone import alone
from bancheng.casework.bundles.events import PartAdded, PartEnded, VisitCalled
from bancheng.casework.bundles.models import BundleCase, BundlePart, JointVisit
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.bundles.services.advancing import advance, event_of
from bancheng.casework.bundles.services.filing import DECLARATION
from bancheng.casework.bundles.services.membering import begin_again, begin_one
from bancheng.casework.cases import selectors as drafts
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.types import Problem
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.codes import scrub
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused, now, today

State = BundlePart.State
WORDS, LONG = 300, 2000
FURTHEST = timedelta(days=365)


def urge(key: str, *, member: str, by: Actor, words: str = "") -> None:
    """Ask the organ of a member to hurry: by the lead, the chief representative, or the applicant (once a day).

    The member's clerk is told, its journal keeps it (ONE-13). Raises AccessDenied, Refused: bundles.no_part, cases.urged_today.
    """
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        if not running.is_applicant(by, row):
            running.demand_steers(by, row)
        part = _open_part(parts, member)
        assert part.case is not None
        actor = running.with_rights(by, row, [part], "cases.view", "cases.urge")
        cases.urge(part.case.key, by=actor, words=words)
        append(running.subject_of(row), "urge", by=by, facts={"part": member, "words": words.strip()[:WORDS]})


def accept(key: str, *, by: Actor, members: Sequence[str] = ()) -> tuple[str, ...]:
    """Accept at the window of 高效办成一件事 what came in: all members that wait for it, or those named.

    One after the other, each with its own notice and its own clocks; returns those accepted. One that cannot be accepted
    stops nothing else. Raises AccessDenied, Refused bundles.nothing_to_accept with the reasons where none could be.
    """
    row, parts = running.demand_sight(by, key)
    running.demand_takes_in(by, row)
    done, wrong = [], []
    for part in parts:
        if part.state != State.OPEN or part.case is None or part.case.state not in {"submitted", "pre_reviewed"}:
            continue
        if members and part.key not in members:
            continue
        actor = running.with_rights(by, row, [part], "cases.view", "cases.take_in")
        try:
            cases.accept(part.case.key, by=actor)
            done.append(part.key)
        except Refused as refused:
            wrong.append(f"{part.case.item_name}：{refused}")
    if not done:
        raise Refused("bundles.nothing_to_accept", "；".join(wrong) or "现在没有等待受理的成员事项。")
    with transaction.atomic():
        append(running.subject_of(row), "accept", by=by, facts={"parts": done})
    advance(key)
    return tuple(done)


def request_supplement(
    key: str, *, by: Actor, gaps: Mapping[str, str], fields: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Tell the applicant once, for all members, what is missing: code of a paper → what lacks; element → what to put right.

    Each member gets its own notice of what it asks for; returns their papers. All or none.
    Raises AccessDenied, Refused: bundles.no_gaps, bundles.unlisted_material and as `cases.request_supplement` does.
    """
    told = {code: words.strip() for code, words in gaps.items() if words.strip()}
    named = {code: words.strip() for code, words in (fields or {}).items() if words.strip()}
    if not told and not named:
        raise Refused("bundles.no_gaps", "请至少选择一份需要补正的材料，并写明要补什么。")
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_takes_in(by, row)
        papers: list[str] = []
        found: set[str] = set()
        for part in parts:
            if part.state != State.OPEN or part.case is None or part.case.state not in {"submitted", "pre_reviewed"}:
                continue
            actor = running.with_rights(by, row, [part], "cases.view", "cases.take_in")
            asked = cases.gaps_for(part.case.key, papers=told, fields=named)
            if asked:
                papers.append(cases.request_supplement(part.case.key, by=actor, gaps=tuple(asked.values())))
                found |= set(asked)
        if lost := (set(told) | set(named)) - found:
            raise Refused(
                "bundles.unlisted_material", f"等待受理的成员都不要求“{'、'.join(sorted(lost))}”，不能要求补正。"
            )
        append(running.subject_of(row), "request_supplement", by=by, facts={"papers": papers})
    return tuple(papers)


def supplement(key: str, *, by: Actor, declared: bool, values: Mapping[str, object] | None = None) -> tuple[str, ...]:
    """Hand in what open notices ask for, of all members at once. All or none. Returns the members that go on.

    Raises FormRefused with all that is missing of what was asked for (a paper by its code), Refused bundles.nothing_asked.
    """
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_filler(by, row)
        done: list[str] = []
        wrong: dict[tuple[str, str], Problem] = {}
        for part in parts:
            if part.case is None or part.case.state != "supplement_requested":
                continue
            actor = running.with_rights(by, row, [part], "cases.view", "cases.take_in")
            here = cases.asked_fields(part.case.key)
            codes = _codes_of_lines(part.case.key)
            given = {code: value for code, value in (values or {}).items() if code in here}
            try:
                cases.supplement(part.case.key, by=actor, declared=declared, values=given)
            except cases.FormRefused as refused:
                told = (replace(one, key=codes.get(one.key, one.key)) for one in refused.problems)
                wrong |= {(one.part, one.key): one for one in told}
            done.append(part.key)
        if wrong:
            raise cases.FormRefused(tuple(wrong.values()))
        if not done:
            raise Refused("bundles.nothing_asked", "现在没有等待补正的内容，请刷新页面查看。")
        append(running.subject_of(row), "supplement", by=by, facts={"parts": done})
    return tuple(done)


def take_back(key: str, *, by: Actor, members: Sequence[str] = (), reason: str = "") -> tuple[str, ...]:
    """Withdraw in part, or (no `members`) wholly, what is not accepted yet; what is held is dropped.

    Raises Refused: bundles.not_withdrawable for a member that its organ has accepted (ask that organ instead).
    """
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        _demand_applicant(by, row)
        running.demand_running(row)
        done = []
        for part in parts:
            if not part.current or (members and part.key not in members):
                continue
            if part.state == State.HELD:
                _drop(part, by, "申请人撤回")
                done.append(part.key)
            elif part.state == State.OPEN and part.case is not None:
                if part.case.state in {"submitted", "pre_reviewed", "supplement_requested"}:
                    cases.withdraw(part.case.key, by=by, reason=reason)
                    done.append(part.key)
                elif members:
                    raise Refused(
                        "bundles.not_withdrawable",
                        f"“{part.case.item_name}”已经受理，请在这一项的页面申请撤回，由办理部门答复。",
                    )
        if not done:
            raise Refused("bundles.not_withdrawable", "没有可以撤回的成员：已经受理的，请逐项申请撤回。")
        append(running.subject_of(row), "withdraw", by=by, facts={"parts": done, "reason": reason.strip()[:WORDS]})
    advance(key)
    return tuple(done)


def refile(key: str, *, member: str, by: Actor) -> str:
    """Begin a further attempt of a refused member: what was filled in is there, only what was wrong is put right (ONE-12).

    Returns the key of its draft. Raises AccessDenied, Refused: bundles.not_refused.
    """
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_filler(by, row)
        running.demand_running(row)
        part = running.current(parts).get(member)
        if part is not None and part.state == State.HELD and part.attempt > 1 and part.case is not None:
            return str(part.case.key)
        if part is None or part.state not in running.FAILED:
            raise Refused("bundles.not_refused", "这一项没有被退回，不需要重新申请。")
        if part.state == State.STOPPED:
            first = "这一项随前置事项停止，请先重新申请前置事项。"
            raise Refused("bundles.not_refused", first if part.case is not None else f"这一项不能重新申请：{part.note}")
        loaded = running.load(row)
        made = begin_again(loaded, part, by=by)
        if row.state == BundleCase.State.CLOSED:
            row.state, row.outcome, row.closed_at = BundleCase.State.RUNNING, "", None
        row.parts_open += 1 + _wake(loaded, {**running.current(parts), member: made})
        row.save()
        append(running.subject_of(row), "refile", by=by, facts={"part": member, "attempt": made.attempt})
        assert made.case is not None
        return str(made.case.key)


def resubmit(key: str, *, member: str, by: Actor, declared: bool) -> None:
    """Hand in the further attempt, or what a held member still lacked; the platform files it when what it waits for is there.

    Raises FormRefused with what is missing, the declaration too, Refused: bundles.no_part.
    """
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_filler(by, row)
        running.demand_running(row)
        part = running.current(parts).get(member)
        if part is None or part.state != State.HELD or part.case is None:
            raise Refused("bundles.no_part", "这一项现在不等您提交，请刷新页面查看。")
        actor = running.with_rights(by, row, [part], "cases.view", "cases.take_in")
        view = drafts.draft(actor, part.case.key)
        left = alone(row, running.load(row), running.current(parts), part, view).draft.problems
        if wrong := (*left, *(() if declared else (DECLARATION,))):
            raise cases.FormRefused(wrong)
        part.ready = True
        part.save(update_fields=["ready"])
        append(running.subject_of(row), "resubmit", by=by, facts={"part": member})
    advance(key)


def drop_member(key: str, *, member: str, reason: str, by: Actor) -> None:
    """A member is no longer needed by new facts, or given up by who applies: only one that was not handed to its organ."""
    told = _said(reason)
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        if not running.is_applicant(by, row):
            running.demand_steers(by, row)
        running.demand_running(row)
        part = running.current(parts).get(member)
        if part is None or part.state != State.HELD:
            raise Refused("bundles.not_held", "只能去掉还没有提交给部门的成员；已经提交的，请撤回。")
        _drop(part, by, told)
        append(running.subject_of(row), "drop_member", by=by, facts={"part": member, "reason": told})
        if not running.is_applicant(by, row):
            label = running.load(row).label(member)
            announce(event_of(PartEnded, row, part=member, label=label, state=str(State.DROPPED)))
    advance(key)


def add_member(key: str, *, member: str, reason: str, by: Actor) -> str:
    """A member becomes needed by new facts found on the way: its draft begins with what the others hold; who applies completes it.

    Returns the key of its draft. Raises Refused: bundles.no_member, bundles.part_there, bundles.closed.
    """
    told = _said(reason)
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_steers(by, row)
        if row.state != BundleCase.State.RUNNING:
            raise Refused("bundles.closed", "这件事没有在办理，不能增加成员。")
        loaded = running.load(row)
        if member not in {one.key for one in loaded.body.members}:
            raise Refused("bundles.no_member", "这件事没有这个成员事项。")
        there = running.current(parts).get(member)
        if there is not None and there.state != State.DROPPED:
            raise Refused("bundles.part_there", "这个成员已经在办理。")
        made = _begin_added(loaded, parts, member, told, by)
        row.parts_open += 1
        row.save(update_fields=["parts_open"])
        append(running.subject_of(row), "add_member", by=by, facts={"part": member, "reason": told})
        announce(event_of(PartAdded, row, part=member, label=loaded.label(member), reason=told))
    # The overall date has another member to count.
    advance(key)
    return made


def call_visit(key: str, *, on: date, place: str, members: Sequence[str], note: str, by: Actor) -> int:
    """Call one joint visit of several members (联合踏勘): the applicant is told once. Returns its number.

    Raises Refused: bundles.visit with what is missing, or where the same visit is called already (a second press).
    """
    where, told = scrub(place.strip())[:200], scrub(note.strip())[:500]
    if not where or not today() <= on <= today() + FURTHEST:
        raise Refused("bundles.visit", "请填写踏勘地点和一年以内的日期，从今天起。")
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_steers(by, row)
        running.demand_running(row)
        here = running.current(parts)
        named = [key for key in dict.fromkeys(members) if key in here and here[key].state in {State.OPEN, State.HELD}]
        if not named:
            raise Refused("bundles.visit", "请选择参加踏勘的成员事项。")
        called = row.visits.filter(on=on, place=where, recorded_at=None)
        if any(sorted(one.members) == sorted(named) for one in called):
            raise Refused("bundles.visit", "这次踏勘已经召集，申请人已经收到消息，不用再召集。")
        made = JointVisit.objects.create(
            bundle_case=row, on=on, place=where, note=told, members=named, called_by=by.name[:100], called_at=now()
        )
        append(running.subject_of(row), "call_visit", by=by, facts={"visit": made.pk, "on": on, "parts": named})
        announce(event_of(VisitCalled, row, visit=made.pk))
        return made.pk


def record_visit(key: str, *, visit: int, findings: str, by: Actor) -> None:
    """Write down what was found together. Raises Refused bundles.visit."""
    told = scrub(findings.strip())[:LONG]
    if not told:
        raise Refused("bundles.visit", "请写明现场共同意见。")
    with transaction.atomic():
        row, _ = running.demand_sight(by, key, lock=True)
        running.demand_steers(by, row)
        made = row.visits.filter(pk=visit, recorded_at=None).first()
        if made is None:
            raise Refused("bundles.visit", "没有找到这次踏勘，或者已经记录过。")
        made.findings, made.recorded_at, made.recorded_by = told, now(), by.name[:100]
        made.save()
        append(running.subject_of(row), "record_visit", by=by, facts={"visit": visit})


def hand_over(key: str, *, by: Actor, name: str, id_number: str, method: str) -> tuple[str, ...]:
    """Hand out all paper results at one window, with one look at who collects (统一窗口发证). All or none.

    Returns the numbers of the 领取登记表. Raises AccessDenied, CodeError, Refused: bundles.nothing_to_collect and as
    `cases.collect` does.
    """
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_hands_out(by, row)
        on_paper = [(one, one.case) for one in parts if one.case is not None and one.case.delivery == "window"]
        ready = [case for _, case in on_paper if case.state == "delivered"]
        if not ready:
            raise Refused("bundles.nothing_to_collect", "现在没有等待领取的结果。")
        if any(one.current and one.state == State.OPEN and case.state != "delivered" for one, case in on_paper):
            raise Refused("bundles.not_whole", "还有纸质结果没有办出来，请等全部办好后一次领取。")
        desk = running.with_rights(by, row, parts, "cases.view", "cases.deliver")
        papers = [cases.collect(case.key, by=desk, name=name, id_number=id_number, method=method) for case in ready]
        row.collected_at, row.collected_by = now(), name.strip()[:60]
        row.save(update_fields=["collected_at", "collected_by"])
        append(running.subject_of(row), "hand_over", by=by, facts={"papers": papers, "method": method})
    return tuple(papers)


def _begin_added(loaded: Loaded, parts: Sequence[BundlePart], member: str, told: str, by: Actor) -> str:
    old = running.current(parts).get(member)
    if old is not None:
        BundlePart.objects.filter(pk=old.pk).update(current=False)
    siblings = [one.case.key for one in parts if one.case is not None]
    made = begin_one(loaded, member, by=by, siblings=siblings, attempt=old.attempt + 1 if old else 1)
    BundlePart.objects.filter(pk=made.pk).update(note=told)
    assert made.case is not None
    return str(made.case.key)


def _wake(loaded: Loaded, here: dict[str, BundlePart]) -> int:
    """Members that were stopped wait again, as they were handed in, where nothing stops them any more. Returns how many."""
    woken = 0
    for key in loaded.body.order:
        part = here.get(key)
        if part is None or part.state != State.STOPPED or part.case is None:
            continue
        if running.stopping(running.before(loaded, here, key)) is None:
            part.state, part.note, part.ended_at = State.HELD, "", None
            part.save(update_fields=["state", "note", "ended_at"])
            woken += 1
    return woken


def _drop(part: BundlePart, by: Actor, reason: str) -> None:
    case, part.case = part.case, None
    part.state, part.note, part.ended_at = State.DROPPED, reason[:WORDS], now()
    part.save()
    if case is not None:
        cases.drop_part(case.key, by=by, reason=reason)


def _codes_of_lines(case: str) -> dict[str, str]:
    """Line → the code of its paper, of what an open notice asks for."""
    notice = cases.open_notice(case)
    return {str(item["line"]): str(item["code"]) for item in (notice.items if notice else ()) if item.get("code")}


def _open_part(parts: Sequence[BundlePart], member: str) -> BundlePart:
    part = running.current(parts).get(member)
    if part is None or part.state != State.OPEN or part.case is None:
        raise Refused("bundles.no_part", "这个成员现在没有在部门办理，不用催办。")
    return part


def _demand_applicant(by: Actor, row: BundleCase) -> None:
    if not running.is_applicant(by, row):
        raise AccessDenied("撤回由申请人办理。", visible=True, action="own.cases")


def _said(reason: str) -> str:
    told = scrub(reason.strip())
    if not told or len(told) > WORDS:
        raise Refused("bundles.reason", f"请写明原因，最多 {WORDS} 个字。")
    return told
