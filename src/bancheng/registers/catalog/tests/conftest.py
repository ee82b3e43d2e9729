from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from bancheng.ground.law import SHANGHAI
from bancheng.registers.catalog.dictionaries import elements_changed
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.archives import TODAY, build_catalogue, exported
from bancheng.registers.catalog.tests.sample import World, build_world
from bancheng.registers.organisations.models import Region


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def time_machine_at(time_machine) -> Callable[[date], None]:
    """Move to nine in the morning of a day, and stay there."""

    def move(day: date) -> None:
        time_machine.move_to(datetime.combine(day, time(9), SHANGHAI), tick=False)

    return move


@pytest.fixture
def files_apart(tmp_path: Path) -> Iterator[None]:
    """Files go into a directory of this test's own."""
    with override_settings(BANCHENG_DATA_DIR=tmp_path):
        yield


@pytest.fixture
def archive_room(files_apart: None, time_machine_at: Callable[[date], None]) -> None:
    """The day of the archives of these tests, and a directory of their own."""
    time_machine_at(TODAY)


@pytest.fixture(scope="session")
def archive(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    """What an installation exports that is gone again, with its files: made once."""
    room, day = tmp_path_factory.mktemp("elsewhere"), datetime.combine(TODAY, time(9), SHANGHAI)
    with (
        django_db_blocker.unblock(),
        time_machine.travel(day, tick=False),
        override_settings(BANCHENG_DATA_DIR=room),
        transaction.atomic(),
    ):
        build_catalogue()
        content = exported()
        transaction.set_rollback(True)
    return content


@pytest.fixture
def elsewhere(archive: bytes, db: None, archive_room: None) -> bytes:
    """The archive of an installation that this one knows nothing of."""
    elements_changed()  # what the process kept of them was rolled back too
    assert not ImplementationItem.objects.exists() and not Region.objects.exists()
    return archive
