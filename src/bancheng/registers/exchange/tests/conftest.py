from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bancheng.ground.law import SHANGHAI, now
from bancheng.registers.exchange.adapters import base_registers
from bancheng.registers.exchange.types import Record, Register


@pytest.fixture(autouse=True)
def _a_friday(time_machine) -> None:
    """Tests begin on a morning of their own, whatever day it is; the clock runs on."""
    time_machine.move_to(datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI))


@dataclass
class Shelf:
    """A register that holds what a test puts there, and breaks as a test says."""

    register: Register
    records: dict[str, Mapping[str, str]] = field(default_factory=dict)
    error: Exception | None = None
    asked: list[str] = field(default_factory=list)

    def look_up(self, identifier: str, *, timeout: float) -> Record | None:
        assert timeout > 0
        self.asked.append(identifier)
        if self.error is not None:
            raise self.error
        values = self.records.get(identifier)
        return None if values is None else Record(self.register.value, self.register.label, values, now())


@dataclass
class Shelves:
    """The plug of the tests."""

    key: str = "tests"
    label: str = "测试登记库"
    demo: bool = False
    problem: str = ""
    registers: Mapping[Register, Shelf] = field(default_factory=lambda: {one: Shelf(one) for one in Register})

    def check(self) -> str:
        return self.problem


@pytest.fixture
def shelves(settings) -> Shelves:
    """Registers in place of the demonstration's."""
    made = Shelves(key=f"tests-{id(object())}")
    make: Callable[[], Shelves] = lambda: made  # noqa: E731
    base_registers.register(made.key, make)
    base_registers._made.cache_clear()
    settings.BANCHENG_BASE_REGISTERS = made.key
    return made
