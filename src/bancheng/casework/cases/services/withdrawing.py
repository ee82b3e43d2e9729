"""撤回 after acceptance: asked with a reason, ends the case if the organ consents; before acceptance nobody is asked."""

from __future__ import annotations

from bancheng.casework.cases import clocks
from bancheng.casework.cases.events import CaseTerminated, WithdrawalAsked, WithdrawalDeclined
from bancheng.casework.cases.models import Case, CaseTask, WithdrawalRequest
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services import ending
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused

LONGEST = 500
State = CaseTask.State


def ask_to_withdraw(case: str, *, by: Actor, reason: str, expected: int | None = None) -> None:
    """Ask to have an accepted application back. Work and clocks go on until the organ answers.

    Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.reason_missing, cases.withdrawal_open.
    """
    perform(case, "ask_to_withdraw", by=by, expected=expected, reason=reason)


def consent_to_withdraw(case: str, *, by: Actor, answer: str = "", expected: int | None = None) -> None:
    """Consent: the case ends here, its clocks and its work with it; what was not yet paid is not owed.

    Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.withdrawal_gone.
    """
    perform(case, "consent_to_withdraw", by=by, expected=expected, answer=answer)


def decline_to_withdraw(case: str, *, by: Actor, answer: str, expected: int | None = None) -> None:
    """Decline, with the reason that the applicant reads; the case goes on.

    Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.withdrawal_gone, cases.reason_missing.
    """
    perform(case, "decline_to_withdraw", by=by, expected=expected, answer=answer)


def demand_answered(case: Case) -> None:
    """Nobody decides an application that its applicant wants back, before he has an answer."""
    if any(one.consented is None for one in case.withdrawals.all()):
        raise Refused("cases.withdrawal_open", "申请人申请撤回，还没有答复。请先答复同意或者不同意。")


@effect("ask_to_withdraw")
def _ask(act: Act, *, reason: str) -> Told:
    said = one_line(reason, LONGEST)
    if not said:
        raise Refused("cases.reason_missing", "请写明为什么撤回。")
    if act.case.withdrawals.filter(consented=None).exists():
        raise Refused("cases.withdrawal_open", "您已经申请撤回，请等办理机关答复。")
    WithdrawalRequest.objects.create(case=act.case, reason=said, asked_at=act.at)
    return Told({"reason": said}, (act.event(WithdrawalAsked, reason=said),))


@effect("consent_to_withdraw")
def _consent(act: Act, *, answer: str) -> Told:
    case, said = act.case, one_line(answer, LONGEST)
    _answer(act, said, consented=True)
    clocks.stop(case)
    case.closed_at = act.at
    case.tasks.filter(state=State.OPEN).update(state=State.CANCELLED, done_at=act.at)
    wish = case.withdrawals.filter(consented=True).order_by("-pk").first()
    number = ending.notice(act, ending.CONSENTED, reason=wish.reason if wish else "", answer=said)
    return Told({"answer": said, "paper": number}, (act.event(CaseTerminated, answer=said),))


@effect("decline_to_withdraw")
def _decline(act: Act, *, answer: str) -> Told:
    said = one_line(answer, LONGEST)
    if not said:
        raise Refused("cases.reason_missing", "不同意撤回的，请写明理由，申请人看得到。")
    _answer(act, said, consented=False)
    return Told({"answer": said}, (act.event(WithdrawalDeclined, answer=said),))


def _answer(act: Act, said: str, *, consented: bool) -> None:
    row = act.case.withdrawals.filter(consented=None).first()
    if row is None:
        raise Refused("cases.withdrawal_gone", "现在没有等待答复的撤回申请，请刷新页面查看。")
    row.consented, row.answer, row.answered_at = consented, said, act.at
    row.answered_by, row.answered_name = act.by.key, act.by.name[:100]
    row.save()
