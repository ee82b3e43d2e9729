"""Processes under one command: started together, started again when they die, ended together. Knows nothing of what they do."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

GRACE = 30.0  # seconds a child may take to end what it does
LOOK = 0.2  # seconds between two looks at the children
HEALTHY = 10.0  # a child that lived so long had a good start
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
BAD_STARTS = 5  # in a row, until we give up


class GaveUp(Exception):
    """A child dies again and again at its start; its own words are on the terminal."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"{name} exits at its start with code {code}")
        self.name, self.code = name, code


@dataclass
class Child:
    """A process we keep alive."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    bad_starts: int = 0
    start_at: float = field(default=0.0)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches only the supervisor, which ends its children in order.
        self.process = subprocess.Popen(list(self.command), start_new_session=True, preexec_fn=_end_with_parent())
        self.started = time.monotonic()

    def died(self) -> int | None:
        """Its exit code, once, after it ended by itself."""
        if self.process is None or self.process.poll() is None:
            return None
        code, self.process = self.process.returncode, None
        lived = time.monotonic() - self.started
        self.bad_starts = 0 if lived >= HEALTHY else self.bad_starts + 1
        pause = min(FIRST_PAUSE * 2 ** max(0, self.bad_starts - 1), LONGEST_PAUSE)
        self.start_at = time.monotonic() + pause
        return int(code)

    def signal(self, signum: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signum)

    def wait(self, until: float) -> bool:
        """Whether it has ended by then (monotonic seconds)."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True


class Supervisor:
    """Keep the children alive until SIGTERM, SIGINT or `stop`."""

    def __init__(self, children: Sequence[Child], *, on_restart: Callable[[str, int], None] | None = None) -> None:
        self.children = list(children)
        self.on_restart = on_restart
        self.stopping = False

    def stop(self) -> None:
        self.stopping = True

    def run(self, *, when_started: Callable[[], None] | None = None) -> None:
        """Start all and return after all have ended. Raises GaveUp, with every child ended, when one cannot start."""
        before = {signum: signal.signal(signum, self._asked) for signum in (signal.SIGTERM, signal.SIGINT)}
        try:
            for child in self.children:
                child.start()
            if when_started is not None:
                when_started()
            while not self.stopping:
                self.look()
                time.sleep(LOOK)
        finally:
            self._end()
            for signum, handler in before.items():
                signal.signal(signum, handler)

    def look(self) -> None:
        """Start again what died, after a pause that grows while it keeps dying."""
        for child in self.children:
            code = child.died()
            if code is not None:
                if child.bad_starts >= BAD_STARTS:
                    raise GaveUp(child.name, code)
                if self.on_restart is not None:
                    self.on_restart(child.name, code)
            if child.process is None and time.monotonic() >= child.start_at:
                child.start()

    def _asked(self, _signum: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _end(self) -> None:
        """The last started ends first; who does not end within the grace is killed: nothing is lost by that."""
        until = time.monotonic() + GRACE
        for child in reversed(self.children):
            child.signal(signal.SIGTERM)
        for child in self.children:
            if not child.wait(until):
                child.signal(signal.SIGKILL)
                child.wait(time.monotonic() + 5)


def _end_with_parent() -> Callable[[], None] | None:
    """Linux: a child is asked to end when its supervisor is killed, so that none is left behind."""
    if not sys.platform.startswith("linux"):
        return None
    library, parent = ctypes.CDLL(None), os.getpid()

    def ask() -> None:
        library.prctl(1, signal.SIGTERM, 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(0)

    return ask
