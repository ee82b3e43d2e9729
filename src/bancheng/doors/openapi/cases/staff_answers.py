"""The shapes that go out to staff: inboxes, and a case with everything that is done to it."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from bancheng.casework.cases.types import CaseLine, InboxLine, StaffCase
from bancheng.doors.openapi.cases.answers import (
    CaseMaterial,
    Clock,
    Decision,
    Light,
    Line,
    Notice,
    Paper,
    Point,
    Section,
    Step,
)
from bancheng.registers.catalog.types import ReviewPoint


class InboxTask(Schema):
    """A task that waits for a post."""

    task: int
    stage_name: str
    post_label: str
    opened_at: datetime
    due_on: date | None
    light: Light
    light_label: str
    remaining: int | None
    case: Line

    @staticmethod
    def resolve_case(view: InboxLine) -> CaseLine:
        return view.case


class Inbox(Schema):
    """One page of tasks, the one due first on top."""

    results: list[InboxTask] = Field(alias="rows")
    next_cursor: str


class Task(Schema):
    """A stage as done or waiting; `criteria` are ticked points."""

    id: int
    stage: str
    name: str
    kind: str
    post: str
    post_label: str
    round: int
    state: str
    opened_at: datetime
    due_on: date | None
    light: Light
    two_persons: bool
    first_name: str
    done_at: datetime | None
    done_name: str
    outcome: str
    outcome_label: str
    opinion: str


class Verb(Schema):
    """What the caller may do now. `task`: of a review; `reason`: why it is held up, "" when it is not."""

    verb: str
    label: str
    article: str
    task: int
    reason: str


class Asked(Schema):
    """A question of the guide and its answer, in words."""

    question: str
    answer: str


class StagePoint(Schema):
    """One point that a review is held to. `kind`: yes_no, or value within `bounds` (in words) and in `unit`."""

    text: str
    kind: str
    bounds: str
    unit: str
    basis: list[str]


class CaseStage(Schema):
    """A stage of the guide: done, now, or to come. `criteria`: what is looked at; `points`: the same of a review, in full.

    `internal`: the applicant is not told of it; `level`: the level (行使层级) that takes it, "" for that of the item.
    """

    key: str
    name: str
    place: str
    criteria: list[str]
    points: list[StagePoint]
    internal: bool
    level: str


def _point(one: ReviewPoint) -> StagePoint:
    basis = [f"{line.law}{line.article}" for line in one.basis]
    return StagePoint(text=one.text, kind=one.kind, bounds=one.bounds, unit=one.unit, basis=basis)


class StaffView(Schema):
    """A case in the caller's scope."""

    line: Line
    capacity_label: str
    filer_name: str
    identity_method: str
    guide_version: int
    answers: list[Asked]
    sections: list[Section]
    materials: list[CaseMaterial]
    tasks: list[Task]
    stages: list[CaseStage]
    notices: list[Notice]
    decision: Decision | None
    papers: list[Paper]
    progress: list[Point]
    clocks: list[Clock]
    steps: list[Step]
    verbs: list[Verb]
    duplicates: list[Line]
    unclaimed: bool
    deemed: bool
    delivery: str

    @staticmethod
    def resolve_answers(view: StaffCase) -> list[Asked]:
        return [Asked(question=question, answer=answer) for question, answer in view.answers]

    @staticmethod
    def resolve_stages(view: StaffCase) -> list[CaseStage]:
        written = {stage.key: stage for stage in view.document.stages}
        return [
            CaseStage(
                key=key,
                name=name,
                place=place,
                criteria=[one.text for one in view.points[key]] if key in view.points else list(written[key].criteria),
                points=[_point(one) for one in view.points.get(key, ())],
                internal=written[key].internal,
                level=written[key].level,
            )
            for key, name, place in view.stages
        ]
