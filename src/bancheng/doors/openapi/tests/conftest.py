from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases.tests.stage import Stage, at, build_stage
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests import sample
from bancheng.registers.catalog.tests.sample import World


@pytest.fixture
def world(db: None) -> World:
    return sample.build_world()


@pytest.fixture
def version(world: World) -> GuideVersion:
    """One published guide: a food licence of 西峡县."""
    return sample.published(world.market)


@pytest.fixture
def client() -> Iterator[Client]:
    yield Client(raise_request_exception=True)


@pytest.fixture
def stage(db: None, time_machine: Any) -> Stage:
    """A county with one market organ, its staff and citizens, on a Friday morning."""
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)
    return build_stage()


@pytest.fixture
def move(time_machine: Any) -> Callable[..., None]:
    """Go to that hour (nine) of another day."""

    def to(day: date, hour: int = 9) -> None:
        time_machine.move_to(at(day, hour), tick=False)

    return to
