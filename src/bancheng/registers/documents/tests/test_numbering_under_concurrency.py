from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from bancheng.registers.documents.models import Document
from bancheng.registers.documents.tests import samples
from bancheng.registers.identity.tests import cast

WRITERS, EACH = 4, 6


class UndoneError(Exception):
    """The writer changes his mind."""


@pytest.fixture
def settle(tmp_path: Path) -> Callable[[], Callable[[], None]]:
    """Give the threads of a test a database that two can write: SQLite's in memory, which tests use, has no queue."""

    def prepare() -> Callable[[], None]:
        if connection.vendor != "sqlite":
            return lambda: None
        place = tmp_path / "together.sqlite3"
        with sqlite3.connect(place) as file:
            connection.connection.backup(file)
        return lambda: setattr(
            connections["default"], "settings_dict", {**connection.settings_dict, "NAME": str(place)}
        )

    return prepare


def in_threads(work: Callable[[], None], join: Callable[[], None], count: int) -> None:
    """Let so many do the work at once, each on a connection of his own; what breaks in one breaks the test."""
    start, broken = Barrier(count), []

    def run() -> None:
        try:
            join()
            start.wait(timeout=60)
            work()
        except BaseException as error:
            broken.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not broken, broken


@pytest.mark.django_db(transaction=True)
def test_many_at_once_take_each_number_once_and_leave_no_gap(settle: Callable[[], Callable[[], None]]) -> None:
    county = cast.county()
    join, found = settle(), []

    def write() -> None:
        for turn in range(EACH):
            try:
                with transaction.atomic():
                    samples.issue(county)
                    if turn % 3 == 2:
                        raise UndoneError
            except UndoneError:
                continue

    in_threads(write, join, WRITERS)
    in_threads(lambda: found.extend(Document.objects.values_list("number", flat=True)), join, 1)
    kept = WRITERS * (EACH - EACH // 3)
    assert len(found) == kept
    assert set(found) == {f"西市监受理〔2026〕第{n}号" for n in range(1, kept + 1)}
