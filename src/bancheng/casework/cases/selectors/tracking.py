"""What number and query code tell: steps and days, no name, no number of a person, no papers (PUB-09)."""

from __future__ import annotations

from bancheng.casework.cases import course, materials, reading
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.types import Track

TODO = {
    "pre_reviewed": "预审通过。要不要到窗口、带什么、最晚哪天，请登录“我的办件”查看。",
    "supplement_requested": "请登录“我的办件”查看要补正的材料，也可以到窗口补交。",
    "delivered": "结果已经可以领取。请带身份证件到出件窗口，或者登录下载电子版。",
}


def track_of(case: Case) -> Track:
    """The public progress of a submitted case."""
    line = reading.line_view(case)
    return Track(
        number=line.number,
        item_name=line.item_name,
        organisation=line.organisation,
        public_state=line.public_state,
        outcome=case.outcome if case.delivered_at else "",
        progress=CASE.progress(case.state),
        steps=course.steps(case, inner=materials.internal_stages(materials.document_of(case)), public=True),
        due_on=line.due_on,
        light=line.light,
        remaining=line.remaining,
        todo=TODO.get(case.state, "") if case.state != "delivered" or case.delivery == "window" else "",
    )
