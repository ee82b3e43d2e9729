"""A thousand filings and decisions while web and worker are killed again and again."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from tests.faults.casework import Office
from tests.faults.conftest import until

pytestmark = pytest.mark.faults

FILED, DECIDED = 600, 400  # a thousand filings and decisions, and as many acceptances as decisions
KILLS = 32
CLIENTS = 4
VERBS = {"filings": "submit", "acceptance": "accept", "decision": "decide"}
WHOLE = ["submit", "accept", "decide", "deliver", "close"]


def test_a_thousand_filings_and_decisions_survive_thirty_kills(office: Office) -> None:
    office.start_jobs("second")
    ended = Event()
    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        killing = pool.submit(_kill_again_and_again, office, ended)
        walks = [pool.submit(office.walk, f"citizen{n % 6}", decided=n % 3 < 2) for n in range(FILED)]
        try:
            walked = [walk.result() for walk in walks]
        finally:
            ended.set()
        assert killing.result() >= KILLS
    office.drained(patience=300)

    _nothing_lost_and_nothing_twice(office, walked)
    _all_is_made(office)
    office.verified()


def _kill_again_and_again(office: Office, ended: Event) -> int:
    """One kill each time so many steps more were acknowledged; returns how many."""
    ways = (
        office.kill_a_web_process,
        office.kill_jobs,
        office.kill_a_web_process,
        lambda: office.kill_jobs("second"),
        office.kill_web,
    )
    planned = FILED + 2 * DECIDED
    for kills in range(KILLS):
        enough = planned * (kills + 1) // (KILLS + 2)
        until(lambda: ended.is_set() or len(office.acknowledged) >= enough, what="they go on", patience=120)  # noqa: B023
        if ended.is_set():
            return kills
        ways[kills % len(ways)]()
    return KILLS


def _nothing_lost_and_nothing_twice(office: Office, walked: list[tuple[str, str, str]]) -> None:
    """What was answered is in the journal once, under the number that was told, however often it had to be asked for."""
    steps = office.steps()
    told = Counter((case, VERBS[step]) for case, step in office.acknowledged)
    assert set(told.values()) == {1} and len(told) == FILED + 2 * DECIDED
    assert all(steps[case].count(verb) == 1 for case, verb in told)
    assert set(steps) == {key for key, _number, _paper in walked}, "no case came of a request that was not answered"
    for key, _number, paper in walked:
        assert [verb for verb in steps[key] if verb in WHOLE] == (WHOLE if paper else ["submit"])
    stored = office.ground.rows(
        "SELECT c.key, c.number, coalesce(d.number, '') FROM cases_case c LEFT JOIN cases_decision d ON d.case_id = c.id"
    )
    assert sorted(stored) == sorted(walked)


def _all_is_made(office: Office) -> None:
    """Every paper and licence is ready, one licence for each decision, and no job was given up."""
    rows = office.ground.rows
    assert rows("SELECT kind, state, count(*) FROM documents_document GROUP BY kind, state ORDER BY kind") == [
        ("cases.decision", "ready", DECIDED),
        ("cases.receipt", "ready", FILED),
    ]
    assert rows("SELECT state, count(*) FROM licences_licence GROUP BY state") == [("valid", DECIDED)]
    assert office.count("SELECT count(DISTINCT licence) FROM cases_decision") == DECIDED
    assert office.count("SELECT count(*) FROM licences_printtask") == DECIDED
    assert rows("SELECT task, error FROM jobs_job WHERE state IN ('failed', 'cancelled')") == []
