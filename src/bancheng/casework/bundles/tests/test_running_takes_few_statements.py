"""Handing in many members takes no more of the database, a member, than a case of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.tests.running import SHORT, Running, build_running
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.tests.stage import PDF, PLAN, at, build_stage
from bancheng.registers.catalog.tests.sample import PLATFORM

pytestmark = pytest.mark.django_db
SAVEPOINTS = ("SAVEPOINT", "RELEASE")
A_MEMBER = 4
"""Its row locked by all, then its materials, its own row, its task, and what the journal and the queue take of it."""


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


@pytest.fixture
def running(db: None) -> Running:
    running = build_running(build_stage())
    plain = {"questions": [], "stages": SHORT, "materials": [PLAN], "promised": {"unit": "workday", "n": 3}}
    for n in range(5):
        running.items[f"m{n}"] = running.stage.item(
            f"设置许可之{n}", fields=[{"element": "person_name"}, {"element": "has_staff"}], **plain
        )
    return running


def of_members(running: Running, count: int) -> None:
    """The next version: so many members side by side."""
    members = [{"key": f"m{n}", "item": running.items[f"m{n}"], "label": f"之{n}"} for n in range(count)]
    running.bundle.refresh_from_db()
    assert running.bundle.current is not None
    document = {**running.bundle.current.body, "members": members, "feeds": []}
    services.save_draft(running.bundle, body=document, by=PLATFORM)
    services.publish(running.bundle, by=PLATFORM)


def statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return sum(not one["sql"].startswith(SAVEPOINTS) for one in seen.captured_queries)


def handed_in(running: Running) -> int:
    who = running.stage.citizen()
    key = services.begin(region=running.bundle.region_id, key=running.bundle.key, by=who, again=True)
    services.save_fields(key, by=who, values={"person_name": who.name, "has_staff": "no"})
    services.add_file(key, code="M0005", stream=BytesIO(PDF), name="布局图.pdf", by=who)
    return statements(lambda: services.submit(key, by=who, declared=True))


def test_a_member_takes_no_more_statements_than_a_case_of_its_own(running: Running) -> None:
    who = running.stage.citizen()
    alone = cases.start(item_id=running.items["m0"], by=who)
    cases.save_fields(alone, by=who, values={"person_name": who.name, "has_staff": "no"})
    cases.add_file(alone, line=1, stream=BytesIO(PDF), name="布局图.pdf", by=who)
    single = statements(lambda: cases.submit(alone, by=who, declared=True))
    found = {}
    for count in (2, 5):
        of_members(running, count)
        found[count] = handed_in(running)
    assert found[5] <= 5 * single
    assert found[5] - found[2] <= 3 * A_MEMBER


def test_the_form_takes_as_many_statements_for_many_members_as_for_few(running: Running) -> None:
    who, found = running.stage.citizen(), []
    for count in (2, 5):
        of_members(running, count)
        key = services.begin(region=running.bundle.region_id, key=running.bundle.key, by=who, again=True)
        found.append(statements(partial(selectors.draft, who, key)))
        services.discard(key, by=who)
    assert found[0] == found[1]
