"""What this room answers to lower rooms: the public list of fees (PAY-02)."""

from __future__ import annotations

from collections.abc import Sequence

from bancheng.registers.lists.selectors import public_list
from bancheng.registers.lists.types import SUBJECT, Column
from bancheng.registers.lists.types.public import Row
from bancheng.registers.payments.keys import BASIS_FEES
from bancheng.registers.payments.published import charging_items

CODE = "fees"


@public_list(
    code=CODE,
    title="政务服务收费目录",
    intro="除法律、法规另有规定外，办理政务服务事项不收任何费用；下列项目之外，任何单位不得收费。",
    columns=(
        Column("name", "收费项目名称", wide=True),
        Column("basis", "法定依据", wide=True),
        Column("standard", "收费标准", wide=True),
    ),
    article=BASIS_FEES,
    of_guides=True,
)
def fees(region: str) -> Sequence[Row]:
    """Every fee of the guides in force in a region and below, in the guides' own words; by organ, item and order there."""
    found = []
    for item, document in charging_items(region):
        for line in document.fees.items:
            basis = "；".join(f"{one.law}{one.article}" for one in line.basis)
            row = {"name": line.name, "basis": basis, "standard": line.standard}
            found.append(row | {SUBJECT: f"catalog.item:{item.id}"})
    return found
