"""What happened to a project, in the past tense; announced in the transaction that did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEvent:
    """`project` is its key (`Subject("projects.project", project)`), `code` its unified code."""

    project: str
    code: str
    name: str
    region: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRegistered(ProjectEvent):
    """It was taken in and got its code for life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChanged(ProjectEvent):
    """What it says was changed; the code stays."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCancelled(ProjectEvent):
    """It will not be built; its code opens nothing any more and is given to no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAttached(ProjectEvent):
    """A case, or a result of a department's own system, was found to belong to it. `approval`: the key of the row."""

    approval: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemOpened(ProjectEvent):
    """A problem was given to a department under 13710."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemClosed(ProjectEvent):
    """A problem was closed to zero, with its result."""

    problem: str
