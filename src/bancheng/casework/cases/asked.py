"""Who is told of what is asked while a case runs: pre-review, withdrawal after acceptance, opinions of other units.

Reactions; each may run twice.
"""

from __future__ import annotations

from typing import Any

from bancheng.casework.cases import standing, templates
from bancheng.casework.cases.events import (
    CaseEvent,
    CasePreReviewed,
    CaseTerminated,
    ConsultationAnswered,
    ConsultationSilent,
    PreReviewLapsed,
    UnitsConsulted,
    WithdrawalAsked,
    WithdrawalDeclined,
)
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Consultation
from bancheng.casework.cases.rules.texts import within
from bancheng.casework.cases.services import prereviewing
from bancheng.casework.cases.telling import case_of, day_words, tell, tell_desk, tell_role
from bancheng.ground.jobs import reacts_to
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.messages import services as messages

ANSWERING = ("reviewer", "approver", "town_officer", "service_officer")
"""The roles that answer for a unit (`cases.answer`)."""
ESCALATE, OVERSEER = "escalate", "service_officer"
"""Where the locality says so, the silence of a unit is brought before who coordinates the organs (政务服务管理机构)."""
LONGEST = 200


@reacts_to(CasePreReviewed, title="通知申请人预审通过")
def tell_of_the_pass(event: CasePreReviewed) -> None:
    case = case_of(event)
    told = within(event.note)
    tell(case, templates.PRE_REVIEWED.key, since=event.at, come=_come(case), note=f"{told}。" if told else "")


def _come(case: Case) -> str:
    """What he does now: come with what, until when, where; or nothing."""
    if case.state != "pre_reviewed" or case.clock:
        due = f"，{day_words(case.due_on)}前告诉您是否受理" if case.due_on else ""
        return f"不用再交材料，也不用到窗口{due}。"
    bring = prereviewing.brings(case)
    originals = f"和“{'、'.join(bring)[:LONGEST]}”的原件" if bring else ""
    places = document_of(case).identity.places
    where = f"到{places[0].name}（{places[0].address}）" if places else "到受理窗口"
    return f"请在 {day_words(prereviewing.until(case))} 前{where}，带身份证件{originals}。不用再填表、再上传。"


@reacts_to(PreReviewLapsed, title="通知申请人预审作废")
def tell_of_the_lapse(event: PreReviewLapsed) -> None:
    tell(case_of(event), templates.PRE_REVIEW_LAPSED.key, until=day_words(event.until))


@reacts_to(WithdrawalAsked, title="通知审批岗：申请人申请撤回")
def pass_the_wish_on(event: WithdrawalAsked) -> None:
    tell_role(case_of(event), "approver", templates.WITHDRAWAL_ASKED.key, reason=within(event.reason)[:LONGEST])


@reacts_to(WithdrawalDeclined, title="通知申请人不同意撤回")
def tell_of_no(event: WithdrawalDeclined) -> None:
    tell(case_of(event), templates.WITHDRAWAL_DECLINED.key, since=event.at, reason=within(event.answer)[:LONGEST])


@reacts_to(CaseTerminated, title="通知申请人终止办理")
def tell_of_yes(event: CaseTerminated) -> None:
    said = within(event.answer)[:LONGEST]
    tell(case_of(event), templates.TERMINATED.key, answer=f"{said}。" if said else "")


@reacts_to(UnitsConsulted, title="通知被征求意见的机构")
def ask_the_units(event: UnitsConsulted) -> None:
    """Whoever answers for each unit; nobody twice, also when the job runs again."""
    case = case_of(event)
    about = standing.subject_of(case)
    facts = {"item": case.item_name, "number": case.number or "", "organ": case.organisation.name}
    for row in case.consultations.filter(asked_at=event.at):
        for account in _answering(row):
            if not inbox.has_message(account, templates.CONSULTED.key, about, since=event.at):
                messages.notify(account, templates.CONSULTED.key, subject=about, due=day_words(event.due), **facts)


def _answering(row: Consultation) -> list[int]:
    accounts: set[int] = set()
    for role in ANSWERING:
        held = identity.staff_with_role(role, row.region_id, organisation=row.organisation_id)
        accounts |= set(held.filter(staff__organisation=row.organisation_id).values_list("pk", flat=True))
    return sorted(accounts)


@reacts_to(ConsultationAnswered, title="通知承办岗位：征求的意见有答复")
def tell_of_the_answer(event: ConsultationAnswered) -> None:
    _tell_asking(event)


@reacts_to(ConsultationSilent, title="通知承办岗位：征求意见逾期未答复")
def tell_of_silence(event: ConsultationSilent) -> None:
    _tell_asking(event)
    row = Consultation.objects.select_related("organisation", "case").get(pk=event.consultation)
    if row.silence == ESCALATE:
        told: dict[str, Any] = {"unit": row.organisation.name, "number": event.number, "item": event.item_name}
        about = standing.subject_of(row.case)
        messages.notify_role(
            OVERSEER, templates.CONSULTATION_ESCALATED.key, region=event.region, subject=about, once=True, **told
        )


def _tell_asking(event: CaseEvent) -> None:
    """The post that holds the case, once until it has looked, and with how many are still awaited."""
    left = Consultation.objects.filter(case__key=event.case, outcome=Consultation.Outcome.OPEN).count()
    tell_desk(event, templates.CONSULTATION_ANSWERED.key, left=f"还有 {left} 个机构没有答复。" if left else "")
