"""Projects as lists and pages: 发改 sees all of its region with stages and overdue steps, departments what has a code there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.projects import selectors
from bancheng.casework.projects.types import BoardFilters, ProjectLine, ProjectPage
from bancheng.doors.frame.lanes import lanes_of
from bancheng.doors.workbench.intake.files import within_our_pages
from bancheng.doors.workbench.lists import LONGEST, Tab, address, pager
from bancheng.doors.workbench.projects.forms import ProjectFilters
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.ground.files import Kind
from bancheng.ground.law import Refused, today

PARTS = {
    "submitted": gettext_lazy("待受理"),
    "registered": gettext_lazy("已赋码"),
    "overdue": gettext_lazy("有逾期"),
    "problems": gettext_lazy("有问题"),
    "mine": gettext_lazy("有本单位审批"),
    "cancelled": gettext_lazy("已撤销"),
}
HEADS = (
    *("统一代码", "项目", "单位", "管理方式", "建设地点", "总投资（万元）", "状态"),
    *("立项用地规划许可", "工程建设许可", "施工许可", "竣工验收", "审批", "逾期", "问题", "逾期问题"),
)
MARKS = {"none": "未开始", "running": "办理中", "done": "已办成", "overdue": "有逾期"}
TONES = {"submitted": "warn", "returned": "warn", "registered": "ok", "cancelled": "", "draft": ""}
MOST, BATCH = 20_000, 200
COORDINATE = "projects.coordinate"


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = _filters(request)
    page = _page(request, filters, after=request.GET.get("after", "")[:LONGEST])
    counts = selectors.board_counts(request.actor, _board(filters))
    return {
        "filters": filters,
        "rows": [(one, TONES[one.state]) for one in page.rows],
        "tabs": _tabs(request, counts),
        "coordinates": may(request.actor, COORDINATE).allowed,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("投资项目"), HEADS, _lines(request, _filters(request))), form)


def project(request: StaffRequest, key: str) -> dict[str, Any]:
    found = selectors.project(request.actor, key)
    return {
        "page_title": found.line.name,
        "found": found,
        "line": found.line,
        "tone": TONES[found.line.state],
        "lanes": lanes_of(found, today()),
        "handed_in": tuple(one for one in found.bundles if one.number),
        "sees_bundles": may(request.actor, "bundles.view").allowed,
    }


def paper(request: StaffRequest, key: str) -> HttpResponse:
    """The 项目登记单; while it is being made, back to the project with a word."""
    try:
        file = selectors.paper_file(request.actor, key)
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("workbench:project", key)
    return within_our_pages(file.open(), file.name, Kind.PDF)


def problems(request: StaffRequest) -> dict[str, Any]:
    mine = request.GET.get("part") == "mine"
    words = {"mine": _("本单位承办")}
    shown = (
        Tab(_("全部"), address(request, part=""), not mine),
        Tab(words["mine"], address(request, part="mine"), mine),
    )
    page = selectors.open_problems(request.actor, mine=mine, after=request.GET.get("after", "")[:LONGEST])
    return {"rows": page.rows, "tabs": shown, "parts": ("list",), **pager(request, page.next_cursor)}


def problem(request: StaffRequest, key: str) -> dict[str, Any]:
    found = selectors.problem(request.actor, key)
    return {"page_title": found.title, "one": found}


def _filters(request: StaffRequest) -> ProjectFilters:
    places = in_scope(request.actor, "projects.view", region_choices())
    return ProjectFilters(request.GET, choices={"region": places})


def _board(filters: ProjectFilters) -> BoardFilters:
    return BoardFilters(**{name: filters.value(name) or "" for name in ("q", "part", "kind", "region", "order")})


def _page(request: StaffRequest, filters: ProjectFilters, *, after: str, size: int = 50) -> ProjectPage:
    return selectors.board(request.actor, _board(filters), after=after, size=size)


def _tabs(request: StaffRequest, counts: Any) -> tuple[Tab, ...]:
    chosen = request.GET.get("part", "")
    every = Tab(_("全部"), address(request, part=""), chosen not in PARTS)
    return (
        every,
        *(Tab(str(label), address(request, part=part), chosen == part, counts[part]) for part, label in PARTS.items()),
    )


def _export(request: StaffRequest, form: str) -> str:
    return reverse("workbench:projects-export", args=[form]) + address(request)


def _lines(request: StaffRequest, filters: ProjectFilters) -> Iterator[tuple[Any, ...]]:
    after, told = "", 0
    while told < MOST:
        page = _page(request, filters, after=after, size=BATCH)
        yield from (_cells(one) for one in page.rows)
        told, after = told + len(page.rows), page.next_cursor
        if not after:
            return


def _cells(one: ProjectLine) -> tuple[Any, ...]:
    marks = tuple(MARKS[mark] for _label, mark in one.stages)
    told = (
        one.code,
        one.name,
        one.firm,
        one.kind_label,
        "、".join(one.regions),
        f"{one.investment:.2f}",
        one.state_label,
    )
    return (*told, *marks, one.approvals, one.overdue, one.problems, one.late_problems)
