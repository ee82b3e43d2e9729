"""What every test of the project shares: which run when, and in which order; the demand marks become a record."""

from __future__ import annotations

import gc
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

RECORD = Path(__file__).parent / "var" / "mission.json"
SERVER = bool(os.environ.get("BANCHENG_TEST_DATABASE_URL"))
"""This is the second run of `make test`, on PostgreSQL; the first one was on the embedded database."""
DATABASE = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences", "live_server"}
_passed: dict[str, set[str]] = defaultdict(set)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays; what comes is looked through for cycles seldom: that took a third of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Fault runs are long: they run only when asked for by their mark. On a server, only what a database can change.

    A whole browser or installation comes first: one process of the run then has all that start processes of their own
    and wait for them, and the others have work until it is done.
    """
    left_out = [item for item in items if not _runs(config, item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = sorted((item for item in items if item not in gone), key=lambda item: not _waits(item))


def _runs(config: pytest.Config, item: pytest.Item) -> bool:
    if item.get_closest_marker("faults") and "faults" not in (config.option.markexpr or ""):
        return False
    return not SERVER or _asks_a_database(item)


def _asks_a_database(item: pytest.Item) -> bool:
    """The test's own database, or that of an installation it starts. pytest-django keeps all other tests away from any."""
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("installation")
    return marked is not None or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def _waits(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("browser", "installation"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database is made from the models, and then told what only migrations tell it: triggers and indexes.

    To walk all migrations costs each process of a run as much as two hundred tests. That they lead to the models is
    checked by `make check`, and every installation that the tests start walks them.
    """
    from django.db import connection

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for step in steps_of_the_migrations():
            step.code(None, editor)


def steps_of_the_migrations() -> Iterator[Any]:
    """What migrations do by code of their own, in order."""
    from django.apps import apps
    from django.db.migrations import RunPython, RunSQL

    for config in apps.get_app_configs():
        folder = Path(config.path) / "migrations"
        if not config.name.startswith("bancheng.") or not folder.is_dir():
            continue
        for path in sorted(folder.glob("0*.py")):
            module = import_module(f"{config.name}.migrations.{path.stem}")
            for step in module.Migration.operations:
                assert not isinstance(step, RunSQL), f"{path.name}: SQL as code, so that it knows which database it is"
                if isinstance(step, RunPython):
                    yield step


@pytest.fixture(scope="session", autouse=True)
def _the_journal_may_be_emptied_after_a_test() -> Iterator[None]:
    """Transactional tests empty every table when they end; the journal's triggers are lifted for that moment only."""
    from django.test import TransactionTestCase

    from bancheng.casework.cases import numbering
    from bancheng.ground.journal import protection

    empty = TransactionTestCase._fixture_teardown

    def teardown(case: Any) -> None:
        with protection.lifted():
            empty(case)
        # A process keeps numbers of the database that was just emptied.
        numbering.forget()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Any:
    outcome = yield
    report = outcome.get_result()
    marks = [demand for mark in item.iter_markers("demand") for demand in mark.args]
    report.user_properties.append(("demands", marks))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Runs where the results come together (the xdist controller too): a demand counts only when its test passed."""
    if report.when == "call" and report.passed:
        for name, demands in report.user_properties:
            if name == "demands":
                for demand in demands:
                    _passed[demand].add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput") or not _passed or SERVER:
        return
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps({key: sorted(tests) for key, tests in sorted(_passed.items())}, indent=1))
