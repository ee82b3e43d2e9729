"""电子监察: every open case with its light, the organs side by side, what was found, and the whole trace of one case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import Filters
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.cases.views import HEADS, cells, every, light_tabs
from bancheng.doors.workbench.catalog.views import organ_choices
from bancheng.doors.workbench.lists import LONGEST, number, pager
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.supervision.forms import FindingFilters, OpenFilters
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import AccessDenied
from bancheng.ground.law import now
from bancheng.oversight.supervision import selectors as supervision

SUPERVISE, FINDINGS = "cases.supervise", "supervision.view"
SHOWN_FINDINGS = 8
BAR = 400
FINDING_HEADS = ("规则", "依据", "编号", "事项", "责任单位", "地区", "责任岗位", "应办日期", "发现时间", "状态", "结论")
MOST, BATCH = 50_000, 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: its class, where it begins and how wide it is, in units of the drawing."""

    kind: str
    x: int
    width: int


def overview(request: StaffRequest) -> dict[str, Any]:
    filters = _filters(request)
    wanted = _wanted(filters)
    page = selectors.staff_cases(request.actor, wanted, after=request.GET.get("after", "")[:LONGEST])
    whole = selectors.overview(request.actor, region=filters.value("region"))
    return {
        "filters": filters,
        "overview": whole,
        "organs": [(one, bar(one, max((row.open for row in whole.organs), default=0))) for one in whole.organs],
        "bar": BAR,
        "rows": [(row, pictures.left(row.remaining)) for row in page.rows],
        "tabs": light_tabs(request, selectors.staff_counts(request.actor, replace(wanted, light=""))),
        "findings": supervision.findings(
            request.actor, region=filters.value("region"), open_only=True, size=SHOWN_FINDINGS
        ).rows,
        "counts": supervision.counts(request.actor, region=filters.value("region")),
        "csv_url": _export(request, "supervision-export", "csv"),
        "xlsx_url": _export(request, "supervision-export", "xlsx"),
        "at": now(),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def bar(one: Any, most: int) -> tuple[Piece, ...]:
    """The open cases of an organ as parts of one bar; a part that is there at all can be seen."""
    pieces, x = [], 0
    for kind, count in (("overdue", one.overdue), ("warning", one.warning), ("normal", one.normal)):
        if count and most:
            width = max(3, round(BAR * count / most))
            pieces.append(Piece(kind, x, width))
            x += width
    return tuple(pieces)


def export(request: StaffRequest, form: str) -> HttpResponse:
    wanted = _wanted(_filters(request))
    return download(Table(_("在办办件"), HEADS, (cells(row) for row in every(request, wanted))), form)


def case(request: StaffRequest, case: str) -> Answer:
    """Each entry of the journal, refused ones too, beside the steps that the applicant reads.

    The number of a bundle, as a bad rating of the whole names it, leads to the page of the bundle.
    """
    try:
        found = selectors.staff_case(request.actor, case)
    except AccessDenied:
        return redirect("workbench:bundle-case", bundles.running_bundle(request.actor, case).key)
    return {
        "page_title": _("全过程日志 %(number)s") % {"number": found.line.number or found.line.key},
        "case": found,
        "left": pictures.left(found.line.remaining),
        "graph": pictures.graph(found),
        "holder": pictures.holder(found),
        "trace": selectors.trace(request.actor, case),
        "steps": tuple(reversed(found.steps)),
        "findings": supervision.findings_of(request.actor, found.line.key),
    }


def findings(request: StaffRequest) -> dict[str, Any]:
    filters = _finding_filters(request)
    page = _findings(request, filters, after=request.GET.get("after", "")[:LONGEST], size=50)
    return {
        "filters": filters,
        "rows": page.rows,
        "counts": supervision.counts(request.actor, region=filters.value("region")),
        "csv_url": _export(request, "findings-export", "csv"),
        "xlsx_url": _export(request, "findings-export", "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def findings_export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("监察发现"), FINDING_HEADS, _finding_lines(request, _finding_filters(request))), form)


def _findings(request: StaffRequest, filters: FindingFilters, *, after: str, size: int) -> Any:
    return supervision.findings(
        request.actor,
        region=filters.value("region"),
        rule=filters.value("rule"),
        open_only=filters.value("state") == "open",
        after=after,
        size=size,
    )


def _finding_lines(request: StaffRequest, filters: FindingFilters) -> Iterator[tuple[Any, ...]]:
    after, told = "", 0
    while told < MOST:
        page = _findings(request, filters, after=after, size=BATCH)
        for one in page.rows:
            yield (
                one.rule_label,
                one.article,
                one.number,
                one.item_name,
                one.organisation_name,
                one.region_name,
                one.responsible,
                one.due_on,
                one.found_at,
                one.state_label,
                one.conclusion,
            )
        told, after = told + len(page.rows), page.next_cursor
        if not after:
            return


def _filters(request: StaffRequest) -> OpenFilters:
    regions = in_scope(request.actor, SUPERVISE, region_choices())
    return OpenFilters(request.GET, choices={"region": regions, "organisation": organ_choices(request)})


def _finding_filters(request: StaffRequest) -> FindingFilters:
    return FindingFilters(request.GET, choices={"region": in_scope(request.actor, FINDINGS, region_choices())})


def _wanted(filters: OpenFilters) -> Filters:
    return Filters(
        q=filters.value("q").strip(),
        light=filters.chosen_light,
        organisation=number(filters.value("organisation")),
        region=filters.value("region"),
        open_only=True,
    )


def _export(request: StaffRequest, name: str, form: str) -> str:
    return f"{reverse(f'workbench:{name}', args=[form])}?{request.GET.urlencode()}"
