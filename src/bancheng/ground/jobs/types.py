"""What others hold of a job. No ORM."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

STEP_LENGTH = 200


class GiveUp(Exception):
    """Raised by a job that cannot succeed however often it is tried; the sentence is for the page."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class How:
    """How far a job is."""

    done: int
    total: int | None
    step: str


@dataclass
class Progress:
    """What a job tells while it works. Cheap to call from a tight loop: its worker writes it down twice a second.

    `cancelled` turns true when somebody asked to stop, or when the job is no longer ours; a long job looks at it and returns.
    """

    _done: int = 0
    _total: int | None = None
    _step: str = ""
    _changed: bool = False
    _cancelled: bool = False
    _heeded: bool = False
    _lock: Lock = field(default_factory=Lock, repr=False)

    def total(self, n: int) -> None:
        """How many there are to do; the count begins anew."""
        with self._lock:
            self._total, self._done, self._changed = n, 0, True

    def advance(self, n: int = 1, step: str | None = None) -> None:
        """So many more are done."""
        with self._lock:
            self._done += n
            self._changed = True
            if step is not None:
                self._step = step[:STEP_LENGTH]

    def step(self, words: str) -> None:
        """What it is doing now."""
        with self._lock:
            self._step, self._changed = words[:STEP_LENGTH], True

    @property
    def cancelled(self) -> bool:
        self._heeded = self._heeded or self._cancelled
        return self._cancelled

    def cancel(self) -> None:
        """Ask the job to stop at its next look."""
        self._cancelled = True

    @property
    def heeded(self) -> bool:
        """Whether the job has seen that it was asked to stop."""
        return self._heeded

    @property
    def how(self) -> How:
        with self._lock:
            return How(self._done, self._total, self._step)

    def news(self) -> How | None:
        """What changed since the last call, if anything."""
        with self._lock:
            changed, self._changed = self._changed, False
            return How(self._done, self._total, self._step) if changed else None


@dataclass(frozen=True, slots=True)
class JobFunction:
    """A function that may be enqueued, made by `@job`, `@reacts_to` or `@scheduled`. Calling it runs it here and now."""

    path: str
    title: str
    function: Callable[..., Any] = field(repr=False)
    max_attempts: int = 5
    lane: str = "quick"

    def __call__(self, progress: Progress, **arguments: Any) -> Any:
        return self.function(progress, **arguments)


@dataclass(frozen=True, slots=True)
class TimedJob:
    """A line of the timetable."""

    key: str
    title: str
    plan: str
    last_run_at: datetime | None
    next_run_at: datetime | None
    paused: bool
