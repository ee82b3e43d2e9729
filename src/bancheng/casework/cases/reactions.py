"""What cases do about events: papers after the transaction, messages, and the result as soon as it is made.

Each may run twice.
"""

from __future__ import annotations

from django.db import transaction

from bancheng.casework.cases import (
    asked,  # noqa: F401 - reactions of its own
    clocks,
    composing,
    finding,
    papers,
    paperwork,
    standing,
    templates,
)
from bancheng.casework.cases.events import (
    CaseAccepted,
    CaseCollected,
    CaseDecided,
    CaseDelivered,
    CaseNotAccepted,
    CaseSubmitted,
    CaseTalked,
    CaseUrged,
    CaseWithdrawn,
    DeadlineNear,
    DeadlinePassed,
    ProcedureEnded,
    ProcedureOverrun,
    ProcedureStarted,
    RefundDue,
    SupplementRequested,
    TermExtended,
)
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case, CaseMaterial, Procedure
from bancheng.casework.cases.rules import texts
from bancheng.casework.cases.services import clockwork
from bancheng.casework.cases.services.finishing import DISPATCH, close, deliver_when_ready
from bancheng.casework.cases.telling import case_of, day_words, tell, tell_desk
from bancheng.casework.cases.types import DELIVERIES
from bancheng.ground.access import Subject, system
from bancheng.ground.codes import mask_name
from bancheng.ground.jobs import reacts_to
from bancheng.ground.journal import services as journal
from bancheng.ground.law import in_shanghai, procedure, today
from bancheng.registers.documents import selectors as documents
from bancheng.registers.documents.events import DocumentReady
from bancheng.registers.exchange import services as exchange
from bancheng.registers.licences.events import LicenceSigned
from bancheng.registers.messages import services as messages
from bancheng.registers.organisations.events import CalendarChanged

DESK = system("收件登记")
CLOCK_WORDS = {"acceptance": "受理时限", "decision": "承诺办结时限", "statutory": "法定办结时限"}


@reacts_to(CaseSubmitted, title="制作收件凭证，通知申请人")
def confirm_receipt(event: CaseSubmitted) -> None:
    """The receipt, the message to who applies, and a warning to a principal for whom an agent filed."""
    case = case_of(event)
    about = standing.subject_of(case)
    made = {paper.kind for paper in documents.documents_of(about)}
    with transaction.atomic():
        if papers.Receipt.kind not in made:
            paperwork.issue(composing.receipt(case), case, by=DESK, number=f"收件{case.number}")
        if papers.ApplicationForm.kind not in made and (form := composing.application_form(case)) is not None:
            paperwork.issue(form, case, by=DESK, number=f"申请{case.number}")
    due = clocks.acceptance(case).due(today())
    tell(case, templates.SUBMITTED.key, organ=paperwork.organ(case)["organ"], due=day_words(due))
    if case.capacity == Case.Capacity.AGENT and case.filer is not None:
        tell(case, templates.FILED_FOR_YOU.key, agent=mask_name(case.filer.name), but=case.filer_id)


@reacts_to(CaseSubmitted, title="核验可共享的材料")
def prove_shared_materials(event: CaseSubmitted) -> int:
    """What base registers can prove of an application that came without (APP-05); the rest the window checks."""
    case = case_of(event)
    person = case.applicant_id or case.filer_id or 0
    uscc = case.applicant_masked if case.legal_person_id else ""
    proven = 0
    for row in case.materials.filter(given=CaseMaterial.Given.SHARED, obtained_at=None):
        proof = exchange.prove(row.code, subject=standing.subject_of(case), by=DESK, person=person, uscc=uscc)
        if proof is None:
            continue
        with transaction.atomic():
            fresh = CaseMaterial.objects.filter(pk=row.pk, obtained_at=None)
            if fresh.update(source=proof.label, reason=proof.sentence[:300], obtained_at=proof.fetched_at):
                facts = {"line": row.line, "code": row.code, "source": proof.label}
                journal.append(standing.subject_of(case), "prove_material", by=DESK, facts=facts)
                proven += 1
    return proven


@reacts_to(SupplementRequested, title="通知申请人补正")
def tell_of_gaps(event: SupplementRequested) -> None:
    case = case_of(event)
    notice = case.notices.filter(round=event.round).first()
    gaps = texts.listed(notice.items) if notice else ""
    tell(case, templates.SUPPLEMENT.key, since=notice.told_at if notice else None, gaps=gaps[:280])


@reacts_to(CaseAccepted, title="通知申请人已受理")
def tell_of_acceptance(event: CaseAccepted) -> None:
    case = case_of(event)
    note = "五个工作日内没有告知需要补正，依法自收到材料之日起视为受理。" if event.deemed else ""
    if event.tolerated:
        promise = case.tolerance
        note = f"本件容缺受理，请在 {day_words(promise.due_on)} 前补齐：{texts.listed(promise.items)[:200]}。"
    tell(case, templates.ACCEPTED.key, due=day_words(event.promised_due), note=note)


@reacts_to(CaseNotAccepted, title="通知申请人不予受理")
def tell_of_refusal(event: CaseNotAccepted) -> None:
    tell(case_of(event), templates.NOT_ACCEPTED.key, reason=event.reason[:280].rstrip("。"))


@reacts_to(CaseWithdrawn, title="通知申请人已撤回")
def tell_of_withdrawal(event: CaseWithdrawn) -> None:
    tell(case_of(event), templates.WITHDRAWN.key)


