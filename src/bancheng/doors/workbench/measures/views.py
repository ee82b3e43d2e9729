"""办件统计: how much paper is still brought, month by month; whether online and window are held to the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import Comparison, PaperLine, PaperUse
from bancheng.doors.workbench.catalog.views import organ_choices
from bancheng.doors.workbench.lists import Tab, number
from bancheng.doors.workbench.measures.forms import PaperFilters, PeriodFilters
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.tables import Table, download

VIEW = "cases.view"
SECTIONS = (("measures", gettext_lazy("纸质材料占比")), ("measures-channels", gettext_lazy("线上线下对比")))
PAPER_HEADS = (
    *("月份", "类别", "部门", "地区", "事项", "办件数", "没有纸质材料的办件"),
    *("收到材料", "纸质", "其中已扫描", "电子", "纸质占比（%）"),
)
CHANNEL_HEADS = ("项目", "网上", "窗口")
BAR, SHOWN = 400, 200


def paper(request: StaffRequest) -> dict[str, Any]:
    """The month's share of paper by department and item."""
    filters, found = _paper(request)
    return {
        "sections": _sections("measures"),
        "filters": filters,
        "found": found,
        "organs": [(one, _width(one)) for one in found.organs],
        "items": [(one, _width(one)) for one in found.items[:SHOWN]],
        "shown": SHOWN,
        "bar": BAR,
        "parts": ("list",),
        **_exports(request, "measures-export"),
    }


def paper_export(request: StaffRequest, form: str) -> HttpResponse:
    found = _paper(request)[1]
    return download(Table(_("纸质材料占比"), PAPER_HEADS, _paper_rows(found)), form)


def channels(request: StaffRequest) -> dict[str, Any]:
    """The items with what came online and at windows; each leads to its comparison."""
    filters = PeriodFilters(request.GET)
    since, until = filters.days
    rows = selectors.channels_of_items(request.actor, since=since, until=until)
    return {
        "sections": _sections("measures-channels"),
        "filters": filters,
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "since": since,
        "until": until,
        "query": f"?since={since:%Y-%m-%d}&until={until:%Y-%m-%d}",
        "parts": ("list",),
    }


def compare(request: StaffRequest, item: int) -> dict[str, Any]:
    """One item: the two channels side by side and every difference of rule."""
    filters, found = _compared(request, item)
    return {
        "page_title": _("线上线下对比：%(item)s") % {"item": found.item_name},
        "filters": filters,
        "found": found,
        "rows": _figure_rows(found),
        "parts": ("list",),
        **_exports(request, "measures-compare-export", item),
    }


def compare_export(request: StaffRequest, item: int, form: str) -> HttpResponse:
    found = _compared(request, item)[1]
    rows = [*_figure_rows(found)]
    rows += [
        (f"{one.what}（指南第 {one.version} 版）", one.sentence, "、".join(one.cases)) for one in found.differences
    ]
    rows.append((_("规则差异"), str(len(found.differences)), ""))
    return download(Table(_("线上线下对比"), CHANNEL_HEADS, rows), form)


def _paper(request: StaffRequest) -> tuple[PaperFilters, PaperUse]:
    regions = in_scope(request.actor, VIEW, region_choices())
    filters = PaperFilters(request.GET, choices={"region": regions, "organisation": organ_choices(request)})
    found = selectors.paper_use(
        request.actor,
        month=filters.first,
        region=filters.value("region"),
        organisation=number(filters.value("organisation")),
    )
    return filters, found


def _compared(request: StaffRequest, item: int) -> tuple[PeriodFilters, Comparison]:
    filters = PeriodFilters(request.GET)
    since, until = filters.days
    return filters, selectors.compare_channels(request.actor, item, since=since, until=until)


def _figure_rows(found: Comparison) -> list[tuple[str, str, str]]:
    """Label and the two values, as page and file show them."""
    none = "—"

    def share(value: float | None) -> str:
        return none if value is None else f"{value}%"

    lines = (
        (_("办件数"), [str(one.cases) for one in found.channels]),
        (_("已受理"), [str(one.accepted) for one in found.channels]),
        (_("不予受理"), [str(one.not_accepted) for one in found.channels]),
        (_("给定的办理时限"), ["、".join(one.limits) or none for one in found.channels]),
        (_("应交的材料"), ["、".join(one.materials) or none for one in found.channels]),
        (_("要求过补正"), [str(one.supplemented) for one in found.channels]),
        (_("有特别程序或者延期"), [str(one.detoured) for one in found.channels]),
        (_("准予"), [str(one.granted) for one in found.channels]),
        (_("不予"), [str(one.refused) for one in found.channels]),
        (_("准予占已决定的"), [share(one.granted_share) for one in found.channels]),
    )
    return [(label, first, second) for label, (first, second) in lines]


def _paper_rows(found: PaperUse) -> Iterator[tuple[Any, ...]]:
    month = f"{found.month:%Y-%m}"
    for kind, lines in ((_("部门"), found.organs), (_("事项"), found.items), (_("合计"), (found.whole,))):
        for one in lines:
            name = one.name if lines is found.items else ""
            share = "" if one.share is None else str(one.share)
            yield (
                *(month, kind, one.organisation, one.region, name, one.cases, one.paperless),
                *(one.total, one.paper, one.scanned, one.electronic, share),
            )


def _width(one: PaperLine) -> int:
    """The part of a bar that is paper; what is there at all can be seen."""
    return max(3, round(BAR * one.paper / one.total)) if one.paper else 0


def _sections(current: str) -> tuple[Tab, ...]:
    return tuple(Tab(str(label), reverse(f"workbench:{name}"), name == current) for name, label in SECTIONS)


def _exports(request: StaffRequest, name: str, *args: Any) -> dict[str, str]:
    tail = f"?{request.GET.urlencode()}" if request.GET else ""
    return {f"{form}_url": reverse(f"workbench:{name}", args=[*args, form]) + tail for form in ("csv", "xlsx")}
