"""How several cases stand, for a room above that shows them as parts of something greater. It asks no right: that room does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bancheng.casework.cases import clocks, finding, forms
from bancheng.casework.cases.models import Case, CaseTask, Procedure
from bancheng.casework.cases.reading import line_view, local
from bancheng.casework.cases.types import POSTS, CaseLine
from bancheng.ground.law import Pause, in_shanghai, now
from bancheng.registers.organisations import selectors as organisations


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that somebody has to take now; `overdue` by its own last day."""

    name: str
    organisation: str
    post: str
    opened_at: datetime
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A case with its instants and its open steps. Nothing of its form. `id`: for a foreign key of the room that asks."""

    id: int
    line: CaseLine
    organisation_id: int
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    steps: tuple[OpenStep, ...]

    @property
    def overdue(self) -> bool:
        """Whether its clock or one of its open steps has run out."""
        return self.line.light == "overdue" or any(step.overdue for step in self.steps)


def courses(keys: Collection[str]) -> Mapping[str, Course]:
    """By the key of the case; absent ones are left out. Two queries."""
    rows = {
        row.pk: row
        for row in Case.objects.filter(key__in=set(keys)).select_related("organisation", "region").defer("form")
    }
    steps: dict[int, list[OpenStep]] = {pk: [] for pk in rows}
    moment = now()
    waiting = CaseTask.objects.filter(case__in=list(rows), state=CaseTask.State.OPEN).select_related("organisation")
    for task in waiting.order_by("opened_at", "pk"):
        steps[task.case_id].append(
            OpenStep(
                name=task.name,
                organisation=task.organisation.name,
                post=POSTS.get(task.post, task.post),
                opened_at=in_shanghai(task.opened_at),
                due_on=task.due_on,
                overdue=task.due_at is not None and task.due_at <= moment,
            )
        )
    with organisations.remembering():
        return {row.key: _course(row, steps[row.pk]) for row in rows.values()}


def _course(row: Case, steps: list[OpenStep]) -> Course:
    return Course(
        id=row.pk,
        line=line_view(row),
        organisation_id=row.organisation_id,
        accepted_at=local(row.accepted_at),
        decided_at=local(row.decided_at),
        closed_at=local(row.closed_at),
        steps=tuple(steps),
    )


def pauses_of(cases: Collection[int]) -> tuple[Pause, ...]:
    """The special procedures of several cases, by their `Course.id`, for a clock over all of them. One query."""
    rows = Procedure.objects.filter(case__in=cases).only("started_on", "ended_on", "kind", "cited")
    return tuple(map(clocks.pause_of, rows))


def stated(case: str, element: str) -> str:
    """What the form of a case says of one element, as text; "" for nothing. For work of the platform itself: unmasked."""
    row = finding.find(case)
    value = None if row is None else forms.values(row).get(element)
    return "" if value is None else str(value)
