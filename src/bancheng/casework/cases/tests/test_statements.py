"""How many statements the pages of cases may cost: pinned, so that no list begins to ask row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.types import Filters
from bancheng.ground.jobs import drain
from bancheng.registers.organisations import snapshots


@pytest.fixture
def request_begins() -> Iterator[Callable[[], None]]:
    """Called when everything stands: within a request what is kept in memory is checked once."""
    yield snapshots._begin
    snapshots._end()


def test_lists_cost_the_same_for_one_row_and_for_five(
    stage: Stage, request_begins: Callable[[], None], django_assert_num_queries: Any
) -> None:
    citizen = stage.citizen()
    reviewer, clerk, watcher = stage.staff("reviewer"), stage.staff("clerk"), stage.staff("supervisor")
    for count in (1, 5):
        while selectors.own_counts(citizen)["open"] < count:
            stage.accepted()
        request_begins()
        with django_assert_num_queries(4):  # the firms he may act for, the cases, the marks of the calendar
            assert len(selectors.own_cases(citizen).rows) == count
        with django_assert_num_queries(1):
            assert len(selectors.inbox(reviewer).rows) == count
        with django_assert_num_queries(1):
            assert selectors.inbox_counts(reviewer)["all"] == count
        with django_assert_num_queries(1):
            assert len(selectors.staff_cases(clerk, Filters()).rows) == count
        with django_assert_num_queries(1):
            assert selectors.staff_counts(clerk, Filters())["total"] == count
        with django_assert_num_queries(2):
            assert selectors.overview(watcher).open == count


def test_a_page_of_a_case_costs_as_much_at_its_end_as_at_its_beginning(
    stage: Stage, request_begins: Callable[[], None], django_assert_max_num_queries: Any
) -> None:
    citizen, approver, watcher = stage.citizen(), stage.staff("approver"), stage.staff("supervisor")
    filed, closed = stage.file().number, stage.closed(stage.licensed())
    drain()
    request_begins()
    selectors.staff_case(approver, closed)
    # One statement of each page tells how often the applicant had to come.
    for number in (filed, closed):
        with django_assert_max_num_queries(11):
            selectors.own_case(citizen, number)
        with django_assert_max_num_queries(13):
            selectors.staff_case(approver, number)
        with django_assert_max_num_queries(5):
            selectors.trace(watcher, number)


def test_a_draft_and_a_tracked_case_cost_few(
    stage: Stage, request_begins: Callable[[], None], django_assert_max_num_queries: Any
) -> None:
    filed, key, citizen = stage.file(), stage.draft(), stage.citizen()
    request_begins()
    selectors.own_case(citizen, filed.number)
    with django_assert_max_num_queries(8):
        selectors.draft(citizen, key)
    with django_assert_max_num_queries(12):
        assert services.track(filed.number, filed.query_code, who="203.0.113.9")
