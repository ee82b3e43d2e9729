"""How departments stand: the star dashboard, coverage of the platform, the self-check over nine aspects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import number, pager
from bancheng.doors.workbench.lists_once.forms import CoverageFilters, ExceptionForm, PlaceFilters
from bancheng.doors.workbench.lists_once.places import exports, organ_of, organs, region_of, regions, sections
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as catalog_services
from bancheng.registers.lists import selectors
from bancheng.registers.lists.types import Coverage, StarRow

STAR_HEADS = (
    *("单位", "事项数", "网上可办", "网上办理率（%）", "达标", "三星级以上", "比例（%）", "达标"),
    *("四星级以上", "比例（%）", "达标", "列入清单", "已一次办妥", "建议约谈"),
)
COVERAGE_HEADS = ("编号", "事项", "单位", "地区", "行使层级", "状态", "法定例外", "理由")
CHECK_HEADS = ("方面", "要求", "结论", "情况", "举例")
EVIDENCE = {
    "presence": ("once-coverage", "?organisation={organ}&red=1"),
    "names": ("items", "?organisation={organ}"),
    "materials": ("items", "?organisation={organ}&state=published"),
    "process": ("items", "?organisation={organ}&state=published"),
    "guides": ("items", "?organisation={organ}&state=published"),
    "sharing": ("items", "?organisation={organ}&state=published"),
    "people": ("organisation", ""),
    "supervision": ("desk", ""),
    "assessment": ("ratings", "?organisation={organ}"),
}
"""Where the rows of an aspect can be looked at: a page of the workbench and how it is narrowed."""
BATCH = 200


def stars(request: StaffRequest) -> dict[str, Any]:
    region = region_of(request)
    filters = PlaceFilters(request.GET)
    filters.fields["region"].choices = regions(request)  # type: ignore[attr-defined]
    del filters.fields["organisation"]
    return {
        "sections": sections(request, "once-stars"),
        "filters": filters,
        "board": selectors.star_board(request.actor, region=region),
        "region": region,
        "parts": ("list",),
        **exports(request, "once-stars-export"),
    }


def stars_export(request: StaffRequest, form: str) -> HttpResponse:
    board = selectors.star_board(request.actor, region=region_of(request))
    rows = map(_star_cells, (*board.departments, *board.levels, board.total))
    return download(Table(_("星级看板"), STAR_HEADS, rows), form)


def coverage(request: StaffRequest) -> dict[str, Any]:
    choices = {"region": regions(request), "organisation": organs(request)}
    filters = CoverageFilters(request.GET, choices=choices)
    found = _coverage(request, number(request.GET.get("after")) or 0)
    return {
        "sections": sections(request, "once-coverage"),
        "filters": filters,
        "found": found,
        "may_except": may(request.actor, "catalog.publish").allowed,
        "parts": ("list",),
        **exports(request, "once-coverage-export"),
        **pager(request, found.next_cursor),
    }


def coverage_export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("未上平台事项"), COVERAGE_HEADS, _off(request)), form)


def except_item(request: StaffRequest, pk: int) -> Answer:
    row = catalog.implementation(request.actor, pk)
    form = ExceptionForm(request.POST or None, initial={"kind": row.off_platform, "reason": row.off_platform_reason})
    back = reverse("workbench:once-coverage")
    if form.is_valid():
        with telling(form, "reason"):
            catalog_services.except_item(item=row, by=request.actor, **form.cleaned_data)
            return done(request, _("已记录。"), "once-coverage")
    title = _("不上平台的例外：%(name)s") % {"name": row.name}
    intro = _("应上尽上、应进必进。只有三种法定例外可以不上平台，并且要写明理由和依据。")
    return form_page(form, title=title, submit=_("记录"), cancel=back, intro=intro)


def checks(request: StaffRequest) -> dict[str, Any]:
    """The departments to choose from; one's own is opened at once where there is only one."""
    region = region_of(request)
    return {"sections": sections(request, "once-checks"), "organs": organs(request, region), "region": region}


def check(request: StaffRequest, pk: int) -> dict[str, Any]:
    found = selectors.self_check(request.actor, pk)
    return {
        "page_title": found.organ,
        "sections": sections(request, "once-checks"),
        "check": found,
        "lines": [(line, evidence(request, line.key, pk)) for line in found.lines],
        **exports(request, "once-check-export", pk),
    }


def check_export(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    found = selectors.self_check(request.actor, pk)
    rows = (
        (
            *(line.name, line.rule, _("通过") if line.passed else _("不通过"), line.answer.sentence),
            "；".join(line.answer.wrong),
        )
        for line in found.lines
    )
    return download(Table(_("标准化自查"), CHECK_HEADS, rows), form)


def evidence(request: StaffRequest, aspect: str, organ: int) -> str:
    """The address at which the rows behind an aspect of a department are shown; findings only to who may see them."""
    name, query = EVIDENCE[aspect]
    if aspect == "supervision" and may(request.actor, "supervision.view").allowed:
        name, query = "findings", "?state=open"
    return reverse(f"workbench:{name}", args=[organ] if name == "organisation" else []) + query.format(organ=organ)


def _coverage(request: StaffRequest, after: int, size: int = 100) -> Coverage:
    codes = dict(regions(request))
    region = request.GET.get("region", "")
    return selectors.coverage(
        request.actor,
        region=region if region in codes else "",
        organisation=organ_of(request),
        red_only=request.GET.get("red") == "1",
        after=after,
        size=size,
    )


def _off(request: StaffRequest) -> Iterator[tuple[Any, ...]]:
    after = 0
    while True:
        page = _coverage(request, after, BATCH)
        for one in page.lines:
            told = one.exception or _("没有例外理由")
            yield (
                *(one.item_id, one.name, one.organ, one.region_name, one.use_level, one.state_label, told, one.reason),
            )
        if not page.next_cursor:
            return
        after = int(page.next_cursor)


def _star_cells(row: StarRow) -> tuple[Any, ...]:
    shares = (cell for share in row.shares for cell in (share.n, str(share.percent), share.met))
    return (row.name, row.items, *shares, row.listed, row.done, row.interview)
