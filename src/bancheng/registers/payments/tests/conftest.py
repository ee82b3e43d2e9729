from __future__ import annotations

from collections.abc import Iterator

import pytest

from bancheng.registers.identity.tests.conftest import _a_friday, on
from bancheng.registers.payments.adapters.cashier import use
from bancheng.registers.payments.tests.sample import Silent, Till, build_till

__all__ = ["_a_friday", "on"]


@pytest.fixture
def till(db: None) -> Till:
    return build_till()


@pytest.fixture
def silent(db: None) -> Iterator[Silent]:
    """A cashier that does not answer until `down` is False."""
    made = Silent()
    use(made)
    yield made
    use(None)
