"""What a request costs the database, every statement counted: the token, the key, BEGIN and COMMIT too."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi.tests.calling import Caller, caller
from bancheng.ground.law import today
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.organisations import services as organisations

FILING = {"answers": {"shop_kind": "shop"}, "values": {"person_name": "王小满", "has_staff": "no"}, "declared": True}
FILING_MOST = 16
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_rule(stage: Stage) -> None:
    """As every installation has: a table without any row is read each time, one with rows is kept in memory."""
    organisations.set_rule(key="clock.warn_days", region=None, value=3, valid_from=today(), by=PLATFORM)


def statements(act: Callable[[], Any], status: int = 200) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        assert act().status_code == status
    return [query["sql"] for query in seen.captured_queries]


def warm(mine: Caller, body: dict[str, Any]) -> None:
    """What a process does once: it reads the guide, the rules and the calendar, notes the token's hour, takes numbers."""
    for turn in range(2):
        assert mine.post("cases/filings", body, key=f"warm-{turn}").status_code == 201


def test_filing_a_case_takes_sixteen_statements(stage: Stage) -> None:
    mine, body = caller(stage, stage.citizen()), {"item": stage.instant(), **FILING}
    warm(mine, body)
    seen = statements(lambda: mine.post("cases/filings", body, key="order-7"), 201)
    # SQLite writes the head of a stream and its entry one by one.
    most = FILING_MOST + (1 if connection.vendor == "sqlite" else 0)
    assert len(seen) <= most, "\n".join(line[:120] for line in seen)
    assert not [line for line in seen if line.startswith("SAVEPOINT")]


def test_numbers_are_taken_in_blocks_though_each_filing_is_one_transaction(stage: Stage) -> None:
    mine, body = caller(stage, stage.citizen()), {"item": stage.instant(), **FILING}
    warm(mine, body)
    taken = []
    for turn in range(25):
        send = partial(mine.post, "cases/filings", body, key=f"order-{turn}")
        taken += [line for line in statements(send, 201) if "cases_numberseries" in line]
    assert len(taken) <= 2


def test_reading_a_case_takes_few(stage: Stage) -> None:
    mine = caller(stage, stage.citizen())
    number = stage.file().number
    mine.get(f"cases/{number}")
    # Token, case with its guide's digest, elements, materials with files, marks of the small tables, steps, papers.
    seen = statements(lambda: mine.get(f"cases/{number}"))
    assert len(seen) <= 8, "\n".join(line[:120] for line in seen)


@pytest.mark.parametrize(("path", "most"), [("staff/inbox", 5), ("staff/cases", 4)])
def test_a_list_takes_as_many_for_one_as_for_many(stage: Stage, path: str, most: int) -> None:
    clerk = caller(stage, stage.staff("clerk"))
    item = stage.instant()
    stage.file(item)
    clerk.get(path)
    one = statements(lambda: clerk.get(path))
    for _ in range(4):
        stage.file(item)
    many = statements(lambda: clerk.get(path))
    assert len(many) == len(one) <= most, "\n".join(line[:120] for line in many)


def test_ones_own_list_takes_five(stage: Stage) -> None:
    mine = caller(stage, stage.citizen())
    for _ in range(3):
        stage.file(stage.instant())
    mine.get("cases")
    seen = statements(lambda: mine.get("cases"))
    assert len(seen) <= 5, "\n".join(line[:120] for line in seen)
