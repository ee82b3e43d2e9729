"""征求意见: what one's unit was asked about cases of others, the one due first on top, and what it answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import AskedLine, AskedPage
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.consultations.forms import AskedFilters
from bancheng.doors.workbench.lists import LONGEST, Tab, address, pager
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.tables import Table, download

HEADS = (
    "编号",
    "事项",
    "申请人",
    "征求意见的机关",
    "发出人",
    "发出时间",
    "问题",
    "期限",
    "答复",
    "意见说明",
    "答复时间",
    "逾期",
)
VIEWS = {"open": gettext_lazy("等我们答复"), "answered": gettext_lazy("已答复")}
MOST, BATCH = 50_000, 500


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = AskedFilters(request.GET)
    view = _view(filters)
    page = _page(request, filters, after=request.GET.get("after", "")[:LONGEST])
    counts = selectors.consultation_counts(request.actor)
    return {
        "filters": filters,
        "view": view,
        "rows": [(row, pictures.left(row.remaining)) for row in page.rows],
        "tabs": _tabs(request, view, counts),
        "counts": counts,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("征求意见"), HEADS, _lines(request, AskedFilters(request.GET))), form)


def _page(request: StaffRequest, filters: AskedFilters, *, after: str, size: int = 50) -> AskedPage:
    return selectors.consultations(
        request.actor, view=_view(filters), q=filters.value("q").strip(), after=after, size=size
    )


def _lines(request: StaffRequest, filters: AskedFilters) -> Iterator[tuple[Any, ...]]:
    after, told = "", 0
    while told < MOST:
        page = _page(request, filters, after=after, size=BATCH)
        yield from (_cells(row) for row in page.rows)
        told, after = told + len(page.rows), page.next_cursor
        if not after:
            return


def _cells(row: AskedLine) -> tuple[Any, ...]:
    one, case = row.one, row.case
    return (
        case.number,
        case.item_name,
        case.applicant_name,
        case.organisation,
        one.asked_name,
        one.asked_at,
        one.question,
        one.due_on,
        one.outcome_label,
        one.opinion,
        one.answered_at,
        _("是") if one.late or one.overdue else _("否"),
    )


def _view(filters: AskedFilters) -> str:
    chosen = filters.value("view")
    return chosen if chosen in VIEWS else "open"


def _tabs(request: StaffRequest, view: str, counts: Mapping[str, int]) -> tuple[Tab, ...]:
    return tuple(
        Tab(str(label), address(request, view=key if key != "open" else ""), view == key, counts.get(key, 0))
        for key, label in VIEWS.items()
    )


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:consultations-export', args=[form])}?{request.GET.urlencode()}"
