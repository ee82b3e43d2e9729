"""The applicant's own choice of an intermediary for his application; nobody makes it for him (CAT-35)."""

from __future__ import annotations

from django.db import transaction

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.services.drafts import waits_with_whole
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import Refused
from bancheng.registers.lists import services as lists

NOT_FOR_STAFF = (
    "中介服务机构由申请人自主选择，任何工作人员不得指定或者变相指定，也不得代为选择（《优化营商环境条例》第四十三条）。"
)


def choose_intermediary(case: str, *, service: str, by: Actor, firm: int | None = None, name: str = "") -> None:
    """Name the firm for a service of the guide: a registered one by its key, or any other by its name.

    Raises AccessDenied (for staff always, with the reason), Refused: cases.moved_on and those of `lists.services.choose_firm`.
    """
    if by.kind != "person":
        raise AccessDenied(NOT_FOR_STAFF, visible=True, action="intermediaries.assign")
    with transaction.atomic():
        row = standing.demand_sight(by, finding.locked(case))
        if not standing.is_applicant(by, row):
            raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
        if row.state != "draft" or waits_with_whole(row):
            raise Refused("cases.moved_on", "申请已经提交，不能再改选中介服务机构。")
        lists.choose_firm(
            subject=standing.subject_of(row),
            document=document_of(row),
            service=service,
            firm=firm,
            name=name,
            organ=row.organisation_id,
            by=by,
        )
