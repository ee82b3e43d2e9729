"""Acceptance (第三十二条): accept, tell once all that is missing, or say that it is not for this organ; each with its paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from bancheng.casework.cases import (
    children,
    clocks,
    composing,
    helping,
    materials,
    mending,
    papers,
    paperwork,
    stating,
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
from bancheng.casework.cases.rules import not_accepting
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services import ending, prereviewing
from bancheng.casework.cases.services.doing import Act, Told, acting, carry_out, effect, perform
from bancheng.casework.cases.services.staging import open_next
from bancheng.casework.cases.services.submitting import DECLARATION, open_acceptance
from bancheng.casework.cases.types import Gap
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


def supplement(case: str, *, by: Actor, declared: bool = True, values: Mapping[str, object] | None = None) -> None:
    """Hand in what was asked for; `values`: the fields of the form that the notice names, by element code.

    Raises FormRefused while something asked for is missing, Refused cases.unasked_field.
    """
    perform(case, "supplement", by=by, declared=declared, values=dict(values or {}))


def not_accept(
    case: str, *, by: Actor, ground: str, reason: str, right_office: str = "", expected: int | None = None
) -> str:
    """Turn the application away on a ground of the law (`rules.not_accepting.GROUNDS`); another organ's matter names it.

    Returns the number of the paper. Raises Refused: cases.reason_missing, cases.not_accept_ground,
    cases.office_missing, cases.office_idle, cases.never_told (行政许可法第三十二条、第七十八条).
    """
    told = {"ground": ground, "reason": reason, "right_office": right_office}
    return str(_answer(case, "not_accept", by=by, expected=expected, **told))


def withdraw(case: str, *, by: Actor, reason: str = "", expected: int | None = None) -> None:
    """Take the application back before it is accepted."""
    perform(case, "withdraw", by=by, expected=expected, reason=reason)


def _answer(case: str, verb: str, *, by: Actor, **given: Any) -> Any:
    """An answer after the last day finds the application accepted by silence, also while no watch is running."""
    with acting(case, by) as row:
        if row.accepted_at is not None or not row.clock or row.due_at is None or row.due_at > now():
            return carry_out(row, verb, by=by, **given)
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
    return _accepted(act, on=act.today, note=note, rows=rows)


@effect("deem_accepted")
def _deem(act: Act) -> Told:
    case = act.case
    if not case.clock or case.due_at is None or act.at < case.due_at or case.received_on is None:
        raise Refused("cases.not_silent", "受理时限还没有届满，不能视为受理。", ONCE)
    case.deemed = True
    return _accepted(act, on=case.received_on, note="")


def _accepted(
    act: Act,
    *,
    on: date,
    note: str,
    tolerance: Tolerance | None = None,
    rows: Collection[CaseMaterial] | None = None,
) -> Told:
    """What every acceptance brings about. `tolerance`: what comes later, told in the same notice at the same instant.

    `rows`: the materials, where they have been read.
    """
    prereviewing.demand_seen(act)
    case, document = act.case, document_of(act.case)
    if not case.deemed:
        stating.demand_true(case, document)
    case.accepted_at = act.at
    answer_by = case.due_on
    clocks.start_decision(case, document, on)
    assert case.due_on is not None
    prereviewing.finish_acceptance(act)
    number = ""
    if case.handling == "promised" or tolerance is not None:
        number = paperwork.issue(_notice(case, document, tolerance, rows), case, by=act.by).number
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
    children.keep(case, "materials", "notices")
    lines = dict(materials.rows_of(case))
    items = [_field_item(case, gap) if gap.element else _item(gap, lines) for gap in gaps]
    earlier = case.notices.all()
    if earlier or prereviewing.told_in_writing(case):
        _demand_new(items)
    papers_asked = [lines[gap.line] for gap in gaps if not gap.element]
    verifiers.demand_not_verifiable(case, rows=papers_asked, elements=[gap.element for gap in gaps if gap.element])
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
    told_items = [{name: value for name, value in item.items() if name != "was"} for item in items]
    facts: dict[str, Any] = {"round": notice.round, "items": told_items, "paper": notice.paper}
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


def _field_item(case: Case, gap: Gap) -> dict[str, object]:
    """A field of the form that the applicant is to put right; that it was is known by its mark, not by its value."""
    label, sentence = mending.label_of(document_of(case), gap.element), one_line(gap.sentence, LONGEST)
    if not label:
        raise Refused("cases.unlisted_field", "只能要求更正办事指南表单中的内容。", 行政许可法("第三十一条"))
    if not sentence:
        raise Refused("cases.no_gaps", f"请写明“{label}”要更正什么。", ONCE)
    told = {"line": materials.CONDITION, "code": "", "element": gap.element, "name": label, "gap": sentence}
    return told | {"new_fact": gap.new_fact, "seen": 0, "was": mending.mark(case, gap.element)}


def _demand_new(items: Sequence[Mapping[str, object]]) -> None:
    """After the first notice only what was not visible then may be asked for, and it must be said to be new."""
    late = [str(item["name"]) for item in items if not item["new_fact"]]
    if late:
        raise Refused(
            "cases.asked_late",
            f"应当一次告知需要补正的全部内容：“{'、'.join(late)}”的问题在第一次告知时就能发现，不能再要求补正。"
            "确属新出现的情况，请注明。",
            ONCE,
        )


@effect("supplement")
def _supplement(act: Act, *, declared: bool, values: dict[str, object]) -> Told:
    helping.demand_no_helper(act.case, act.by)
    case = act.case
    children.keep(case, "materials", "notices", "tasks")
    notice = next((one for one in reversed(list(case.notices.all())) if one.answered_at is None), None)
    assert notice is not None, "a supplement is asked for by a notice"
    rows = materials.rows_of(case)
    changes = _mended(case, notice, values)
    wrong = list(mending.unanswered(case, notice, rows))
    if not declared:
        wrong.append(DECLARATION)
    if wrong:
        raise FormRefused(wrong)
    notice.answered_at = act.at
    notice.save(update_fields=["answered_at"])
    lines = [item["line"] for item in notice.items if not item.get("element")]
    case.materials.filter(line__in=lines).update(check_result=Check.PENDING, check_note="")
    case.saved_at = act.at
    clocks.start_acceptance(case, act.today)
    situation = materials.situation_of(document_of(case), case)
    act.then.append(lambda: open_acceptance(case, situation.stages, prereviewing.next_round(case)))
    facts: dict[str, Any] = {
        "round": notice.round,
        "received_on": act.today,
        "due_on": case.due_on,
        "materials": [
            {"line": line, "files": [one.digest for one in materials.files_of(rows[line])]} for line in lines
        ],
    }
    if changes:
        facts["fields"] = [one.told() for one in changes]
    return Told(facts, (act.event(CaseSupplemented, round=notice.round),))


def _mended(case: Case, notice: SupplementNotice, values: dict[str, object]) -> tuple[mending.Change, ...]:
    """The fields that the notice names, as the applicant has them now; nothing else of the form is open any more."""
    named = {item["element"] for item in notice.items if item.get("element")}
    if not values.keys() <= named:
        raise Refused("cases.unasked_field", "只能更正告知书中写明的内容。", ONCE)
    return mending.put(case, document_of(case), values) if values else ()


@effect("not_accept")
def _not_accept(act: Act, *, ground: str, reason: str, right_office: str) -> Told:
    case, said = act.case, one_line(reason, LONGEST)
    office = one_line(right_office, OFFICE_LONGEST)
    corrected = case.notices.filter(answered_at__isnull=False).exists()
    found = not_accepting.demand_ground(ground, office=office, corrected=corrected)
    if not said:
        raise Refused("cases.reason_missing", "不予受理的，请写明理由。", ONCE)
    remedies, permit = document_of(case).remedies, paperwork.permit(document_of(case))
    assert case.received_on is not None
    paper = papers.NotAcceptedPaper(
        received_on=case.received_on,
        place=f"{found.article.number}{found.place}",
        ground=not_accepting.paper_words(found, permit=permit),
        reason=said,
        right_office=office,
        remedies=remedies,
        decided_on=act.today,
        permit=permit,
        **paperwork.head(case),
    )
    number = paperwork.issue(paper, case, by=act.by).number
    clocks.stop(case)
    case.closed_at = act.at
    prereviewing.finish_acceptance(act)
    facts = {"not_accept_ground": found.code, "reason": said, "right_office": office, "paper": number}
    return Told(facts, (act.event(CaseNotAccepted, reason=said),), number, article=found.basis)


@effect("withdraw")
def _withdraw(act: Act, *, reason: str) -> Told:
    clocks.stop(act.case)
    act.case.closed_at = act.at
    act.case.tasks.filter(state=CaseTask.State.OPEN).update(state=CaseTask.State.CANCELLED, done_at=act.at)
    said = one_line(reason, LONGEST)
    number = ending.notice(act, ending.WITHDRAWN, reason=said)
    return Told({"reason": said, "paper": number}, (act.event(CaseWithdrawn),))


def _notice(
    case: Case, document: GuideDocument, tolerance: Tolerance | None, rows: Collection[CaseMaterial] | None
) -> papers.AcceptanceNotice:
    promised, statutory = due.terms_of(document)
    assert case.accepted_on is not None and case.due_on is not None
    return papers.AcceptanceNotice(
        accepted_on=case.accepted_on,
        promised=promised.label,
        due_on=case.due_on,
        statutory=statutory.label if statutory else limit_text(document.statutory),
        statutory_due_on=case.statutory_due_on,
        deemed=case.deemed,
        materials=composing.given(case, rows),
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
