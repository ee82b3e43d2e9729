"""证明事项清单 as the public sees it."""

from __future__ import annotations

from collections.abc import Sequence

from bancheng.ground.codes import ancestor_codes
from bancheng.registers.lists.models import ProofItem
from bancheng.registers.lists.public import Column, public_list
from bancheng.registers.lists.types.public import Row

CODE = "proofs"


@public_list(
    code=CODE,
    title="证明事项清单",
    intro="办事时可能需要的证明，逐项写明设定依据、索要单位、开具单位和办理指南。清单之外，不得向您索要证明。",
    article="《优化营商环境条例》第四十四条",
    columns=(
        Column("name", "证明名称"),
        Column("basis", "设定依据", wide=True),
        Column("asked_by", "索要单位", proper=True),
        Column("issued_by", "开具单位"),
        Column("guidance", "办理指南", wide=True),
    ),
    facets=("asked_by", "issued_by"),
)
def proofs(region: str) -> Sequence[Row]:
    """What is listed in the region and in those above it, by code."""
    rows = ProofItem.objects.filter(state=ProofItem.State.LISTED, region__in=[region, *ancestor_codes(region)])
    keys = ("name", "basis", "asked_by", "issued_by", "guidance")
    return list(rows.order_by("code", "asked_by", "pk").values(*keys))
