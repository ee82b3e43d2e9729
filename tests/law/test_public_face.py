"""What the two pure rooms offer is listed, sorted and there."""

from __future__ import annotations

from types import ModuleType

import pytest

from bancheng.ground import codes, law


@pytest.mark.parametrize("room", [law, codes], ids=["law", "codes"])
def test_the_public_names_are_sorted_and_exist(room: ModuleType) -> None:
    assert room.__all__ == sorted(room.__all__)
    assert all(hasattr(room, name) for name in room.__all__)
