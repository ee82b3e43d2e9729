"""The decision: in writing, with its reason and remedies; the licence it grants is written in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bancheng.casework.cases import (
    children,
    clocks,
    forms,
    hearings,
    materials,
    papers,
    paperwork,
    renewals,
    standing,
    suggesting,
)
from bancheng.casework.cases.events import CaseDecided
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseTask, Decision
from bancheng.casework.cases.rules import stages, values
from bancheng.casework.cases.rules.texts import paragraphs, storable
from bancheng.casework.cases.services import consulting, withdrawing
from bancheng.casework.cases.services.committing import plan_check
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.casework.cases.services.staging import finish, open_next, stages_of
from bancheng.casework.cases.services.tolerating import settle_draft
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused, 行政许可法
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument, Result
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences import services as licensing
from bancheng.registers.licences.types import LicenceTypeView, LicenceView

IN_WRITING = 行政许可法("第三十八条")
LONGEST = 4000
FAR_YEARS = 20
FIT = "经审查，申请符合法定条件、标准。"
State = CaseTask.State


def decide(
    case: str,
    *,
    by: Actor,
    outcome: str,
    reason: str = "",
    basis: str = "",
    remedies: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    face: Mapping[str, str] | None = None,
    expected: int | None = None,
) -> str:
    """Grant or refuse; returns the number of the written decision.

    `face`: what the approver adds or corrects on the licence, by its element. A refusal, and a decision against a review,
    state their reason (第三十八条); remedies are the guide's unless said otherwise.

    Raises Refused: cases.outcome, cases.reason_missing, cases.review_open, cases.own_review,
    cases.dates, cases.renewal_start, cases.hearing_unrecorded, and what `licences` refuses.
    """
    given = {"outcome": outcome, "reason": reason, "basis": basis, "remedies": remedies, "face": dict(face or {})}
    return str(perform(case, "decide", by=by, expected=expected, valid_from=valid_from, valid_to=valid_to, **given))


def granted_licence(document: GuideDocument) -> Result | None:
    """The result of the guide that is an e-licence."""
    return next((result for result in document.results if result.licence), None)


def face_of(case: Case, kind: LicenceTypeView) -> dict[str, str]:
    """The face as the application gives it: values of the form in words, the holder, nothing that the type does not have."""
    document = document_of(case)
    elements = catalog.elements_of(document)
    wanted = {element.element for element in kind.elements}
    kept = forms.values(case)
    told = {
        field.element: values.written(field, elements[field.element], kept[field.element])
        for field in document.fields
        if field.element in wanted and field.element in kept
    }
    for question in document.questions:
        answer = case.answers.get(question.element)
        if question.element in wanted and isinstance(answer, str):
            told[question.element] = {one.value: one.label for one in question.options}.get(answer, answer)
    return dict.fromkeys(wanted & HOLDER, case.applicant_name) | told


LOOKED_AT = ("tasks", "tolerance", "procedures", "consultations", "withdrawals", "draft_decision", "renewal")
"""What a decision must not pass over."""
TRIED_OUT = "走流程体验"
HOLDER = frozenset({"holder_name", "org_name", "person_name", "operator_name"})


@effect("decide")
def _decide(
    act: Act,
    *,
    outcome: str,
    reason: str,
    basis: str,
    remedies: str,
    valid_from: date | None,
    valid_to: date | None,
    face: dict[str, str],
) -> Told:
    case, document = act.case, document_of(act.case)
    children.keep(case, *LOOKED_AT)
    said = _reason(case, outcome, reason)
    _demand_reviewed(act, outcome)
    _demand_made_up(case, outcome)
    renewals.demand_open(case, outcome)
    record = hearings.record_to_rest_on(case)
    consulting.demand_answered(case)
    withdrawing.demand_answered(case)
    start = valid_from or renewals.starts_on(case, act.today)
    if outcome == "granted":
        renewals.demand_start(case, start, act.today)
    if valid_to is not None and valid_to < start:
        raise Refused("cases.dates", "有效期至不能早于有效期起，请核对日期。")
    if abs(start.year - act.today.year) > FAR_YEARS:
        raise Refused("cases.dates", f"有效期起应当在前后 {FAR_YEARS} 年以内，请核对日期。")
    told_remedies = paragraphs(remedies, LONGEST) or document.remedies
    grounds = paragraphs(basis, LONGEST) or "；".join(f"{one.law}{one.article}" for one in document.basis)
    case.outcome, case.decided_at = outcome, act.at
    made = _licence(act, document, start, valid_to, face) if outcome == "granted" else None
    # The licence's own type may set the end where the approver set none.
    until, licence = (made.valid_to, made.identifier) if made else (valid_to, "")
    paper = replace(_paper(act, document, said, grounds, told_remedies, start, until), hearing=record)
    number = paperwork.issue(paper, case, by=act.by).number
    Decision.objects.create(
        case=case,
        outcome=outcome,
        number=number,
        reason=said,
        basis=grounds,
        remedies=told_remedies,
        valid_from=start if outcome == "granted" else None,
        valid_to=until if outcome == "granted" else None,
        licence=licence,
        decided_at=act.at,
        decided_by=act.by.key,
        decided_name=act.by.name[:100],
    )
    _finish(act, outcome, said)
    clocks.stop(case)
    facts: dict[str, object] = {
        "outcome": outcome,
        "reason": said,
        "paper": number,
        "licence": licence,
        "basis": grounds,
    }
    if record:
        facts["hearing_record"] = record
    if outcome == "refused":
        facts |= suggesting.heeded(suggesting.of_refusal(case), said)
    if (as_proposed := settle_draft(case, by=act.by)) is not None:
        facts["as_proposed"] = as_proposed
    if case.committed and outcome == "granted":
        facts |= plan_check(act)
    event = act.event(CaseDecided, outcome=outcome, decision=number, decided_on=act.today)
    return Told(facts, (event,), number, str(行政许可法("第三十八条")))


def _reason(case: Case, outcome: str, reason: str) -> str:
    if outcome not in {"granted", "refused"}:
        raise Refused("cases.outcome", "请选择准予或者不予。")
    said = paragraphs(reason, LONGEST)
    if outcome == "refused" and not said:
        raise Refused("cases.reason_missing", "不予许可的，应当说明理由，请写明不符合哪一项条件。", IN_WRITING)
    reviewed = (one for one in case.tasks.all() if one.kind in stages.REVIEWING and one.state == State.DONE)
    against = next((one for one in reviewed if one.outcome == "disagree"), None)
    if outcome == "granted" and against is not None and not said:
        raise Refused(
            "cases.reason_missing", f"“{against.name}”的意见是不同意；决定与它不一致的，请写明理由。", IN_WRITING
        )
    return said or FIT


def _demand_made_up(case: Case, outcome: str) -> None:
    """Nothing is granted before what was promised has come (新密市政务服务管理办法第三十六条)."""
    promise = materials.open_tolerance(case)
    if outcome == "granted" and promise is not None:
        names = "、".join(item["name"] for item in promise.items)
        raise Refused("cases.tolerance_open", f"容缺的“{names}”还没有补齐，不能作出准予决定。")


def _demand_reviewed(act: Act, outcome: str) -> None:
    """Every review that comes before is done, and by somebody else (settled 12), unless a dated grant to the window or the
    powers of a chief representative say otherwise: then the journal says so.

    A promise that lapsed is refused without them: what they would look at never came.
    """
    case = act.case
    lapsed = outcome == "refused" and (promise := materials.open_tolerance(case)) and promise.lapsed_at
    if lapsed:
        for kind in stages.REVIEWING:
            finish(case, kind, {"state": State.CANCELLED, "done_at": act.at})
    waiting = next((one for one in case.tasks.all() if one.kind in stages.REVIEWING and one.state == State.OPEN), None)
    if waiting is not None:
        raise Refused("cases.review_open", f"“{waiting.name}”还没有办完，不能作出决定。", 行政许可法("第三十四条"))
    if act.by.kind == "staff" and standing.ON_THE_SPOT not in act.roles:
        done = [one for one in case.tasks.all() if one.state == State.DONE]
        own = [one for one in done if act.by.key in {one.done_by, one.first_by}]
        if not any(one.kind in (*stages.REVIEWING, "accept") for one in own):
            return
        if standing.decides_alone(act.by, case):
            act.through = "powers"
        else:
            raise Refused(
                "cases.own_review",
                "受理、审查和决定应当由不同的人办理；这个办件您已经办过前面的环节，请交由其他审批人员决定。",
            )


def _licence(
    act: Act, document: GuideDocument, start: date, until: date | None, face: dict[str, str]
) -> LicenceView | None:
    """The licence as granted, waiting for its signature, with its print task (LIC-03); None where the guide gives none."""
    case, result = act.case, granted_licence(document)
    if result is None:
        return None
    kind = licences.licence_type(result.licence)
    if kind is None:
        raise Refused("cases.no_licence_type", f"“{result.name}”还没有登记电子证照类型，请联系平台管理员。")
    # What the approver emptied stays empty: the licence says what he confirmed, not what the application said before.
    face = face_of(case, kind) | {code: storable(value) for code, value in face.items()}
    if case.trial:
        # What officials try out (走流程) grants nothing to anybody; what waits for it reads what would stand on the licence.
        told = {code: forms.Entry(value, TRIED_OUT, act.at) for code, value in face.items() if value.strip()}
        forms.put(case, told | forms.entries(case))
        return None
    return licensing.issue(
        type_key=result.licence,
        holder_person=case.applicant_id,
        holder_legal=case.legal_person_id,
        face={code: value for code, value in face.items() if value.strip()},
        valid_from=start,
        valid_to=until,
        organisation=case.organisation_id,
        region=case.region_id,
        subject=standing.subject_of(case),
        replaces=renewals.replaced_by(case),
        by=act.by,
    )


def _paper(
    act: Act, document: GuideDocument, said: str, grounds: str, remedies: str, start: date, until: date | None
) -> papers.DecisionPaper:
    case, granted = act.case, act.case.outcome == "granted"
    assert case.accepted_on is not None
    result = granted_licence(document) or document.results[0]
    word, noun = ("准予" if granted else "不予"), ("行政许可" if paperwork.permit(document) else "办理")
    return papers.DecisionPaper(
        granted=granted,
        heading=f"{word}{noun}决定书",
        accepted_on=case.accepted_on,
        decided_on=act.today,
        reason=said,
        basis=grounds,
        remedies=remedies,
        valid=_validity(result, start, until) if granted else "",
        result=result.name if granted else "",
        permit=paperwork.permit(document),
        **paperwork.head(case),
    )


def _validity(result: Result, start: date, until: date | None) -> str:
    """Until when: the days of the decision, else what the guide says of the result."""
    if until is not None:
        return f"自{_chinese(start)}至{_chinese(until)}"
    return result.validity or "长期"


def _chinese(day: date) -> str:
    """2026年1月5日, without noughts (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _finish(act: Act, outcome: str, said: str) -> None:
    opinion = "agree" if outcome == "granted" else "disagree"
    told = {"state": State.DONE, "done_at": act.at, "done_by": act.by.key, "done_name": act.by.name[:100]}
    finish(act.case, "decide", {**told, "outcome": opinion, "opinion": said})
    act.then.append(lambda: open_next(act.case, stages_of(act.case), act.at))
