"""行政审批中介服务事项清单 as the public sees it."""

from __future__ import annotations

from collections.abc import Sequence

from bancheng.ground.codes import ancestor_codes
from bancheng.registers.lists.models import IntermediaryService
from bancheng.registers.lists.public import Column, public_list
from bancheng.registers.lists.types import SUBJECT
from bancheng.registers.lists.types.public import Row

CODE = "intermediaries"


@public_list(
    code=CODE,
    title="行政审批中介服务事项清单",
    intro="审批时可能用到的中介服务。清单之外的中介服务不得作为办理审批的条件；由您自主选择机构，任何部门不得指定。",
    article="《优化营商环境条例》第四十三条",
    columns=(
        Column("name", "中介服务事项"),
        Column("matters", "涉及的审批事项", wide=True),
        Column("conditions", "办理条件", wide=True),
        Column("process", "办理流程", wide=True),
        Column("time_limit", "办理时限"),
        Column("fee", "收费标准"),
        Column("basis", "设定依据", wide=True),
        Column("code", "编码"),
    ),
)
def intermediaries(region: str) -> Sequence[Row]:
    """What is listed in the region and in those above it, by code."""
    rows = IntermediaryService.objects.filter(
        state=IntermediaryService.State.LISTED, region__in=[region, *ancestor_codes(region)]
    )
    keys = ("name", "matters", "conditions", "process", "time_limit", "fee", "basis", "code")
    return [row | {SUBJECT: f"lists.intermediary:{row['code']}"} for row in rows.order_by("code", "pk").values(*keys)]
