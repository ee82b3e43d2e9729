"""Acceptance (第三十二条): accept, tell once all that is missing, or say that it is not for this organ; each with its paper."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from bancheng.casework.cases import (
    clocks,
    composing,
    finding,
    helping,
    materials,
    papers,
    paperwork,
    standing,
    suggesting,
    verifiers,
)
from bancheng.casework.cases.errors import FormRefused
from bancheng.casework.cases.events import (
    CaseAccepted,
    CaseNotAccepted,
    CaseSupplemented,
    CaseWithdrawn,
    SupplementRequested,
)
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial, CaseTask, SupplementNotice, Tolerance
from bancheng.casework.cases.rules import clocks as due
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services import prereviewing
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.casework.cases.services.staging import open_next
from bancheng.casework.cases.services.submitting import DECLARATION, open_acceptance
from bancheng.casework.cases.types import Gap, Problem
from bancheng.ground.access import Actor, system
from bancheng.ground.law import Refused, in_shanghai, now, 行政许可法
from bancheng.registers.catalog.selectors import limit_text
from bancheng.registers.catalog.types import GuideDocument

ONCE = 行政许可法("第三十二条")
LONGEST, OFFICE_LONGEST = 1000, 100
CLOCKWORK = system("时限监测")
Check = CaseMaterial.Check


def accept(case: str, *, by: Actor, expected: int | None = None, note: str = "") -> str:
    """Accept: the clocks run from today. Returns the number of the 受理通知书; "" for an instant item (APP-10).

    Raises Refused cases.materials_unfit where a material was found unfit.
    """
    return str(_answer(case, "accept", by=by, expected=expected, note=note))


def deem_accepted(case: str) -> None:
    """Silence of five working days: accepted as of the day of receipt (第三十二条第四项). By the platform only."""
    perform(case, "deem_accepted", by=CLOCKWORK)


def request_supplement(case: str, *, by: Actor, gaps: Sequence[Gap], expected: int | None = None) -> str:
    """Tell the applicant, once, all that is missing; only materials of this case's list can be asked for (CAT-23).

    A gap that was visible at the first notice may not be asked later; a new fact may, says so, and supervision sees it
    (settled 14). Returns the number of the paper. Raises Refused: cases.unlisted_material, cases.asked_late,
    cases.already_verified, cases.verifiable, cases.committed_for, cases.no_gaps.
    """
    return str(_answer(case, "request_supplement", by=by, expected=expected, gaps=tuple(gaps)))


def supplement(case: str, *, by: Actor, declared: bool = True) -> None:
    """Hand in what was asked for. Raises FormRefused while something asked for is missing."""
    perform(case, "supplement", by=by, declared=declared)


def not_accept(case: str, *, by: Actor, reason: str, right_office: str = "", expected: int | None = None) -> str:
    """Say that no licence is needed or that another organ is competent, and which. Returns the number of the paper.

    Raises Refused cases.reason_missing (行政许可法第三十二条第一、二项).
    """
    return str(_answer(case, "not_accept", by=by, expected=expected, reason=reason, right_office=right_office))


def withdraw(case: str, *, by: Actor, reason: str = "", expected: int | None = None) -> None:
    """Take the application back before it is accepted."""
    perform(case, "withdraw", by=by, expected=expected, reason=reason)


def _answer(case: str, verb: str, *, by: Actor, **given: Any) -> Any:
    """An answer after the last day finds the application accepted by silence, also while no watch is running."""
    row = standing.demand_sight(by, finding.find(case))
    if row.accepted_at is None and row.clock and row.due_at is not None and row.due_at <= now():
        with suppress(Refused):
            deem_accepted(row.key)
    return perform(case, verb, by=by, **given)


@effect("accept")
def _accept(act: Act, *, note: str) -> Told:
    rows = list(act.case.materials.all())
    if unfit := [row.name for row in rows if row.check_result == Check.BAD]:
        raise Refused(
            "cases.materials_unfit", f"“{'、'.join(unfit)}”核验不合格，请先一次性告知补正，或者改正核验结果。", ONCE
        )
    document = document_of(act.case)
    if later := [row.name for row in rows if materials.lacking(document, row)]:
        raise Refused(
            "cases.materials_lacking",
            f"“{'、'.join(later)}”还没有提交：请申请人签署承诺书后容缺受理，或者一次性告知补正；不需要的，核验为“免交”。",
            ONCE,
        )
    return _accepted(act, on=act.today, note=note)


@effect("deem_accepted")
def _deem(act: Act) -> Told:
    case = act.case
    if not case.clock or case.due_at is None or act.at < case.due_at or case.received_on is None:
        raise Refused("cases.not_silent", "受理时限还没有届满，不能视为受理。", ONCE)
    case.deemed = True
    return _accepted(act, on=case.received_on, note="")


def _accepted(act: Act, *, on: date, note: str, tolerance: Tolerance | None = None) -> Told:
    """What every acceptance brings about. `tolerance`: what comes later, told in the same notice at the same instant."""
    prereviewing.demand_seen(act)
    case, document = act.case, document_of(act.case)
    case.accepted_at = act.at
    answer_by = case.due_on
    clocks.start_decision(case, document, on)
    assert case.due_on is not None
    prereviewing.finish_acceptance(act)
    number = ""
    if case.handling == "promised" or tolerance is not None:
        number = paperwork.issue(_notice(case, document, tolerance), case, by=act.by).number
    situation = materials.situation_of(document, case)
    act.then.append(lambda: open_next(case, situation.stages, act.at))
    facts = {
        "accepted_on": on,
        "due_on": case.due_on,
        "statutory_due_on": case.statutory_due_on,
        "answer_by": answer_by,
        "paper": number,
        "note": one_line(note, LONGEST),
    }
    event = act.event(
        CaseAccepted, accepted_on=on, promised_due=case.due_on, deemed=case.deemed, tolerated=case.tolerated
    )
    return Told(facts, (event,), number)


@effect("request_supplement")
def _request(act: Act, *, gaps: tuple[Gap, ...]) -> Told:
    case = act.case
    if not gaps:
        raise Refused("cases.no_gaps", "请至少选择一份需要补正的材料，并写明要补什么。", ONCE)
    lines = {row.line: row for row in case.materials.prefetch_related("files")}
    items = [_item(gap, lines) for gap in gaps]
    earlier = list(case.notices.order_by("round"))
    if earlier:
        _demand_new(gaps, lines)
    verifiers.demand_not_verifiable(case, rows=[lines[gap.line] for gap in gaps])
    notice = SupplementNotice(
        case=case,
        round=len(earlier) + 1,
        items=items,
        new_facts=any(gap.new_fact for gap in gaps),
        told_at=act.at,
        told_by=act.by.name[:100],
    )
    notice.paper = paperwork.issue(_supplement_paper(act, notice), case, by=act.by).number
    notice.save(force_insert=True)
    case.materials.filter(line__in=[gap.line for gap in gaps]).update(
        check_result=Check.BAD, checked_by=act.by.name[:100], checked_at=act.at
    )
    clocks.stop(case)
    prereviewing.finish_acceptance(act)
    asked = {gap.line for gap in gaps}
    facts: dict[str, Any] = {"round": notice.round, "items": items, "paper": notice.paper}
    guide = document_of(case).materials
    told = [
        suggesting.of_gap(guide[line - 1], missing=not lines[line].given) for line in sorted(lines) if line in asked
    ]
    facts |= suggesting.heeded(told, "；".join(str(item["gap"]) for item in items))
    return Told(facts, (act.event(SupplementRequested, round=notice.round, new_facts=notice.new_facts),), notice.paper)


def _item(gap: Gap, lines: dict[int, CaseMaterial]) -> dict[str, object]:
    row = lines.get(gap.line)
    sentence = one_line(gap.sentence, LONGEST)
    if row is None:
        raise Refused(
            "cases.unlisted_material",
            "只能要求补正办事指南清单中的材料，不得要求提供清单以外的材料。",
            行政许可法("第三十一条"),
        )
    if materials.verified(row):
        raise Refused(
            "cases.already_verified",
            f"“{row.name}”已经由{row.source}核验，不需要提交，不得重复索要。",
        )
    if row.given == CaseMaterial.Given.COMMITTED:
        raise Refused("cases.committed_for", f"“{row.name}”已由申请人书面承诺代替，不得再索要；有疑问的，办成后核查。")
    if not sentence:
        raise Refused("cases.no_gaps", f"请写明“{row.name}”要补正什么。", ONCE)
    return {
        "line": row.line,
        "code": row.code,
        "name": row.name,
        "gap": sentence,
        "new_fact": gap.new_fact,
        "seen": max((one.pk for one in row.files.all()), default=0),
    }


def _demand_new(gaps: tuple[Gap, ...], lines: dict[int, CaseMaterial]) -> None:
    """After the first notice only what was not visible then may be asked for, and it must be said to be new."""
    late = [lines[gap.line].name for gap in gaps if not gap.new_fact]
    if late:
        raise Refused(
            "cases.asked_late",
            f"应当一次告知需要补正的全部内容：“{'、'.join(late)}”的问题在第一次告知时就能发现，不能再要求补正。"
            "确属新出现的情况，请注明。",
            ONCE,
        )


@effect("supplement")
def _supplement(act: Act, *, declared: bool) -> Told:
    helping.demand_no_helper(act.case, act.by)
    case = act.case
    notice = case.notices.filter(answered_at=None).order_by("-round").first()
    assert notice is not None, "a supplement is asked for by a notice"
    rows = materials.rows_of(case)
    wrong = [
        Problem("material", str(item["line"]), f"请补交“{item['name']}”：{item['gap']}")
        for item in notice.items
        if not materials.renewed(rows[item["line"]], notice.told_at, item)
    ]
    if not declared:
        wrong.append(DECLARATION)
    if wrong:
        raise FormRefused(wrong)
    notice.answered_at = act.at
    notice.save(update_fields=["answered_at"])
    lines = [item["line"] for item in notice.items]
    case.materials.filter(line__in=lines).update(check_result=Check.PENDING, check_note="")
    case.saved_at = act.at
    clocks.start_acceptance(case, act.today)
    situation = materials.situation_of(document_of(case), case)
    act.then.append(lambda: open_acceptance(case, situation.stages, prereviewing.next_round(case)))
    facts = {
        "round": notice.round,
        "received_on": act.today,
        "due_on": case.due_on,
        "materials": [
            {"line": line, "files": [one.digest for one in materials.files_of(rows[line])]} for line in lines
        ],
    }
    return Told(facts, (act.event(CaseSupplemented, round=notice.round),))


@effect("not_accept")
def _not_accept(act: Act, *, reason: str, right_office: str) -> Told:
    case, said = act.case, one_line(reason, LONGEST)
    if not said:
        raise Refused("cases.reason_missing", "不予受理的，请写明理由。", ONCE)
    office = one_line(right_office, OFFICE_LONGEST)
    remedies = document_of(case).remedies
    assert case.received_on is not None
    paper = papers.NotAcceptedPaper(
        received_on=case.received_on,
        reason=said,
        right_office=office,
        remedies=remedies,
        decided_on=act.today,
        permit=paperwork.permit(document_of(case)),
        **paperwork.head(case),
    )
    number = paperwork.issue(paper, case, by=act.by).number
    clocks.stop(case)
    case.closed_at = act.at
    prereviewing.finish_acceptance(act)
    facts = {"reason": said, "right_office": office, "paper": number}
    return Told(facts, (act.event(CaseNotAccepted, reason=said),), number)


@effect("withdraw")
def _withdraw(act: Act, *, reason: str) -> Told:
    clocks.stop(act.case)
    act.case.closed_at = act.at
    act.case.tasks.filter(state=CaseTask.State.OPEN).update(state=CaseTask.State.CANCELLED, done_at=act.at)
    return Told({"reason": one_line(reason, LONGEST)}, (act.event(CaseWithdrawn),))


def _notice(case: Case, document: GuideDocument, tolerance: Tolerance | None) -> papers.AcceptanceNotice:
    promised, statutory = due.terms_of(document)
    assert case.accepted_on is not None and case.due_on is not None
    return papers.AcceptanceNotice(
        accepted_on=case.accepted_on,
        promised=promised.label,
        due_on=case.due_on,
        statutory=statutory.label if statutory else limit_text(document.statutory),
        statutory_due_on=case.statutory_due_on,
        deemed=case.deemed,
        materials=composing.given(case),
        permit=paperwork.permit(document),
        **composing.to_come(tolerance),
        **paperwork.head(case),
    )


def _supplement_paper(act: Act, notice: SupplementNotice) -> papers.SupplementPaper:
    case = act.case
    assert case.received_on is not None
    return papers.SupplementPaper(
        received_on=case.received_on,
        told_on=in_shanghai(act.at).date(),
        round=notice.round,
        gaps=tuple(papers.Line(item["name"], item["gap"]) for item in notice.items),
        permit=paperwork.permit(document_of(case)),
        **paperwork.head(case),
    )
