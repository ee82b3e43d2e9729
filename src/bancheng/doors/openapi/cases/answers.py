"""The shapes that go out about cases: what the portal and the workbench show, masked alike."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from bancheng.casework.cases.types import DraftView, FieldView, NoticeView
from bancheng.doors.openapi.problems import ProblemPart, gap_part

Light = Literal["normal", "warning", "overdue", "none"]


class Line(Schema):
    """A case in a list. `due_on`, `remaining`: of the clock that runs now, in working days."""

    key: str
    number: str
    item_id: int
    item_name: str
    organisation: str
    region: str
    region_name: str
    state: str
    state_label: str
    public_state: str = Field(description="申请人看到的状态")
    outcome: Literal["", "granted", "refused"]
    applicant_name: str
    applicant_masked: str
    channel: str
    handling: str
    submitted_at: datetime | None
    saved_at: datetime
    due_on: date | None
    light: Light
    light_label: str
    remaining: int | None
    version: int


class Page(Schema):
    """One page; `next_cursor` is empty on the last."""

    results: list[Line] = Field(alias="rows")
    next_cursor: str


class Point(Schema):
    """One point of the progress bar."""

    state: str
    label: str
    place: str


class Step(Schema):
    """One step that was taken."""

    number: int
    at: datetime
    verb: str
    label: str
    who: str
    text: str
    article: str
    paper: str


class Clock(Schema):
    """One clock; the days are counted in `unit`."""

    name: str
    due_on: date
    light: Light
    light_label: str
    remaining: int
    used: int
    total: int
    unit: str
    basis: str
    stopped: bool
    provisional: bool = Field(description="所经年份的工作日历尚未公布，到期日可能变化")


class Paper(Schema):
    """A numbered paper; its PDF can be had once it is ready."""

    number: str
    title: str
    issued_on: date
    ready: bool


class File(Schema):
    """An uploaded file."""

    key: str
    name: str
    kind: str
    size: int
    pages: int | None
    uploaded_at: datetime
    uploaded_by: str
    digest: str = Field(description="文件内容的 SHA-256")


class CaseMaterial(Schema):
    """One line of the guide's list. `spared`: nothing to hand in, `reason` says why; `gap`: what the open notice asks for."""

    line: int
    code: str
    name: str
    required: bool
    given: str
    given_label: str
    spared: bool
    missing: bool
    source: str
    reason: str
    files: list[File]
    check: str
    check_label: str
    check_note: str
    gap: str


class CaseField(Schema):
    """One field. `value` is empty where the element is sensitive or the reader is not who fills it in; `text` is masked."""

    element: str
    label: str
    kind: str
    required: bool
    value: bool | int | str | None
    text: str
    source: str
    fault: str

    @staticmethod
    def resolve_element(view: FieldView) -> str:
        return view.element.code

    @staticmethod
    def resolve_kind(view: FieldView) -> str:
        return view.element.kind

    @staticmethod
    def resolve_value(view: FieldView) -> bool | int | str | None:
        secret = view.element.sensitive or view.element.kind in {"id_number", "phone"}
        value = None if secret else view.value
        return value if value is None or isinstance(value, bool | int | str) else str(value)


class Section(Schema):
    """One page of the form."""

    number: int
    name: str
    fields: list[CaseField]
    complete: bool


class NoticeItem(Schema):
    """One thing that a notice asks for."""

    line: int
    name: str
    gap: str
    new_fact: bool


class NoticeField(Schema):
    """One field of the form that a notice asks to put right."""

    element: str
    label: str
    gap: str


class Notice(Schema):
    """A one-off notification of what is missing."""

    round: int
    told_at: datetime
    told_by: str
    answered_at: datetime | None
    items: list[NoticeItem]
    elements: list[NoticeField]
    paper: str

    @staticmethod
    def resolve_elements(view: NoticeView) -> list[NoticeField]:
        return [NoticeField(element=element, label=label, gap=gap) for element, label, gap in view.elements]

    @staticmethod
    def resolve_items(view: NoticeView) -> list[NoticeItem]:
        return [NoticeItem(line=line, name=name, gap=gap, new_fact=new) for line, name, gap, new in view.items]


class Decision(Schema):
    """The decision as written."""

    outcome: Literal["granted", "refused"]
    outcome_label: str
    number: str
    reason: str
    basis: str
    remedies: str
    decided_at: datetime
    decided_name: str
    valid_from: date | None
    valid_to: date | None
    licence: str


class Begun(Schema):
    """A draft was begun."""

    key: str


class Filed(Schema):
    """The application is in: its number and the code with which anybody may follow it."""

    key: str
    number: str
    query_code: str
    received_on: date
    acceptance_due: date


class Saved(Schema):
    """What was kept. `problems`: what was sent and does not fit; it was not kept."""

    version: int
    problems: list[ProblemPart]


class Draft(Schema):
    """What is filled in so far, and what is still missing."""

    guide_version: int
    answers: dict[str, bool | int | float | str]
    next_question: str = Field(description="下一个要回答的问题的数据元代码；都答了为空")
    sections: list[Section]
    materials: list[CaseMaterial]
    problems: list[ProblemPart]
    guide_changed: bool = Field(description="开始填写之后办事指南有了新版本")
    gone: str = Field(description="不能再申请的原因；可以申请为空")
    ready: bool

    @staticmethod
    def resolve_guide_version(view: DraftView) -> int:
        return view.guide_number

    @staticmethod
    def resolve_next_question(view: DraftView) -> str:
        return view.question.element if view.question else ""

    @staticmethod
    def resolve_problems(view: DraftView) -> list[ProblemPart]:
        return [gap_part(one) for one in view.problems]

    @staticmethod
    def resolve_guide_changed(view: DraftView) -> bool:
        return view.change is not None


class Case(Schema):
    """A case of one's own, once it is submitted."""

    line: Line
    query_code: str
    capacity_label: str
    filer_name: str
    progress: list[Point]
    steps: list[Step]
    clock: Clock | None
    sections: list[Section]
    materials: list[CaseMaterial]
    papers: list[Paper]
    notice: Notice | None
    decision: Decision | None
    verbs: list[str] = Field(description="现在可以办的：supplement、withdraw、urge")
    delivery: str


class Own(Schema):
    """What is one's own under this key: a draft, a case, or a case that waits for a supplement (both)."""

    state: str
    version: int
    draft: Draft | None
    case: Case | None


class Tracked(Schema):
    """What number and code tell anybody."""

    number: str
    item_name: str
    organisation: str
    public_state: str
    outcome: Literal["", "granted", "refused"]
    progress: list[Point]
    steps: list[Step]
    due_on: date | None
    light: Light
    remaining: int | None
    todo: str


class Moved(Schema):
    """A step was taken: where the case stands now. `paper`: the number of the paper that came of it, "" without one."""

    number: str
    state: str
    state_label: str
    version: int
    paper: str


class Reviewed(Moved):
    """`finished`: false while a second person has still to agree."""

    finished: bool