@reacts_to(ProcedureStarted, title="通知申请人特别程序")
def tell_of_procedure(event: ProcedureStarted) -> None:
    """The days each will take, and what that does to the term (第四十五条后段); one message for what began together."""
    case = case_of(event)
    began = case.procedures.get(pk=event.procedure)
    rows = [began, *case.procedures.filter(ended_on=None, started_at__gte=began.started_at).exclude(pk=began.pk)]
    told = "、".join(
        f"{row.get_kind_display()}（{row.expected_days} 个工作日，预计到 {day_words(row.expected_on)}，"
        f"{'不' if row.stops else ''}计入法定办结时限）{_hearing(row)}"
        for row in rows
    )
    tell(case, templates.PROCEDURE_STARTED.key, since=began.started_at, procedures=told)


def _hearing(row: Procedure) -> str:
    if row.hearing_at is None:
        return ""
    return f"，{in_shanghai(row.hearing_at):%Y年%m月%d日 %H:%M} 在{row.hearing_place}举行"


@reacts_to(ProcedureEnded, title="通知申请人特别程序结束")
def tell_of_the_end(event: ProcedureEnded) -> None:
    case = case_of(event)
    ended = case.procedures.get(pk=event.procedure)
    rows = case.procedures.filter(ended_at__gte=ended.ended_at)
    going_on = case.state == "suspended"
    then = "其他程序还在进行。" if going_on else f"恢复审查，{day_words(case.due_on or event.due)}前办结。"
    told = "、".join(row.get_kind_display() for row in rows)
    tell(case, templates.PROCEDURE_ENDED.key, since=ended.ended_at, procedures=told, then=then)


@reacts_to(ProcedureOverrun, title="通知承办岗位：特别程序超过告知的时间")
def remind_of_procedure(event: ProcedureOverrun) -> None:
    told = {"procedure": procedure(event.kind).label, "until": day_words(event.expected_on)}
    tell_desk(event, templates.PROCEDURE_OVERRUN.key, **told)


@reacts_to(TermExtended, title="通知申请人延长期限")
def tell_of_extension(event: TermExtended) -> None:
    case = case_of(event)
    reason = texts.within(case.extension.reason.replace("\n", " "))[:200]
    tell(case, templates.EXTENDED.key, days=event.days, due=day_words(event.due), reason=reason)


@reacts_to(CaseDecided, title="通知申请人已决定")
def tell_of_decision(event: CaseDecided) -> None:
    outcome = "准予" if event.outcome == "granted" else "不予"
    tell(case_of(event), templates.DECIDED.key, outcome=outcome, decision=event.decision)


@reacts_to(DocumentReady, title="决定书制成后送达")
def deliver_after_paper(event: DocumentReady) -> bool:
    if event.kind != papers.DecisionPaper.kind or event.subject is None:
        return False
    return deliver_when_ready(event.subject.key)


@reacts_to(LicenceSigned, title="电子证照签发后送达")
def deliver_after_licence(event: LicenceSigned) -> bool:
    if event.subject is None or event.subject.kind != "cases.case":
        return False
    return deliver_when_ready(event.subject.key)


@reacts_to(CaseDelivered, title="通知申请人结果已送达")
def tell_of_result(event: CaseDelivered) -> None:
    case = case_of(event)
    how = {
        "electronic": "请在“我的办件”下载，电子证照在“我的证照”。",
        "window": "请带身份证件到出件窗口领取。",
        "post": "快递已经签收。" if case.collected_at else "请留意邮件。",
    }
    tell(case, templates.DELIVERED.key, method=DELIVERIES[event.method], how=how[event.method])


@reacts_to(CaseCollected, title="领取后办结")
def close_after_collection(event: CaseCollected) -> None:
    with transaction.atomic():
        row = finding.locked(event.case)
        if row is not None and row.state == "collected":
            close(event.case, by=DISPATCH)


@reacts_to(DeadlineNear, title="通知承办岗位：快到期")
def warn_the_desk(event: DeadlineNear) -> None:
    tell_desk(event, templates.NEAR.key, clock=CLOCK_WORDS[event.clock], due=day_words(event.due))


@reacts_to(DeadlinePassed, title="通知承办岗位：已逾期")
def tell_the_desk(event: DeadlinePassed) -> None:
    tell_desk(event, templates.OVERDUE.key, clock=CLOCK_WORDS[event.clock], due=day_words(event.due))


@reacts_to(RefundDue, title="通知财务人员核实退款")
def ask_for_the_refund(event: RefundDue) -> None:
    """With the bill as its subject: finance does not see cases."""
    case = case_of(event)
    messages.notify_role(
        "finance_officer",
        templates.REFUND_DUE.key,
        region=case.region_id,
        organisation=case.organisation_id,
        subject=Subject("payments.bill", event.bill),
        once=True,
        item=case.item_name,
        number=case.number or "",
        state=CASE.label(case.state),
        bill=event.bill,
    )


@reacts_to(CaseTalked, title="通知对方有留言")
def pass_the_talk_on(event: CaseTalked) -> None:
    if event.side == "applicant":
        tell_desk(event, templates.TALK_TO_DESK.key)
    else:
        tell(case_of(event), templates.TALK_TO_APPLICANT.key, since=event.at)


@reacts_to(CaseUrged, title="通知承办岗位：催办")
def pass_the_urge_on(event: CaseUrged) -> None:
    tell_desk(event, templates.URGED.key, words="请查看并尽快办理。")


@reacts_to(CalendarChanged, title="工作日历变更：重算办件时限", max_attempts=10)
def recompute_clocks(event: CalendarChanged) -> int:
    """Open deadlines that cross a corrected day (settled 5)."""
    return clockwork.recompute(event.first, event.last)
