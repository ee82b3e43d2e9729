"""The kinds of duty of the lists."""

from __future__ import annotations

from bancheng.ground.law import TermUnit
from bancheng.registers.duties.types import kind
from bancheng.registers.lists.proofs.rules import KEEPER

# The first working day after the last one is the day on which it is overdue: working day 8 of seven, told to the unit and
# to the keepers, those of the judicial office with a role for their own organ included.
PROOF_UPDATE = kind(
    "lists.proof",
    title="更新证明事项清单",
    role="catalog_editor",
    ladder=((3, "catalog_editor"), (0, "catalog_editor"), (-1, "catalog_editor"), (-1, "proof_keeper", KEEPER)),
    unit=TermUnit.WORKDAY,
)
