"""Candidates ranked by what is counted, and entering counts that the platform did not see."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists_once.forms import CandidateFilters, CountsForm
from bancheng.doors.workbench.lists_once.places import (
    EDIT,
    exports,
    organ_of,
    organs,
    region_of,
    regions,
    sections,
    year_of,
)
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.ground.law import Refused
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.types import Counts, Ranking

SHOWN, MOST = 100, 50_000
CELL = re.compile(r"[,，;；\t]")


def ranked(request: StaffRequest) -> dict[str, Any]:
    filters = CandidateFilters(request.GET, choices={"organisation": organs(request)})
    filters.fields["region"].choices = regions(request)  # type: ignore[attr-defined]
    found = _candidates(request, SHOWN)
    return {
        "sections": sections(request, "once-candidates"),
        "filters": filters,
        "rows": found.rows,
        "heads": _labels(found),
        "total": found.total,
        "shown": SHOWN,
        "year": year_of(request),
        "may_enter": may(request.actor, EDIT).allowed,
        "parts": ("list",),
        **exports(request, "once-candidates-export"),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    found = _candidates(request, MOST)
    heads = ("名次", "编号", "事项", "单位", "得分", *_labels(found), "模式", "已列入清单")
    rows = (
        (
            *(one.rank, one.item_id, one.name, one.organ, str(one.score)),
            *(figure.value for figure in one.figures),
            *(one.mode_label, one.listed),
        )
        for one in found.rows
    )
    return download(Table(_("候选排序"), heads, rows), form)


def enter(request: StaffRequest) -> Answer:
    form = CountsForm(request.POST or None, regions=in_scope(request.actor, EDIT, region_choices()))
    back = reverse("workbench:once-candidates")
    if form.is_valid():
        given = form.cleaned_data
        with telling(form, "lines"):
            n = services.load_counts(
                region=given["region"], year=given["year"], counts=parsed(given["lines"]), by=request.actor
            )
            return done(request, _("已录入 %(n)s 个事项。") % {"n": n}, "once-candidates")
    intro = _("事项编号见“办理模式”导出的表格。同一年再次录入的，以后录入的为准。")
    return form_page(form, title=_("录入年度办件量"), submit=_("录入"), cancel=back, intro=intro)


def parsed(text: str) -> dict[int, Counts]:
    """Lines of figures by item; raises Refused (lists.count_line) that names the first line it cannot read."""
    found: dict[int, Counts] = {}
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in CELL.split(line)]
        if not 2 <= len(cells) <= 6 or not all(re.fullmatch(r"[0-9]{1,12}", cell) for cell in cells):
            raise Refused("lists.count_line", f"第 {place} 行读不懂：请写成“编号,办件量,…”，都是整数，最多六个。")
        item, *numbers = map(int, cells)
        if item in found:
            raise Refused("lists.count_line", f"第 {place} 行的事项 {item} 前面已经有了，请合并。")
        found[item] = Counts(*numbers)
    return found


def _labels(found: Ranking) -> list[str]:
    return [figure.label for figure in found.rows[0].figures] if found.rows else []


def _candidates(request: StaffRequest, size: int) -> Ranking:
    region = region_of(request)
    if not region:
        return Ranking((), 0)
    return selectors.candidates(
        request.actor,
        region=region,
        year=year_of(request),
        kind="cross" if request.GET.get("kind") == "cross" else "once",
        organisation=organ_of(request),
        open_only=request.GET.get("open") == "1",
        size=size,
    )
