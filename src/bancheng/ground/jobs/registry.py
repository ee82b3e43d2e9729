"""Which functions are jobs, what reacts to which event, and what runs by the clock. Filled by decorators at import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any, TypeVar

from bancheng.ground.jobs import envelopes
from bancheng.ground.jobs.plans import At, Every, Plan
from bancheng.ground.jobs.types import JobFunction, Progress

Function = Callable[..., Any]
Reaction = TypeVar("Reaction", bound=Callable[[Any], Any])

MAX_ATTEMPTS = 5


class UnknownJob(LookupError):
    """No function of this path is registered; it was renamed or removed since the job was enqueued."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A job that runs by the clock."""

    key: str
    plan: Plan
    function: JobFunction


_functions: dict[str, JobFunction] = {}
_reactions: dict[type, tuple[JobFunction, ...]] = {}
_timed: dict[str, Timed] = {}


def job(*, title: str, max_attempts: int = MAX_ATTEMPTS, long: bool = False) -> Callable[[Function], JobFunction]:
    """Make `def f(progress, **arguments)` a job.

    `long` puts it in the lane of those that take more than a few seconds, so that the others need not wait behind it.
    What it returns (anything `crypto.plain` takes) is kept as the job's result. It may run twice: a worker can die after
    the work and before it says so.
    """

    def register(function: Function) -> JobFunction:
        return _keep(function, title=title, max_attempts=max_attempts, lane="long" if long else "quick")

    return register


def reacts_to(event: type, *, title: str = "", max_attempts: int = MAX_ATTEMPTS) -> Callable[[Reaction], Reaction]:
    """Let `def f(event)` run as a job after each announcement of that event; at least once, so it must be idempotent."""
    name = title or f"响应：{envelopes.title_of(event)}"

    def register(function: Reaction) -> Reaction:
        def react(_progress: Progress, *, event: str, body: dict[str, Any]) -> Any:
            return function(envelopes.opened(event, body))

        made = _keep(react, title=name, max_attempts=max_attempts, lane="quick", named=function)
        _reactions[event] = (*(one for one in reactions_to(event) if one.path != made.path), made)
        return function

    return register


def scheduled(
    *,
    key: str,
    title: str,
    hour: int,
    minute: int = 0,
    weekday: int | None = None,
    day: int | None = None,
    month: int | None = None,
    max_attempts: int = MAX_ATTEMPTS,
    long: bool = False,
) -> Callable[[Function], JobFunction]:
    """Let `def f(progress)` run at that hour: daily, on a weekday (0 = Monday), a day of each month, or of each year.

    A run missed while nothing was running is made up once. `key` is `room.what`.
    """
    return _clocked(key, At(hour, minute, weekday, day, month), title=title, max_attempts=max_attempts, long=long)


def every(
    *, key: str, title: str, minutes: float, max_attempts: int = MAX_ATTEMPTS, long: bool = False
) -> Callable[[Function], JobFunction]:
    """Let `def f(progress)` run again and again after so many minutes; never while the last run still works."""
    return _clocked(key, Every(timedelta(minutes=minutes)), title=title, max_attempts=max_attempts, long=long)


def find(path: str) -> JobFunction:
    """The function of that path, importing its module if need be. Raises UnknownJob."""
    if path not in _functions:
        try:
            import_module(path.rpartition(".")[0])
        except (ImportError, ValueError) as error:
            raise UnknownJob(f"找不到任务函数 {path}") from error
    if path not in _functions:
        raise UnknownJob(f"找不到任务函数 {path}")
    return _functions[path]


def reactions_to(event: type) -> tuple[JobFunction, ...]:
    """What reacts to that event, in the order of registration."""
    return _reactions.get(event, ())


def timed() -> tuple[Timed, ...]:
    """All jobs that run by the clock, by key."""
    return tuple(_timed[key] for key in sorted(_timed))


def _clocked(key: str, plan: Plan, *, title: str, max_attempts: int, long: bool) -> Callable[[Function], JobFunction]:
    def register(function: Function) -> JobFunction:
        made = _keep(function, title=title, max_attempts=max_attempts, lane="long" if long else "quick")
        if key in _timed and _timed[key].function.path != made.path:
            raise ValueError(f"two timed jobs are called {key!r}: {_timed[key].function.path} and {made.path}")
        _timed[key] = Timed(key, plan, made)
        return made

    return register


def _keep(
    function: Function, *, title: str, max_attempts: int, lane: str, named: Function | None = None
) -> JobFunction:
    source = named or function
    if "<locals>" in source.__qualname__:
        raise ValueError(f"{source.__qualname__} stands inside a function; a job must be found again by its path")
    if max_attempts < 1:
        raise ValueError("a job is tried at least once")
    path = f"{source.__module__}.{source.__qualname__}"
    made = JobFunction(path=path, title=title, function=function, max_attempts=max_attempts, lane=lane)
    _functions[path] = made
    return made
