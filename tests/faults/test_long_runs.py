"""Long fault runs: nothing is lost and nothing runs twice at a time, however workers come and go."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.faults.conftest import Installation, kill, until

pytestmark = pytest.mark.faults


def test_four_workers_never_run_one_job_at_once(ground: Installation) -> None:
    words = [f"w{number}" for number in range(400)]
    workers = [ground.worker(lease=60) for _ in range(4)]
    ground.ask("note", *words)
    until(lambda: ground.states() == {"done": len(words)}, what="all is done", patience=180)

    begun = Counter(line.split()[1] for line in ground.book() if line.startswith("begin"))
    assert begun == Counter(words)
    by_worker = Counter(line.split()[2] for line in ground.book() if line.startswith("begin"))
    assert len(by_worker) > 1, "they shared the work"
    assert all(worker.poll() is None for worker in workers)


def test_workers_killed_again_and_again_lose_nothing(ground: Installation) -> None:
    words = [f"w{number}" for number in range(300)]
    ground.ask("note", *words)
    ended = 0
    for _ in range(8):
        workers = [ground.worker(), ground.worker()]
        enough = min(ended + 15, len(words))
        until(lambda: _ended(ground) >= enough, what="they work")  # noqa: B023
        for worker in workers:
            kill(worker)
        ended = _ended(ground)

    ground.worker()
    until(lambda: ground.states() == {"done": len(words)}, what="the last one ends it", patience=180)
    assert {line.split()[1] for line in ground.book() if line.startswith("end")} == set(words)


def test_a_job_killed_at_every_attempt_fails_and_is_told(ground: Installation) -> None:
    ground.hold.touch()
    ground.ask("slow", "bridge")
    for attempt in range(10):
        worker = ground.worker(lease=1)
        until(lambda: len(ground.book()) == attempt + 1, what="it begins again")  # noqa: B023
        kill(worker)
    ground.worker(lease=1)
    until(lambda: ground.states() == {"failed": 1}, what="it has failed for good")
    assert "执行进程中断" in ground.rows("SELECT error FROM jobs_job WHERE task LIKE 'tests.%'")[0][0]


def _ended(ground: Installation) -> int:
    return len({line.split()[1] for line in ground.book() if line.startswith("end")})
