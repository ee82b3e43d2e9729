"""Notes, talks and like cases as doors show them. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bancheng.casework.cases.types.views import CaseLine


@dataclass(frozen=True, slots=True)
class NoteView:
    """An internal note."""

    text: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class TalkView:
    """One message. `side`: applicant or staff; `waits`: it wants an answer and has none."""

    side: str
    side_label: str
    who: str
    text: str
    at: datetime
    waits: bool


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The messages of a case, first to last. `open`: this reader may write; `waits`: the applicant waits for an answer."""

    talks: tuple[TalkView, ...]
    open: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class WaitingTalk:
    """A case whose applicant waits for an answer since `at`."""

    case: CaseLine
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LikeCase:
    """An earlier case of the same item in the same situation. `unmet`: the review points found not met."""

    line: CaseLine
    outcome_label: str
    decision: str
    reason: str
    decided_at: datetime
    unmet: tuple[str, ...]
    deviated: bool


@dataclass(frozen=True, slots=True)
class LikeCases:
    """What was decided alike, the newest first, and of how many that were looked through."""

    rows: tuple[LikeCase, ...]
    answers: tuple[tuple[str, str], ...]
    looked_at: int
    granted: int
    refused: int


@dataclass(frozen=True, slots=True)
class PrecheckHint:
    """What a rule says of an application before it is handed in: advice, never an obstacle.

    `code`: late, expired, expiring, pages, name, twice; `where`: element or material line, as a Problem has it.
    """

    code: str
    part: str
    where: str
    sentence: str
    why: str
