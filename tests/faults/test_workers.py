"""Short fault runs with real processes; the long ones are in `test_long_*`."""

from __future__ import annotations

import signal

from tests.faults.conftest import Installation, kill, until


def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing(ground: Installation) -> None:
    ground.hold.touch()
    ground.ask("slow", "bridge")
    first = ground.worker()
    until(ground.book, what="the first worker begins")
    kill(first)
    assert ground.states() == {"running": 1}

    ground.hold.unlink()
    ground.worker()
    until(lambda: ground.states() == {"done": 1}, what="the second worker does it again")
    assert [line.split()[:2] for line in ground.book()] == [["begin", "bridge"], ["begin", "bridge"], ["end", "bridge"]]
    assert ground.rows("SELECT attempts FROM jobs_job WHERE task LIKE 'tests.%'") == [(2,)]


def test_a_worker_asked_to_stop_ends_what_it_does_and_takes_no_more(ground: Installation) -> None:
    ground.hold.touch()
    ground.ask("slow", "first", "second", "third")
    worker = ground.worker()
    until(lambda: len(ground.book()) == 2, what="both lanes begin")
    worker.send_signal(signal.SIGTERM)
    until(lambda: worker.poll() is None and ground.states() == {"running": 2, "waiting": 1}, what="it goes on")
    ground.hold.unlink()

    assert worker.wait(20) == 0
    assert ground.states() == {"done": 2, "waiting": 1}


def test_a_lease_is_held_for_as_long_as_the_job_takes(ground: Installation) -> None:
    ground.hold.touch()
    ground.ask("slow", "long")
    one, two = ground.worker(lease=2), ground.worker(lease=2)
    seen: set[object] = set()

    def renewed(times: int) -> bool:
        seen.update(row[0] for row in ground.rows("SELECT lease_until FROM jobs_job WHERE state = 'running'"))
        return len(seen) > times

    # Six renewals are more than the lease's two seconds; the other worker looks for lapsed ones all the while.
    until(lambda: renewed(6), what="the lease is renewed")
    ground.hold.unlink()
    until(lambda: ground.states() == {"done": 1}, what="it ends")
    assert len(ground.book()) == 2
    assert (one.poll(), two.poll()) == (None, None)
