"""首问负责: what I answer for, what is offered to me, what is late; one inquiry with its way from hand to hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.inquiries import forms
from bancheng.doors.workbench.lists import LONGEST, Tab, address, pager
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.frontline.inquiries import selectors
from bancheng.frontline.inquiries.types import InquiryFilters
from bancheng.ground.access import may

HEADS = ("咨询时间", "问题", "咨询人", "怎样来问的", "责任人", "单位", "状态", "答复期限", "逾期")
VIEWS = {
    "": gettext_lazy("全部"),
    "mine": gettext_lazy("我负责的"),
    "offered": gettext_lazy("转交给我的"),
    "overdue": gettext_lazy("逾期未答复"),
}
MOST, BATCH = 50_000, 200


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = forms.InquiryFilters(request.GET)
    wanted = _wanted(filters)
    page = selectors.inquiries(request.actor, wanted, after=request.GET.get("after", "")[:LONGEST])
    counts = selectors.inquiry_counts(request.actor)
    return {
        "filters": filters,
        "rows": page.rows,
        "counts": counts,
        "tabs": _tabs(request, wanted.view, counts),
        "may_open": may(request.actor, "inquiries.answer").allowed,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("首问咨询"), HEADS, _lines(request)), form)


def inquiry(request: StaffRequest, pk: int) -> dict[str, Any]:
    found = selectors.inquiry(request.actor, pk)
    return {
        "page_title": _("首问咨询：%(owner)s负责") % {"owner": found.line.owner_name},
        "inquiry": found,
        "line": found.line,
    }


def _lines(request: StaffRequest) -> Iterator[tuple[Any, ...]]:
    wanted, after, told = _wanted(forms.InquiryFilters(request.GET)), "", 0
    while told < MOST:
        page = selectors.inquiries(request.actor, wanted, after=after, size=BATCH)
        for row in page.rows:
            yield (
                row.asked_at,
                row.question,
                row.asker,
                row.channel_label,
                row.owner_name,
                row.organisation,
                row.state_label,
                row.due_on,
                row.overdue,
            )
        told, after = told + len(page.rows), page.next_cursor
        if not after:
            return


def _wanted(filters: forms.InquiryFilters) -> InquiryFilters:
    view = filters.value("view")
    return InquiryFilters(
        view=view if view in VIEWS else "",
        state=filters.value("state"),
        channel=filters.value("channel"),
        q=filters.value("q").strip(),
        since=filters.value("since") or None,
        until=filters.value("until") or None,
    )


def _tabs(request: StaffRequest, view: str, counts: Mapping[str, int]) -> tuple[Tab, ...]:
    return tuple(
        Tab(str(label), address(request, view=key), view == key, counts[key] if key else None)
        for key, label in VIEWS.items()
    )


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:inquiries-export', args=[form])}?{request.GET.urlencode()}"
