"""All cases in one's scope as a list, and the page of one case: facts at the left, law at the right, time above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.bundles.types import RunningBundle
from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import CHANNELS, DELIVERIES, OUTCOMES, CaseLine, Filters
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.cases.forms import CaseFilters, light_choices
from bancheng.doors.workbench.catalog.views import organ_choices
from bancheng.doors.workbench.lists import LONGEST, Tab, address, pager
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import AccessDenied, may
from bancheng.ground.codes import CaseNumber, CodeError
from bancheng.registers.catalog.types import HANDLING

HEADS = (
    "编号",
    "事项",
    "申请人",
    "实施机关",
    "地区",
    "渠道",
    "办件类型",
    "状态",
    "结果",
    "收件时间",
    "到期",
    "时限",
    "承办",
)
MOST, BATCH = 50_000, 500
VERIFYING = ("cases.take_in", "cases.review", "cases.decide")


def listed(request: StaffRequest) -> Answer:
    """Words that are a whole number lead to the case itself."""
    filters = _filters(request)
    if number := _whole_number(filters.value("q")):
        try:
            found = selectors.staff_case(request.actor, number)
        except AccessDenied:
            pass
        else:
            return redirect("workbench:case", found.line.number)
    wanted = filters.wanted()
    page = selectors.staff_cases(request.actor, wanted, after=request.GET.get("after", "")[:LONGEST])
    return {
        "filters": filters,
        "rows": [(row, pictures.left(row.remaining)) for row in page.rows],
        "tabs": light_tabs(request, selectors.staff_counts(request.actor, replace(wanted, light=""))),
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    wanted = _filters(request).wanted()
    return download(Table(_("办件"), HEADS, (cells(row) for row in every(request, wanted))), form)


def every(request: StaffRequest, wanted: Filters) -> Iterator[CaseLine]:
    """All cases that pass, page after page, at most as many as a sheet is read with."""
    after, told = "", 0
    while told < MOST:
        page = selectors.staff_cases(request.actor, wanted, after=after, size=BATCH)
        yield from page.rows
        told += len(page.rows)
        after = page.next_cursor
        if not after:
            return


def cells(row: CaseLine) -> tuple[Any, ...]:
    """A case as a line of a sheet."""
    return (
        row.number,
        row.item_name,
        row.applicant_name,
        row.organisation,
        row.region_name,
        CHANNELS.get(row.channel, row.channel),
        HANDLING.get(row.handling, row.handling),
        row.state_label,
        OUTCOMES.get(row.outcome, ""),
        row.submitted_at,
        row.due_on,
        row.light_label,
        row.holder,
    )


def case(request: StaffRequest, case: str) -> dict[str, Any]:
    found = selectors.staff_case(request.actor, case)
    return {
        "page_title": f"{found.line.applicant_name} {found.line.item_name}",
        "case": found,
        "left": pictures.left(found.line.remaining),
        "graph": pictures.graph(found),
        "holder": pictures.holder(found),
        "papers": pictures.papers(found),
        "opinions": pictures.opinions(found),
        "buttons": pictures.buttons(found),
        "issued": [(paper, _paper_address(paper.number)) for paper in found.papers],
        "channel": CHANNELS.get(found.line.channel, found.line.channel),
        "delivery": DELIVERIES.get(found.delivery, ""),
        "duplicates": found.duplicates,
        "may_see_item": may(request.actor, "catalog.view").allowed,
        "may_verify": found.whole and any(may(request.actor, action).allowed for action in VERIFYING),
        "may_take_in": may(request.actor, "cases.take_in").allowed,
        "export_forms": ("json", "xlsx", "csv"),
        "may_supervise": may(request.actor, "cases.supervise").allowed,
        "may_see_bills": may(request.actor, "payments.view").allowed,
        "may_refund": may(request.actor, "payments.refund").allowed,
        "steps": tuple(reversed(found.steps)),
        "whole": _whole_of(request, found.line),
    }


def _whole_of(request: StaffRequest, line: CaseLine) -> RunningBundle | None:
    """The bundle that the case is a member of, with its siblings' states, for who may see it; nothing for a case of its own."""
    if not (line.part_of and line.number):
        return None
    try:
        return bundles.running_bundle(request.actor, line.part_of)
    except AccessDenied:
        return None


def _paper_address(number: str) -> str:
    try:
        return reverse("workbench:paper", args=[number])
    except NoReverseMatch:
        return ""


def _filters(request: StaffRequest) -> CaseFilters:
    return CaseFilters(request.GET, choices={"organisation": organ_choices(request)})


def _whole_number(words: str) -> str:
    """The unified number that was typed, as it is stored; "" for other words."""
    try:
        return str(CaseNumber.parse(words)) if words else ""
    except CodeError:
        return ""


def light_tabs(request: StaffRequest, counts: Mapping[str, int]) -> tuple[Tab, ...]:
    """All, then one tab a light, with how many."""
    chosen = request.GET.get("light", "")
    lights = light_choices()
    first = Tab(_("全部"), address(request, light=""), chosen not in dict(lights), counts.get("total"))
    return (
        first,
        *(Tab(label, address(request, light=code), chosen == code, counts.get(code, 0)) for code, label in lights),
    )


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:cases-export', args=[form])}?{request.GET.urlencode()}"
