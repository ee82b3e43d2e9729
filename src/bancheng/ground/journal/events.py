from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bancheng.ground.access import Subject


@dataclass(frozen=True, slots=True)
class ActionRefused:
    """A rule said no to an action, and the refusal stands in the journal. Announced by `jobs.report_refusal`."""

    title: ClassVar[str] = "动作被拒绝"

    subject: Subject
    verb: str
    actor: str
    code: str
    sentence: str
    article: str = ""
