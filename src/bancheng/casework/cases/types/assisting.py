"""What doors hold of a remote assistance: the applicant's side, the helper's side. Frozen, masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bancheng.casework.cases.types.views import MaterialView, Problem, SectionView
from bancheng.registers.catalog.types import Question

ASSISTANCE_STATES = {"invited": "等待协助人加入", "joined": "正在协助", "ended": "已结束", "expired": "已过期"}


@dataclass(frozen=True, slots=True)
class Hint:
    """One mark. `part`: question, field, material; `place`: element code or line; `settled`: the applicant has dealt with it."""

    id: int
    part: str
    place: str
    label: str
    sentence: str
    at: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class AssistanceView:
    """How an assistance stands. `state`: a key of ASSISTANCE_STATES; `until`: end of the invitation, then of the help."""

    key: str
    state: str
    state_label: str
    item_name: str
    invited_at: datetime
    until: datetime
    helper_name: str
    helper_organisation: str
    hints: tuple[Hint, ...]

    @property
    def live(self) -> bool:
        return self.state in {"invited", "joined"}

    @property
    def waiting(self) -> int:
        """How many hints the applicant has not dealt with."""
        return sum(not one.settled for one in self.hints)


@dataclass(frozen=True, slots=True)
class HelperPage:
    """What a helper sees: the draft as far as it is filled, read-only; nothing of it once the help has ended."""

    assistance: AssistanceView
    applicant_name: str
    organisation: str
    questions: tuple[tuple[Question, str], ...] = ()
    sections: tuple[SectionView, ...] = ()
    materials: tuple[MaterialView, ...] = ()
    problems: tuple[Problem, ...] = ()
