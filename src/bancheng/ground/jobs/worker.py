"""The worker process: two lanes that run jobs, and a keeper that holds leases, writes progress, reaps and looks at the clock.

A worker killed at any moment loses nothing: its leases run out and the jobs run again. Asked to stop, it ends what it does.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Lock, Thread
from uuid import UUID

from django.db import Error, close_old_connections, connections

from bancheng.ground.jobs import attempts, queue, timetable
from bancheng.ground.jobs.queue import LEASE, Taken
from bancheng.ground.jobs.running import run, worker_name
from bancheng.ground.jobs.types import Progress

logger = logging.getLogger("bancheng.jobs")

# The first lane is for short jobs only, so that a message never waits behind an import.
LANES = (("quick",), ("long", "quick"))
POLL = 0.5  # seconds between two looks at an empty queue
BEAT = 0.5  # seconds between two looks of the keeper
ROUND = 5.0  # seconds between two rounds of the reaper and of the clock, and at most between two renewals of a lease
AFTER_ERROR = 2.0


class Worker:
    """One worker. `run` returns after `stop` was called and every job in hand has ended."""

    def __init__(self, *, name: str = "", lease: timedelta = LEASE, poll: float = POLL) -> None:
        self.named = bool(name)
        self.name = (name or worker_name())[:100]
        self.lease, self.poll = lease, poll
        self._hold = min(lease.total_seconds() / 4, ROUND / 2)
        self._stop = Event()
        self._lock = Lock()
        self._held: dict[UUID, _Held] = {}

    def stop(self) -> None:
        """Take no more; end what is in hand."""
        self._stop.set()

    def run(self) -> None:
        if self.named:
            # Whoever gives names starts the next bearer only when the last is dead: no need to wait for its leases.
            self._guarded(lambda: attempts.reap(worker=self.name))
        lanes = [Thread(target=self._work, args=(lane,), name="/".join(lane)) for lane in LANES]
        for thread in lanes:
            thread.start()
        due = 0.0
        while working := [thread for thread in lanes if thread.is_alive()]:
            self._guarded(self._keep)
            if self._stop.is_set():
                working[0].join(BEAT)
                continue
            if time.monotonic() >= due:
                self._guarded(_round)
                due = time.monotonic() + 2 * self._hold
            self._stop.wait(BEAT)
        connections.close_all()

    def _work(self, lanes: tuple[str, ...]) -> None:
        while not self._stop.is_set():
            if not self._guarded(lambda: self._one(lanes)):
                self._stop.wait(self.poll)
        connections.close_all()

    def _one(self, lanes: tuple[str, ...]) -> bool:
        taken = queue.take(worker=self.name, lanes=lanes, lease=self.lease)
        if taken is None:
            return False
        held = _Held(taken, Progress(), time.monotonic() + self._hold)
        with self._lock:
            self._held[taken.attempt] = held
        try:
            if not run(taken, held.progress):
                logger.warning("job %s was taken from us before it ended", taken.job)
        finally:
            with self._lock:
                self._held.pop(taken.attempt, None)
        return True

    def _keep(self) -> None:
        with self._lock:
            held = list(self._held.values())
        for mine in held:
            how = mine.progress.news()
            if how is None and time.monotonic() < mine.renew_at:
                continue
            asked = queue.renew(mine.taken, how=how, lease=self.lease)
            mine.renew_at = time.monotonic() + self._hold
            if asked or asked is None:
                mine.progress.cancel()

    def _guarded(self, work: Callable[[], object]) -> bool:
        """Do the work; a database that is away or busy is an incident to log and outlive, not the worker's end."""
        try:
            close_old_connections()
            return bool(work())
        except Exception:
            logger.exception("worker %s: this round failed, the next follows", self.name)
            with suppress(Error):
                connections.close_all()
            self._stop.wait(AFTER_ERROR)
            return False


@dataclass(slots=True)
class _Held:
    """A job in hand: what it tells, and when (monotonic seconds) its lease must be renewed."""

    taken: Taken
    progress: Progress
    renew_at: float


def _round() -> None:
    attempts.reap()
    timetable.tick()
