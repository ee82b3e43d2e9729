"""The ratings of one's scope by item and department, a year back as the self-check counts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.lists import number, pager
from bancheng.doors.workbench.ratings.forms import RatingFilters
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.frontline.ratings import selectors
from bancheng.frontline.ratings.types import RatingBoard
from bancheng.ground.law import today
from bancheng.registers.organisations import selectors as organisations

VIEW = "ratings.view"
SIZE, BATCH = 50, 500


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = _filters(request)
    board = _board(request, filters, number(request.GET.get("after")) or 0, SIZE)
    export = reverse("workbench:ratings-export", args=["csv"]) + f"?{request.GET.urlencode()}"
    return {
        "filters": filters,
        "board": board,
        "heads": [grade.label for grade in selectors.grades()],
        "rows": [(line, [line.sums.counts[grade.value] for grade in selectors.grades()]) for line in board.lines],
        "csv_url": export,
        "xlsx_url": export.replace("/csv/", "/xlsx/"),
        "parts": ("list",),
        **pager(request, board.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    labels = (grade.label for grade in selectors.grades())
    heads = (_("事项"), _("单位"), _("评价"), *labels, _("差评"), _("满意率（%）"))
    return download(Table(_("好差评"), heads, _lines(request)), form)


def _lines(request: StaffRequest) -> Iterator[tuple[Any, ...]]:
    filters, after = _filters(request), 0
    while True:
        board = _board(request, filters, after, BATCH)
        for line in board.lines:
            counts = (line.sums.counts[grade.value] for grade in selectors.grades())
            yield (line.item_name, line.organ, line.sums.total, *counts, line.sums.bad, line.sums.percent)
        if not board.next_cursor:
            return
        after = int(board.next_cursor)


def _filters(request: StaffRequest) -> RatingFilters:
    organs = organisations.organisations_within(request.actor, VIEW).exclude(function="village")
    choices = {
        "region": in_scope(request.actor, VIEW, region_choices()),
        "organisation": [(str(row.pk), row.name) for row in organs],
    }
    return RatingFilters(request.GET, choices=choices)


def _board(request: StaffRequest, filters: RatingFilters, after: int, size: int) -> RatingBoard:
    return selectors.rating_board(
        request.actor,
        region=filters.value("region"),
        organisation=number(filters.value("organisation")),
        q=filters.value("q"),
        bad_only=bool(filters.value("bad")),
        since=today() - timedelta(days=filters.period),
        until=today(),
        after=after,
        size=size,
    )
