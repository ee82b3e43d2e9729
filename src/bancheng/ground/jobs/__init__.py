"""Background work: jobs in the caller's transaction, reactions to events, timed jobs.

from bancheng.ground.jobs import announce, enqueue, job, reacts_to, scheduled
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bancheng.ground.jobs.events import JobCancelled, JobFailed
    from bancheng.ground.jobs.queue import together
    from bancheng.ground.jobs.registry import UnknownJob, every, job, reacts_to, scheduled
    from bancheng.ground.jobs.running import drain
    from bancheng.ground.jobs.services import (
        announce,
        cancel,
        enqueue,
        pause,
        report_refusal,
        resume,
        retry,
        run_now,
        subject_of,
    )
    from bancheng.ground.jobs.types import GiveUp, JobFunction, Progress

__all__ = [
    "GiveUp",
    "JobCancelled",
    "JobFailed",
    "JobFunction",
    "Progress",
    "UnknownJob",
    "announce",
    "cancel",
    "drain",
    "enqueue",
    "every",
    "job",
    "pause",
    "reacts_to",
    "report_refusal",
    "resume",
    "retry",
    "run_now",
    "scheduled",
    "subject_of",
    "together",
]

_HOMES = {
    "events": ("JobCancelled", "JobFailed"),
    "registry": ("UnknownJob", "every", "job", "reacts_to", "scheduled"),
    "queue": ("together",),
    "running": ("drain",),
    "types": ("GiveUp", "JobFunction", "Progress"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Each part loads with its first use: Django imports this package before any model may be."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"bancheng.ground.jobs.{_HOME.get(name, 'services')}"), name)
