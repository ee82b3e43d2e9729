from __future__ import annotations

import pytest

from bancheng.frontline.ratings.tests.sample import Closed, closed_case
from bancheng.registers.identity.tests.conftest import _a_friday, on

__all__ = ["_a_friday", "on"]


@pytest.fixture
def closed(db: None) -> Closed:
    return closed_case()
