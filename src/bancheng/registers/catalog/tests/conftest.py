from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from bancheng.ground.law import SHANGHAI
from bancheng.registers.catalog.tests.sample import World, build_world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def time_machine_at(time_machine) -> Callable[[date], None]:
    """Move to nine in the morning of a day, and stay there."""

    def move(day: date) -> None:
        time_machine.move_to(datetime.combine(day, time(9), SHANGHAI), tick=False)

    return move
