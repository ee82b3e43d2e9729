"""What cases do about events: papers after the transaction, messages, and the result as soon as it is made.

Each may run twice.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from bancheng.casework.cases import (
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
    CaseEvent,
    CaseNotAccepted,
    CaseSubmitted,
    CaseUrged,
    CaseWithdrawn,
    DeadlineNear,
    DeadlinePassed,
    ProcedureEnded,
    ProcedureOverrun,
    ProcedureStarted,
    SupplementRequested,
    TermExtended,
)
from bancheng.casework.cases.lifecycle import WITH_US
from bancheng.casework.cases.models import Case, CaseMaterial
from bancheng.casework.cases.rules import texts
from bancheng.casework.cases.services import clockwork
from bancheng.casework.cases.services.finishing import DISPATCH, close, deliver_when_ready
from bancheng.casework.cases.types import DELIVERIES
from bancheng.ground.access import system
from bancheng.ground.codes import mask_name
from bancheng.ground.jobs import reacts_to
from bancheng.ground.journal import services as journal
from bancheng.ground.law import procedure, today
from bancheng.registers.documents import selectors as documents
from bancheng.registers.documents.events import DocumentReady
from bancheng.registers.exchange import services as exchange
from bancheng.registers.identity import selectors as identity
from bancheng.registers.licences.events import LicenceSigned
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.messages import services as messages
from bancheng.registers.organisations.events import CalendarChanged

DESK = system("收件登记")
CLOCK_WORDS = {"acceptance": "受理时限", "decision": "承诺办结时限", "statutory": "法定办结时限"}
POSTS = {
    "submitted": "clerk",
    "accepted": "reviewer",
    "under_review": "reviewer",
    "suspended": "reviewer",
    "decided": "result_desk",
}


@reacts_to(CaseSubmitted, title="制作收件凭证，通知申请人")
def confirm_receipt(event: CaseSubmitted) -> None:
    """The receipt, the message to who applies, and a warning to a principal for whom an agent filed."""
    case = _case(event)
    about = standing.subject_of(case)
    made = {paper.kind for paper in documents.documents_of(about)}
    with transaction.atomic():
        if papers.Receipt.kind not in made:
            paperwork.issue(composing.receipt(case), case, by=DESK, number=f"收件{case.number}")
        if papers.ApplicationForm.kind not in made and (form := composing.application_form(case)) is not None:
            paperwork.issue(form, case, by=DESK, number=f"申请{case.number}")
    due = clocks.acceptance(case).due(today())
    _tell(case, templates.SUBMITTED.key, organ=paperwork.organ(case)["organ"], due=_day(due))
    if case.capacity == Case.Capacity.AGENT and case.filer is not None:
        _tell(case, templates.FILED_FOR_YOU.key, agent=mask_name(case.filer.name), but=case.filer_id)


@reacts_to(CaseSubmitted, title="核验可共享的材料")
def prove_shared_materials(event: CaseSubmitted) -> int:
    """What base registers can prove of an application that came without (APP-05); the rest the window checks."""
    case = _case(event)
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
    case = _case(event)
    notice = case.notices.filter(round=event.round).first()
    gaps = texts.listed(notice.items) if notice else ""
    _tell(case, templates.SUPPLEMENT.key, since=notice.told_at if notice else None, gaps=gaps[:280])


@reacts_to(CaseAccepted, title="通知申请人已受理")
def tell_of_acceptance(event: CaseAccepted) -> None:
    case = _case(event)
    note = "五个工作日内没有告知需要补正，依法自收到材料之日起视为受理。" if event.deemed else ""
    if event.tolerated:
        promise = case.tolerance
        note = f"本件容缺受理，请在 {_day(promise.due_on)} 前补齐：{texts.listed(promise.items)[:200]}。"
    _tell(case, templates.ACCEPTED.key, due=_day(event.promised_due), note=note)


@reacts_to(CaseNotAccepted, title="通知申请人不予受理")
def tell_of_refusal(event: CaseNotAccepted) -> None:
    _tell(_case(event), templates.NOT_ACCEPTED.key, reason=event.reason[:280].rstrip("。"))


@reacts_to(CaseWithdrawn, title="通知申请人已撤回")
def tell_of_withdrawal(event: CaseWithdrawn) -> None:
    _tell(_case(event), templates.WITHDRAWN.key)


@reacts_to(ProcedureStarted, title="通知申请人特别程序")
def tell_of_procedure(event: ProcedureStarted) -> None:
    """The days each will take, and what that does to the term (第四十五条后段); one message for what began together."""
    case = _case(event)
    began = case.procedures.get(pk=event.procedure)
    rows = [began, *case.procedures.filter(ended_on=None, started_at__gte=began.started_at).exclude(pk=began.pk)]
    told = "、".join(
        f"{row.get_kind_display()}（{row.expected_days} 个工作日，预计到 {_day(row.expected_on)}，"
        f"{'不' if row.stops else ''}计入法定办结时限）"
        for row in rows
    )
    _tell(case, templates.PROCEDURE_STARTED.key, since=began.started_at, procedures=told)


@reacts_to(ProcedureEnded, title="通知申请人特别程序结束")
def tell_of_the_end(event: ProcedureEnded) -> None:
    case = _case(event)
    ended = case.procedures.get(pk=event.procedure)
    rows = case.procedures.filter(ended_at__gte=ended.ended_at)
    going_on = case.state == "suspended"
    then = "其他程序还在进行。" if going_on else f"恢复审查，{_day(case.due_on or event.due)}前办结。"
    told = "、".join(row.get_kind_display() for row in rows)
    _tell(case, templates.PROCEDURE_ENDED.key, since=ended.ended_at, procedures=told, then=then)


@reacts_to(ProcedureOverrun, title="通知承办岗位：特别程序超过告知的时间")
def remind_of_procedure(event: ProcedureOverrun) -> None:
    told = {"procedure": procedure(event.kind).label, "until": _day(event.expected_on)}
    _tell_desk(event, templates.PROCEDURE_OVERRUN.key, **told)


@reacts_to(TermExtended, title="通知申请人延长期限")
def tell_of_extension(event: TermExtended) -> None:
    case = _case(event)
    reason = texts.within(case.extension.reason.replace("\n", " "))[:200]
    _tell(case, templates.EXTENDED.key, days=event.days, due=_day(event.due), reason=reason)


@reacts_to(CaseDecided, title="通知申请人已决定")
def tell_of_decision(event: CaseDecided) -> None:
    outcome = "准予" if event.outcome == "granted" else "不予"
    _tell(_case(event), templates.DECIDED.key, outcome=outcome, decision=event.decision)


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
    how = {
        "electronic": "请在“我的办件”下载，电子证照在“我的证照”。",
        "window": "请带身份证件到出件窗口领取。",
        "post": "请留意邮件。",
    }
    _tell(_case(event), templates.DELIVERED.key, method=DELIVERIES[event.method], how=how[event.method])


@reacts_to(CaseCollected, title="领取后办结")
def close_after_collection(event: CaseCollected) -> None:
    with transaction.atomic():
        row = finding.locked(event.case)
        if row is not None and row.state == "collected":
            close(event.case, by=DISPATCH)


@reacts_to(DeadlineNear, title="通知承办岗位：快到期")
def warn_the_desk(event: DeadlineNear) -> None:
    _tell_desk(event, templates.NEAR.key, clock=CLOCK_WORDS[event.clock], due=_day(event.due))


@reacts_to(DeadlinePassed, title="通知承办岗位：已逾期")
def tell_the_desk(event: DeadlinePassed) -> None:
    _tell_desk(event, templates.OVERDUE.key, clock=CLOCK_WORDS[event.clock], due=_day(event.due))


@reacts_to(CaseUrged, title="通知承办岗位：催办")
def pass_the_urge_on(event: CaseUrged) -> None:
    _tell_desk(event, templates.URGED.key, words="请查看并尽快办理。")


@reacts_to(CalendarChanged, title="工作日历变更：重算办件时限", max_attempts=10)
def recompute_clocks(event: CalendarChanged) -> int:
    """Open deadlines that cross a corrected day (settled 5)."""
    return clockwork.recompute(event.first, event.last)


def _case(event: CaseEvent) -> Case:
    row = finding.find(event.case, Case.objects.select_related("organisation", "filer"))
    assert row is not None, "a submitted case is never deleted"
    return row


def _tell(case: Case, key: str, *, but: int | None = None, since: datetime | None = None, **facts: Any) -> None:
    """One message to each account that acts for the applicant; none twice; `since` when, for a step that may come again."""
    about = standing.subject_of(case)
    for account in _accounts(case, but):
        if not inbox.has_message(account, key, about, since=since):
            messages.notify(account, key, subject=about, item=case.item_name, number=case.number or "", **facts)


def _accounts(case: Case, but: int | None) -> list[int]:
    # For a firm its people of today are told: an operator whose authority has ended is told no more, though he filed.
    filer = case.filer_id if case.legal_person_id is None or case.capacity == Case.Capacity.AGENT else None
    persons = {case.applicant_id, filer} - {None, but}
    found = {identity.account_of_person(person) for person in persons if person is not None}
    if case.legal_person_id is not None:
        found |= set(identity.accounts_of_legal_person(case.legal_person_id))
    return sorted(found - {0})


def _tell_desk(event: CaseEvent, key: str, **facts: Any) -> None:
    """Tell whoever holds the post at which the case is now."""
    case = _case(event)
    open_task = case.tasks.filter(state="open").order_by("due_at").first()
    post = open_task.post if open_task else POSTS.get(case.state, "approver")
    if case.state not in (*WITH_US, "decided"):
        return
    messages.notify_role(
        post,
        key,
        region=case.region_id,
        organisation=case.organisation_id,
        subject=standing.subject_of(case),
        once=True,
        item=case.item_name,
        number=case.number or "",
        **facts,
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
