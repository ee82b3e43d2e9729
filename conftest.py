"""What every test of the project shares: the demand marks become a record, and nothing waits for the network."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

RECORD = Path(__file__).parent / "var" / "mission.json"
_passed: dict[str, set[str]] = defaultdict(set)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Fault runs are long: they run only when asked for by their mark."""
    if "faults" in (config.option.markexpr or ""):
        return
    skip = [item for item in items if item.get_closest_marker("faults")]
    if skip:
        config.hook.pytest_deselected(items=skip)
        items[:] = [item for item in items if not item.get_closest_marker("faults")]


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
    if hasattr(session.config, "workerinput") or not _passed:
        return
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps({key: sorted(tests) for key, tests in sorted(_passed.items())}, indent=1))
