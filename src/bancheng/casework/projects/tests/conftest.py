from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.casework.cases.tests.stage import at
from bancheng.casework.projects.tests.ground import Ground, build_ground


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
def ground(db: None) -> Ground:
    return build_ground()
