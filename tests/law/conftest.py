"""The published working days of 2004–2026, for tables of real dates."""

from __future__ import annotations

import pytest
from chinese_calendar.constants import holidays, workdays

from bancheng.ground.law import Calendar


@pytest.fixture(scope="session")
def national() -> Calendar:
    return Calendar(frozenset(holidays), frozenset(workdays), frozenset(range(2004, 2027)))
