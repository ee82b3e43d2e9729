"""The page of the situation table: materials, fields or stages against the answers of the questions; boxes to tick."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.guide import conditions, saving, situations
from bancheng.doors.workbench.catalog.guide.picking import Around
from bancheng.doors.workbench.catalog.guide.sections import SECTIONS, table_of
from bancheng.doors.workbench.catalog.guide.situations import Question, Ticks
from bancheng.doors.workbench.catalog.guide.surround import conflicted, editable, frame, revision_of
from bancheng.doors.workbench.forms import done
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.conditions import ConditionError
from bancheng.registers.catalog.types import DraftConflict, DraftView

PARTS = {"materials": gettext_lazy("材料"), "fields": gettext_lazy("表单项"), "stages": gettext_lazy("环节")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One box: the name under which it is sent, its value, its words for screen readers, whether it is ticked."""

    name: str
    value: str
    label: str
    ticked: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; `said`: its condition in Chinese; `cells` are none where boxes cannot say it."""

    place: int
    name: str
    said: str
    cells: tuple[Cell, ...]
    rest: str
    fault: str


def table(request: StaffRequest, pk: int) -> Answer:
    """The table of one part; saving writes the conditions of the rows whose ticks changed, and of no other."""
    view = editable(request, pk)
    part = request.GET.get("part", "") if request.GET.get("part") in PARTS else "materials"
    data = request.POST if request.method == "POST" else None
    rows, faults = _ticked(view, part, data) if data is not None else (table_of(view.body, part), {})
    if data is not None and not faults:
        try:
            _saved(request, view, part, rows)
        except DraftConflict as conflict:
            return conflicted(request, view, conflict, SECTIONS[part])
        answer = done(request, _("情形表已保存。"), "guide-situations", pk)
        answer["Location"] += f"?part={part}"
        return answer
    return _page(request, view, part, faults, data)


def _page(
    request: StaffRequest, view: DraftView, part: str, faults: dict[int, str], data: QueryDict | None
) -> dict[str, Any]:
    questions = situations.questions_of(view.body)
    return {
        **frame(request, view, None),
        "place": "situations",
        "part": part,
        "parts_shown": PARTS.items(),
        "questions": questions,
        "lines": _lines(view, part, questions, faults, data),
        "wrong": faults.items(),
        "errors": bool(faults),
        "status": 422 if faults else 200,
    }


def _lines(
    view: DraftView, part: str, questions: tuple[Question, ...], faults: dict[int, str], data: QueryDict | None
) -> list[Line]:
    around = Around(view.body)
    lines = []
    for place, row in enumerate(table_of(view.body, part)):
        when = str(row.get("when", ""))
        ticks = situations.read(when, questions, around.terms)
        sent = _sent(place, questions, data) if data is not None and ticks is not None else None
        lines.append(
            Line(
                place=place,
                name=_name(row, around),
                said=conditions.said(when, around.terms) or when,
                cells=_cells(place, questions, sent or ticks, _name(row, around)) if ticks is not None else (),
                rest=_rest(ticks, around) if ticks else "",
                fault=faults.get(place, ""),
            )
        )
    return lines


def _rest(ticks: Ticks, around: Around) -> str:
    try:
        return conditions.said(conditions.write(ticks.rest, around.terms), around.terms)
    except ConditionError:
        return ""


def _cells(place: int, questions: tuple[Question, ...], ticks: Ticks | None, name: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            name=f"row-{place}-{question.element}",
            value=value,
            label=_("%(question)s“%(answer)s”时要%(name)s")
            % {"question": question.title, "answer": label, "name": name},
            ticked=ticks is not None and value in ticks.of(question),
            first=number == 0,
        )
        for question in questions
        for number, (value, label) in enumerate(question.answers)
    )


def _ticked(view: DraftView, part: str, data: QueryDict) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """The rows with the conditions that were ticked, and the sentence for each row that cannot be so."""
    questions, terms = situations.questions_of(view.body), Around(view.body).terms
    rows, faults = deepcopy(table_of(view.body, part)), {}
    for place, row in enumerate(rows):
        before = situations.read(str(row.get("when", "")), questions, terms)
        after = _sent(place, questions, data)
        if before is None or f"row-{place}" not in data or all(before.of(one) == after.of(one) for one in questions):
            continue
        try:
            row["when"] = situations.write(Ticks(after.wanted, before.rest), questions, terms)
        except ConditionError as error:
            faults[place] = error.sentence
    return [{name: value for name, value in row.items() if name != "when" or value} for row in rows], faults


def _sent(place: int, questions: tuple[Question, ...], data: QueryDict) -> Ticks:
    return Ticks(
        {
            question.element: frozenset(data.getlist(f"row-{place}-{question.element}")) & question.values
            for question in questions
        }
    )


def _saved(request: StaffRequest, view: DraftView, part: str, rows: list[dict[str, Any]]) -> None:
    """What is wrong elsewhere in these rows does not keep the conditions from being saved."""
    body = {**view.body, part: rows}
    saving.keep(request.actor, view.item.id, body, revision_of(request))


def _name(row: dict[str, Any], around: Around) -> str:
    element = str(row.get("element", ""))
    view = around.elements.get(element)
    return str(row.get("name") or row.get("label") or (view.label if view else element) or _("（没有名称）"))
