"""A thousand filings and decisions while web and worker are killed again and again."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from tests.faults.casework import Office
from tests.faults.conftest import until

pytestmark = pytest.mark.faults

CASES = 100
KILLS = 12
CLIENTS = 4
STEPS = ("submit", "accept", "decide")


def test_a_thousand_filings_and_decisions_survive_thirty_kills(office: Office) -> None:
    ended = Event()
    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        killing = pool.submit(_kill_again_and_again, office, ended)
        walks = [pool.submit(office.walk, f"citizen{number % 6}") for number in range(CASES)]
        try:
            walked = [walk.result() for walk in walks]
        finally:
            ended.set()
        assert killing.result() >= KILLS
    office.drained(patience=240)

    steps = office.steps()
    # Nothing that was answered is lost …
    told = Counter((key, verb) for key, verb in office.acknowledged if verb in STEPS)
    assert all(steps[key].count(verb) >= 1 for key, verb in told)
    # … and nothing was done twice, though it was asked for twice.
    assert len(set(walked)) == CASES
    for key in walked:
        assert [verb for verb in steps[key] if verb in (*STEPS, "deliver", "close")] == [*STEPS, "deliver", "close"]
    numbers = office.ground.rows("SELECT number FROM cases_case WHERE number IS NOT NULL")
    assert len(set(numbers)) == CASES == len(numbers)
    _all_is_made(office)
    office.verified()


def _kill_again_and_again(office: Office, ended: Event) -> int:
    """One kill each time so many steps more were acknowledged; returns how many."""
    ways = (office.kill_a_web_process, office.kill_jobs, office.kill_a_web_process, office.kill_web)
    planned = CASES * 5
    for kills in range(1, KILLS + 1):
        enough = planned * kills // (KILLS + 1)
        until(lambda: ended.is_set() or len(office.acknowledged) >= enough, what="they go on", patience=120)  # noqa: B023
        if ended.is_set():
            return kills - 1
        ways[kills % len(ways)]()
    return KILLS


def _all_is_made(office: Office) -> None:
    """Every paper and licence is ready, one licence for each decision, and no job was given up."""
    ground = office.ground
    assert ground.rows("SELECT kind, state, count(*) FROM documents_document GROUP BY kind, state ORDER BY kind") == [
        ("cases.decision", "ready", CASES),
        ("cases.receipt", "ready", CASES),
    ]
    assert ground.rows("SELECT state, count(*) FROM licences_licence GROUP BY state") == [("valid", CASES)]
    assert office.count("SELECT count(DISTINCT licence) FROM cases_decision") == CASES
    assert office.count("SELECT count(*) FROM licences_printtask") == CASES
    assert ground.rows("SELECT task, error FROM jobs_job WHERE state IN ('failed', 'cancelled')") == []
