from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

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
