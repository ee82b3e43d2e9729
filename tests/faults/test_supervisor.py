"""The supervisor alone, with children that do nothing."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from tests.faults.conftest import until

from bancheng.project import supervisor
from bancheng.project.supervisor import Child, GaveUp, Supervisor

FOREVER = [sys.executable, "-c", "import time; time.sleep(600)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open(sys.argv[1], 'w'); time.sleep(600)",
]


def test_a_child_that_dies_at_every_start_is_given_up_and_the_other_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.01)
    told: list[tuple[str, int]] = []
    steady = Child("steady", FOREVER)
    both = Supervisor(
        [steady, Child("broken", [sys.executable, "-c", "raise SystemExit(3)"])],
        on_restart=lambda name, code: told.append((name, code)),
    )
    with pytest.raises(GaveUp) as reason:
        both.run()
    assert (reason.value.name, reason.value.code) == ("broken", 3)
    assert told == [("broken", 3)] * (supervisor.BAD_STARTS - 1)
    assert steady.process is not None
    assert steady.process.poll() is not None


def test_a_child_that_does_not_listen_is_killed_after_the_grace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.3)
    child = Child("deaf", [*DEAF, str(tmp_path / "up")])
    one = Supervisor([child])

    def stop_when_it_is_up() -> None:
        until((tmp_path / "up").exists, what="the child is up")
        one.stop()

    began = time.monotonic()
    one.run(when_started=stop_when_it_is_up)
    assert child.process is not None
    assert child.process.returncode == -9
    assert time.monotonic() - began < 30
