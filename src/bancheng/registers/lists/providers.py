"""What this room registers: its public lists, and what it answers to lower rooms. Each import below declares something."""

from __future__ import annotations

from bancheng.registers.lists import facets, impact, kinds
from bancheng.registers.lists.cross import published as cross_list
from bancheng.registers.lists.intermediaries import linting as intermediary_lint
from bancheng.registers.lists.intermediaries import published as intermediary_list
from bancheng.registers.lists.once import published as once_lists
from bancheng.registers.lists.proofs import linting as proof_lint
from bancheng.registers.lists.proofs import published as proof_list
from bancheng.registers.lists.standards import published as standard_list
from bancheng.registers.lists.tolerance import reading as tolerance_list

__all__ = [
    "cross_list",
    "facets",
    "impact",
    "once_lists",
    "kinds",
    "intermediary_lint",
    "intermediary_list",
    "proof_lint",
    "proof_list",
    "standard_list",
    "tolerance_list",
]
