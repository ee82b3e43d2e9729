from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import pytest

from bancheng.ground.law import SHANGHAI
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World, build_world
from bancheng.registers.lists.candidates import ranking
from bancheng.registers.lists.public import registry
from bancheng.registers.organisations import services as organisations


@pytest.fixture
def world(db: None) -> World:
    """A county with two organs and a town, and another county; both are open to the public."""
    made = build_world()
    for region in (COUNTY, OTHER_COUNTY):
        organisations.serve_region(region=region, by=PLATFORM)
    return made


@pytest.fixture
def move(time_machine) -> Callable[[date], None]:
    """Go to nine in the morning of a day, and stay there."""

    def to(day: date) -> None:
        time_machine.move_to(datetime.combine(day, time(9), SHANGHAI), tick=False)

    return to


@pytest.fixture
def own_lists() -> Iterator[None]:
    """Lists that a test declares are forgotten after it."""
    before = dict(registry._declared)
    yield
    registry._declared.clear()
    registry._declared.update(before)


@pytest.fixture
def no_providers() -> Iterator[None]:
    """Only what a test enters or provides is counted."""
    before = dict(ranking._providers)
    ranking._providers.clear()
    yield
    ranking._providers.clear()
    ranking._providers.update(before)
