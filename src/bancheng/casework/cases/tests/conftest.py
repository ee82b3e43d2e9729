from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.casework.cases.adapters import credit
from bancheng.casework.cases.tests.committing import Platform
from bancheng.casework.cases.tests.stage import Stage, at, build_stage
from bancheng.registers.exchange.adapters import base_registers
from bancheng.registers.exchange.tests.conftest import Shelves


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    """Tests begin on a Friday morning; the clock stands still unless a test moves it."""
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


@pytest.fixture
def move(time_machine: Any) -> Callable[..., None]:
    """Go to that hour (nine) of another day."""

    def to(day: date, hour: int = 9) -> None:
        time_machine.move_to(at(day, hour), tick=False)

    return to


@pytest.fixture
def stage(db: None) -> Stage:
    return build_stage()


@pytest.fixture
def platform(settings: Any) -> Platform:
    """A credit platform that keeps what it is told."""
    made = Platform()
    made.key = f"cases-{id(settings)}"
    credit.register(made.key, lambda: made)
    credit._made.cache_clear()
    settings.BANCHENG_CREDIT = made.key
    return made


@pytest.fixture
def shelves(settings: Any) -> Shelves:
    """Base registers that hold what a test puts there."""
    made = Shelves(key=f"cases-{id(settings)}")
    base_registers.register(made.key, lambda: made)
    base_registers._made.cache_clear()
    settings.BANCHENG_BASE_REGISTERS = made.key
    return made
