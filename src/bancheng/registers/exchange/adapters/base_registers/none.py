"""No base register is connected: forms are filled in by hand, materials are handed in."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.registers.exchange.adapters.base_registers import BaseRegister, register
from bancheng.registers.exchange.types import Register


class NoRegisters:
    """For an installation that has no connection yet; a choice, so it is no fault."""

    key = "none"
    label = "未接入基础信息库"
    demo = False
    registers: Mapping[Register, BaseRegister] = {}

    def check(self) -> str:
        """Nothing to set right."""
        return ""


register(NoRegisters.key, NoRegisters)
