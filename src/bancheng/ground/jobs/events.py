from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bancheng.ground.access import Subject


@dataclass(frozen=True, slots=True)
class JobFailed:
    """A job failed for good: after its last attempt, or because trying again is of no use. Administrators are told."""

    title: ClassVar[str] = "后台任务失败"

    job: int
    task: str
    name: str
    sentence: str
    attempts: int
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class JobCancelled:
    """A job was cancelled: while it waited, or when it stopped because somebody had asked."""

    title: ClassVar[str] = "后台任务已取消"

    job: int
    task: str
    subject: Subject | None = None
