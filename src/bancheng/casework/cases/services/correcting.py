"""更正: a slip in a written decision is put right beside it by who decides; text and date of the decision stay (settled 10)."""

from __future__ import annotations

from bancheng.casework.cases import paperwork
from bancheng.casework.cases.events import DecisionCorrected
from bancheng.casework.cases.models import Case, Correction, Decision
from bancheng.casework.cases.papers.afterwards import CorrectionPaper
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused, in_shanghai

LONGEST = 500


def correct(case: str, *, by: Actor, wrong: str, right: str, reason: str, expected: int | None = None) -> str:
    """Put `wrong`, which stands in reason, basis or remedies of the decision, right; returns the number of the 更正通知书.

    Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.correction_missing, .correction_same,
    .correction_not_there, .correction_twice, .reason_missing, .too_long.
    """
    return str(perform(case, "correct", by=by, expected=expected, wrong=wrong, right=right, reason=reason))


@effect("correct")
def _correct(act: Act, *, wrong: str, right: str, reason: str) -> Told:
    case, made = act.case, act.case.decision
    old, new, said = (one_line(text, LONGEST) for text in (wrong, right, reason))
    _demand_sensible(case, made, old, new)
    if not said:
        raise Refused("cases.reason_missing", "请写明为什么要更正，它要告知申请人。")
    paper = CorrectionPaper(
        decision=made.number,
        decided_on=in_shanghai(made.decided_at).date(),
        wrong=old,
        right=new,
        reason=said,
        told_on=act.today,
        **paperwork.head(case),
    )
    number = paperwork.issue(paper, case, by=act.by).number
    row = Correction.objects.create(
        case=case,
        wrong=old,
        right=new,
        reason=said,
        paper=number,
        at=act.at,
        by=act.by.key,
        by_name=act.by.name[:100],
    )
    facts = {"wrong": old, "right": new, "reason": said, "paper": number}
    return Told(facts, (act.event(DecisionCorrected, correction=row.pk),), number)


def _demand_sensible(case: Case, made: Decision, wrong: str, right: str) -> None:
    if not wrong or not right:
        raise Refused("cases.correction_missing", "请写明决定书里的原文，和更正后的文字。")
    if wrong == right:
        raise Refused("cases.correction_same", "更正后的文字和原文一样，请核对。")
    written = (" ".join(text.split()) for text in (made.reason, made.basis, made.remedies))
    if not any(wrong in text for text in written):
        raise Refused("cases.correction_not_there", "决定书的理由、依据和救济途径里没有这段原文，请照决定书填写。")
    if case.corrections.filter(wrong=wrong).exists():
        raise Refused("cases.correction_twice", "这段原文已经更正过，请看已经发出的更正通知书。")
