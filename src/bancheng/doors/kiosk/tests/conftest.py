from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bancheng.ground.law import SHANGHAI
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, build_world
from bancheng.registers.organisations import services as organisations


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI), tick=False)


@pytest.fixture
def world(db: None) -> World:
    """The county of `sample`, open to the public."""
    made = build_world()
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    return made
