"""Where reviewers judged otherwise than the rules of the guide: who, in which point, for what reason (FLW-29)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import DeviationPage, DeviationView
from bancheng.doors.workbench.catalog.views import organ_choices
from bancheng.doors.workbench.lists import LONGEST, number, pager
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.supervision.forms import DeviationFilters
from bancheng.doors.workbench.tables import Table, download

SUPERVISE = "cases.supervise"
HEADS = (
    "编号",
    "事项",
    "实施机关",
    "地区",
    "环节",
    "系统建议",
    "审查意见",
    "判断不同的要点",
    "理由",
    "审查人员",
    "时间",
)
MOST, BATCH = 50_000, 200


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = _filters(request)
    page = _page(request, filters, after=request.GET.get("after", "")[:LONGEST])
    return {
        "filters": filters,
        "rows": page.rows,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("偏离系统建议"), HEADS, _lines(request, _filters(request))), form)


def _page(request: StaffRequest, filters: DeviationFilters, *, after: str, size: int = 50) -> DeviationPage:
    return selectors.deviations(
        request.actor,
        region=filters.value("region"),
        organisation=number(filters.value("organisation")),
        since=filters.value("since") or None,
        until=filters.value("until") or None,
        after=after,
        size=size,
    )


def _lines(request: StaffRequest, filters: DeviationFilters) -> Iterator[tuple[Any, ...]]:
    after, told = "", 0
    while told < MOST:
        page = _page(request, filters, after=after, size=BATCH)
        yield from map(_cells, page.rows)
        told, after = told + len(page.rows), page.next_cursor
        if not after:
            return


def _cells(row: DeviationView) -> tuple[Any, ...]:
    return (
        row.number,
        row.item_name,
        row.organisation,
        row.region_name,
        row.stage_name,
        row.proposed_label,
        row.outcome_label,
        "；".join(f"{one.text}：{one.proposed}→{one.given}" for one in row.points),
        row.reason,
        row.by_name,
        row.at,
    )


def _filters(request: StaffRequest) -> DeviationFilters:
    regions = in_scope(request.actor, SUPERVISE, region_choices())
    return DeviationFilters(request.GET, choices={"region": regions, "organisation": organ_choices(request)})


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:deviations-export', args=[form])}?{request.GET.urlencode()}"
