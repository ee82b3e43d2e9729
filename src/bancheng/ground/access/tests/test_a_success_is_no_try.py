"""A try that succeeded is given back; those that failed stay counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bancheng.ground.access import limits

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_a_try_given_back_leaves_the_failed_ones_counted() -> None:
    for _ in range(3):
        limits.spend("test", "here", limit=5, window=HOUR)
    limits.give_back("test", "here")
    assert limits.left("test", "here", limit=5, window=HOUR) == 3
    limits.give_back("test", "nobody")
    for _ in range(9):
        limits.give_back("test", "here")
    assert limits.left("test", "here", limit=5, window=HOUR) == 5
