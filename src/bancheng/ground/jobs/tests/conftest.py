from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bancheng.ground import law
from bancheng.ground.access import Actor, Grant
from bancheng.ground.jobs import registry
from bancheng.ground.jobs.tests import works

CHIEF = Actor(kind="staff", key="staff:1", name="王*", account=1, grants=(Grant("jobs.*"),))
CLERK = Actor(kind="staff", key="staff:7", name="张*", account=7)


class Hand:
    """The clock of a test: it moves when told."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 9, 0, tzinfo=law.SHANGHAI)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **much: float) -> None:
        self.at += timedelta(**much)


@pytest.fixture
def hand() -> Iterator[Hand]:
    clock = Hand()
    law.install_clock(clock)
    yield clock
    law.install_clock(None)


@pytest.fixture(autouse=True)
def _a_registry_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reactions and timed jobs that a test registers are gone after it; those of the rooms are away while it runs."""
    monkeypatch.setattr(registry, "_reactions", {})
    monkeypatch.setattr(registry, "_timed", {})
    works.done.clear()
    yield
    works.done.clear()
