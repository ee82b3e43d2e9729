"""Whether a remote assistance is going on, and who helps: rows only, for services and selectors alike."""

from __future__ import annotations

from bancheng.casework.cases.models import Assistance, Case
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused, now

FILLED_IN = ("draft", "supplement_requested")
"""States in which an applicant has something to fill in, and so can be helped."""
ASSIST = "cases.assist"


def state_of(row: Assistance, case: Case) -> str:
    """A key of ASSISTANCE_STATES, as of now."""
    if row.ended_at is not None or case.state not in FILLED_IN:
        return "ended"
    if row.ends_at is not None:
        return "joined" if row.ends_at > now() else "expired"
    return "invited" if row.expires_at > now() else "expired"


def demand_no_helper(case: Case, by: Actor) -> None:
    """Who helps an applicant from afar neither fills in nor submits for him, also where his own window could.

    One query, for staff only. Raises Refused cases.assisting.
    """
    if by.kind != "staff":
        return
    helping = Assistance.objects.filter(case=case, helper=by.key, ended_at=None, ends_at__gt=now())
    if helping.exists():
        raise Refused(
            "cases.assisting", "您正在远程协助这份申请，只能标注提示；填写、上传和提交由申请人自己办理。请先结束协助。"
        )
