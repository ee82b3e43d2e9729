"""The demonstration's base registers: the cast, a few families and firms more, all invented, the same at every start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time

from django.conf import settings

from bancheng.ground.law import SHANGHAI, today
from bancheng.registers.exchange.adapters.base_registers import (
    BaseRegister,
    demo_firms,
    demo_people,
    register,
)
from bancheng.registers.exchange.types import Record, Register

REFUSED = "演示基础信息库不能用于正式运行，请设置 BANCHENG_BASE_REGISTERS。"


class DemoRegister:
    """Records in memory, read by their identifier."""

    def __init__(self, register: Register, read: Callable[[str], Mapping[str, str] | None]) -> None:
        self._register, self._read = register, read

    def look_up(self, identifier: str, *, timeout: float) -> Record | None:
        """What the demonstration knows; brought up to date this morning, as a real register would be."""
        values = self._read(identifier)
        if values is None:
            return None
        morning = datetime.combine(today(), time(2), SHANGHAI)
        return Record(self._register.value, self._register.label, values, morning)


class DemoRegisters:
    """Answers for invented people and firms only. Refuses in production mode, where it would prove what is not so."""

    key = "demo"
    label = "演示基础信息库（人口、法人，都是虚构的）"
    demo = True

    @property
    def registers(self) -> Mapping[Register, BaseRegister]:
        """None in production mode."""
        if self.check():
            return {}
        return {
            Register.POPULATION: DemoRegister(Register.POPULATION, demo_people.values_of),
            Register.LEGAL_PERSONS: DemoRegister(Register.LEGAL_PERSONS, demo_firms.values_of),
        }

    def check(self) -> str:
        """The demonstration's adapter serves the demonstration only."""
        return "" if settings.BANCHENG_MODE == "demo" else REFUSED


register(DemoRegisters.key, DemoRegisters)
