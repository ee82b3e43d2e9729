"""Many processes append to few streams: every chain stays whole, and what was committed is there."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.faults.conftest import Installation, kill, until


def run_writers(ground: Installation, *, writers: int, count: int, streams: int) -> list[str]:
    """Let them all write to the end and return what they printed."""
    processes = [
        ground.start("-m", "tests.faults.append", str(seed), str(count), str(streams)) for seed in range(writers)
    ]
    said = [process.communicate(timeout=300)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * writers
    return [line for words in said for line in words.splitlines()]


def assert_whole(ground: Installation, printed: list[str], *, more: int = 0) -> None:
    """Every printed entry exists once, no number was given twice, and verification finds nothing."""
    stored = Counter(
        f"{key} {number}"
        for key, number in ground.rows(
            "SELECT s.key, e.number FROM journal_entry e JOIN journal_stream s ON s.id = e.stream_id"
        )
    )
    assert not Counter(printed) - stored
    assert sum(stored.values()) - len(printed) <= more
    assert "没有发现改动" in ground.bancheng("verify-journal", "--quiet")


def test_four_processes_append_to_three_streams_at_once(ground: Installation) -> None:
    assert_whole(ground, run_writers(ground, writers=4, count=60, streams=3))


@pytest.mark.faults
def test_eight_processes_append_a_thousand_times_each(ground: Installation) -> None:
    assert_whole(ground, run_writers(ground, writers=8, count=1000, streams=20))


@pytest.mark.faults
def test_eight_processes_begin_the_same_new_streams(ground: Installation) -> None:
    assert_whole(ground, run_writers(ground, writers=8, count=200, streams=200))


@pytest.mark.faults
def test_writers_killed_in_the_middle_leave_whole_chains(ground: Installation) -> None:
    processes = [ground.start("-m", "tests.faults.append", str(seed), "100000", "5") for seed in range(8)]
    for round_ in range(4):
        enough = (round_ + 1) * 200
        until(lambda: ground.rows("SELECT count(*) FROM journal_entry")[0][0] >= enough, what="they write")  # noqa: B023
        kill(processes[2 * round_])
        kill(processes[2 * round_ + 1])
    printed = [line for process in processes for line in (process.stdout or []) if line.endswith("\n")]
    # Each writer may have committed once more (two entries) without having said so.
    assert_whole(ground, [line.strip() for line in printed], more=16)
