"""延长办理期限: once, up to ten working days, approved by the head of the organ, the reason told (第四十二条第一款)."""

from __future__ import annotations

from bancheng.casework.cases import clocks, papers, paperwork
from bancheng.casework.cases.events import TermExtended
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Extension
from bancheng.casework.cases.rules.extending import ARTICLE, demand_extensible
from bancheng.casework.cases.rules.texts import paragraphs
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.casework.cases.services.staging import put_off
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused

LONGEST = 1000


def extend(case: str, *, by: Actor, days: int, reason: str, expected: int | None = None) -> str:
    """Lengthen both clocks by `days` working days; the applicant is told the reason in writing.

    `by` is the head of the organ (经本行政机关负责人批准): his name stands in the paper and in the journal.
    Returns the number of the 延期告知书. Raises AccessDenied (who else tries reads whose approval it takes), Refused: lifecycle.not_open, cases.moved_on,
    cases.extension_days, .extension_once, .extension_instant, .extension_unit, .extension_late, .reason_missing.
    """
    return str(perform(case, "extend", by=by, expected=expected, days=days, reason=reason))


@effect("extend")
def _extend(act: Act, *, days: int, reason: str) -> Told:
    case, document = act.case, document_of(act.case)
    both = clocks.decision(case, document)
    demand_extensible(days, already=case.extension_days, clocks=both, today=act.today)
    said = paragraphs(reason, LONGEST)
    if not said:
        raise Refused("cases.reason_missing", "请写明延长的理由，它要告知申请人。", ARTICLE)
    before = both.promised.due(act.today)
    case.extension_days = days
    clocks.recount(case)
    assert case.due_on is not None and case.accepted_on is not None
    paper = papers.ExtensionPaper(
        accepted_on=case.accepted_on,
        days=days,
        reason=said,
        before=before,
        after=case.due_on,
        statutory_after=case.statutory_due_on,
        told_on=act.today,
        approved_by=act.by.name,
        permit=paperwork.permit(document),
        **paperwork.head(case),
    )
    number = paperwork.issue(paper, case, by=act.by).number
    Extension.objects.create(
        case=case,
        days=days,
        reason=said,
        before=before,
        after=case.due_on,
        paper=number,
        at=act.at,
        by=act.by.key,
        by_name=act.by.name[:100],
    )
    act.then.append(lambda: put_off(case))
    facts = {"days": days, "reason": said, "before": before, "due_on": case.due_on}
    facts |= {"statutory_due_on": case.statutory_due_on, "paper": number, "approved_by": act.by.name}
    return Told(facts, (act.event(TermExtended, days=days, due=case.due_on),), number)
