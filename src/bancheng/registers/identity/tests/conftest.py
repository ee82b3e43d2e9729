from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest

from bancheng.ground.law import SHANGHAI
from bancheng.registers.identity.tests import cast


@pytest.fixture(autouse=True)
def _a_friday(time_machine) -> None:
    """Tests begin on a morning of their own, whatever day it is; the clock runs on."""
    time_machine.move_to(datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI))


@pytest.fixture
def county(db: None) -> cast.County:
    return cast.county()


@pytest.fixture
def phone(db: None) -> Iterator[cast.Phone]:
    lent, give_back = cast.lend_phone()
    yield lent
    give_back()


@pytest.fixture
def on(time_machine) -> Callable[..., None]:
    """Move to an hour of a day (nine in the morning), and stay there."""

    def move(day: date, hour: int = 9, minute: int = 0) -> None:
        time_machine.move_to(datetime.combine(day, time(hour, minute), SHANGHAI), tick=False)

    return move
