"""终止办理: the paper of every end without a decision, whoever brought it about."""

from __future__ import annotations

from bancheng.casework.cases import paperwork
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.papers.ending import EndedPaper
from bancheng.casework.cases.services.doing import Act

WITHDRAWN = "受理以前，你（单位）撤回申请"
CONSENTED = "你（单位）申请撤回，本机关同意"
LAPSED = "网上预审通过后，你（单位）在告知的期限内没有到窗口核对原件"


def notice(act: Act, how: str, *, reason: str = "", answer: str = "") -> str:
    """Issue the 终止办理通知书 in the transaction of the act; returns its number."""
    case, document = act.case, document_of(act.case)
    assert case.received_on is not None, "a draft is discarded, not ended"
    paper = EndedPaper(
        received_on=case.received_on,
        how=how,
        reason=reason,
        answer=answer,
        remedies=document.remedies,
        ended_on=act.today,
        permit=paperwork.permit(document),
        **paperwork.head(case),
    )
    return paperwork.issue(paper, case, by=act.by).number
