"""政务服务标准目录 as the public sees it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from bancheng.ground.codes import ancestor_codes
from bancheng.ground.law import today
from bancheng.registers.lists.models import Standard, StandardVersion
from bancheng.registers.lists.public import Column, public_list
from bancheng.registers.lists.types.public import Row

CODE = "standards"


@public_list(
    code=CODE,
    title="政务服务标准目录",
    intro="政务服务事项管理、政务服务中心建设、政务服务实施、评估评价、便民服务热线五类标准和平台标准规范的现行版本。",
    columns=(
        Column("code", "标准代号"),
        Column("name", "标准名称", wide=True),
        Column("family", "类别"),
        Column("version", "现行版本"),
        Column("effective_from", "实施日期"),
        Column("issuer", "发布单位", proper=True),
        Column("text", "文本出处", wide=True),
    ),
    facets=("family",),
)
def standards(region: str) -> Sequence[Row]:
    """The standards of the region, those above it and the platform, with the version in force; by family and code."""
    rows = Standard.objects.filter(Q(region=None) | Q(region__in=[region, *ancestor_codes(region)]))
    in_force = newest_in_force([row.pk for row in rows])
    found = []
    for row in sorted(rows, key=lambda one: (Standard.Family.values.index(one.family), one.code)):
        version = in_force.get(row.pk)
        found.append(
            {
                "code": row.code,
                "name": row.name,
                "family": row.get_family_display(),
                "version": version.label if version else "尚未实施",
                "effective_from": version.effective_from.isoformat() if version else "",
                "issuer": row.issuer,
                "text": version.text if version else "",
            }
        )
    return found


def newest_in_force(standards: Sequence[int]) -> dict[int, StandardVersion]:
    """The version of each standard that holds today. One query."""
    rows = StandardVersion.objects.filter(standard__in=standards, effective_from__lte=today())
    return {row.standard_id: row for row in rows.order_by("standard", "number")}
