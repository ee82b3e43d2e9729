from __future__ import annotations

import pytest

from bancheng.casework.cases.tests.conftest import move, stage
from bancheng.frontline.ratings.tests.conftest import _a_friday, closed, on
from bancheng.oversight.supervision.tests.sample import Watch, watch_of

__all__ = ["_a_friday", "closed", "move", "on", "stage"]


@pytest.fixture
def watch(closed) -> Watch:
    return watch_of(closed)
