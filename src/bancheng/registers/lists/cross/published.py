"""The public list of 跨省通办: each target and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from bancheng.registers.lists.cross.reading import cross_board
from bancheng.registers.lists.keys import BASIS_CROSS
from bancheng.registers.lists.public import Column, public_list
from bancheng.registers.lists.types.public import Row


@public_list(
    code="cross-province",
    title="“跨省通办”事项清单",
    intro="计划跨省通办的事项和完成情况：现行办事指南写明跨省通办的，为已实现。",
    article=BASIS_CROSS,
    columns=(
        *(
            Column("number", "序号"),
            Column("name", "事项名称"),
            Column("department", "主管领域"),
            Column("state", "进展"),
        ),
        *(Column("acceptance", "受理模式"), Column("organ", "实施单位", proper=True), Column("due", "完成期限")),
        Column("note", "说明", wide=True),
    ),
    facets=("state", "department", "acceptance"),
    of_guides=True,
)
def cross_province(region: str) -> Sequence[Row]:
    """The targets that hold for the region, in the order of the plan."""
    return [
        {
            "number": f"{line.batch}-{line.number}",
            "name": line.name,
            "department": line.department,
            "state": line.state_label,
            "acceptance": line.acceptance,
            "organ": line.organ,
            "due": line.due_on.isoformat(),
            "note": line.note,
            **({"subject": f"catalog.item:{line.item_id}"} if line.item_id and line.state in {"done", "guide"} else {}),
        }
        for line in cross_board(region).lines
    ]
