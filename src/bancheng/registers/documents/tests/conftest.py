from __future__ import annotations

from collections.abc import Iterator

import pytest

from bancheng.registers.documents import types
from bancheng.registers.identity.tests.conftest import _a_friday, county

__all__ = ["_a_friday", "county"]


@pytest.fixture(autouse=True)
def _only_what_the_test_lends(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sealers, seals and links of the rooms above are away: each test lends its own."""
    for registry in ("_sealer", "_artist", "_links"):
        monkeypatch.setattr(types, registry, {})
    yield
