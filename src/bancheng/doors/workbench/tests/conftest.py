from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from bancheng.doors.workbench.tests.cases_cast import Story, build_story
from bancheng.doors.workbench.tests.cast import Desk, build_desk
from bancheng.doors.workbench.tests.window import Window, build_window
from bancheng.ground.law import SHANGHAI


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    """Tests begin on a morning of their own, whatever day it is; the clock runs on."""
    time_machine.move_to(datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI))


@pytest.fixture
def desk(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def as_role(desk: Desk) -> Callable[..., Client]:
    """A browser in which a member of staff with these roles is signed in."""
    return desk.browser


@pytest.fixture
def story(desk: Desk) -> Story:
    """An item with every kind of stage, and who handles it."""
    return build_story(desk)


@pytest.fixture
def window(desk: Desk) -> Window:
    """The market organ's window with one item in use."""
    return build_window(desk)
