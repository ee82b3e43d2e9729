"""Modes and the negative list: what the guide proposes, what the department confirms, how an item leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import number, pager, tabs
from bancheng.doors.workbench.lists_once.forms import LeaveForm, ModeFilters, ModeForm
from bancheng.doors.workbench.lists_once.places import EDIT, exports, may_in, organ_of, organs, regions, sections
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.types import MODES, ModeLine

WORDS = {**{key: gettext_lazy(label) for key, label in MODES.items()}, "none": gettext_lazy("还没有认定")}
HEADS = (
    "编号",
    "事项",
    "单位",
    "地区",
    "指南版本",
    "建议模式",
    "建议依据",
    "认定模式",
    "自",
    "认定人",
    "与现行指南一致",
    "星级",
)
NEGATIVE_HEADS = ("编号", "事项", "单位", "列入日期", "原因", "优化提升计划", "移出日期", "优化提升情况")
BATCH = 200
SHOWN, MOST = 200, 50_000


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = _filters(request)
    after = number(request.GET.get("after")) or 0
    page = selectors.mode_page(request.actor, after=after, **_narrowed(request, filters))
    rows = [(row, may_in(request, EDIT, row.region_code, row.organisation_id)) for row in page.rows]
    return {
        "sections": sections(request, "once"),
        "filters": filters,
        "rows": rows,
        "tabs": tabs(request, "mode", WORDS, page.counts),
        "parts": ("list",),
        **exports(request, "once-export"),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    narrowed = _narrowed(request, _filters(request))
    return download(Table(_("一次办妥模式"), HEADS, _every(request, narrowed)), form)


def confirm(request: StaffRequest, pk: int) -> Answer:
    line = selectors.mode_line(request.actor, pk, action=EDIT)
    form = ModeForm(request.POST or None, initial=_proposed(line))
    if form.is_valid():
        given = form.cleaned_data
        with telling(form, "reason"):
            services.confirm_mode(
                item=pk,
                online=given["online"] == "yes",
                one_trip=given["one_trip"] == "yes",
                reason=given["reason"],
                plan=given["plan"],
                by=request.actor,
            )
            return done(request, _("已认定。"), "once-item", pk)
    intro = _("现行指南：%(why)s。建议：%(mode)s。") % {
        "why": line.proposal.why,
        "mode": line.proposal.label or _("先发布办事指南"),
    }
    title = _("认定模式：%(name)s") % {"name": line.name}
    return form_page(form, title=title, submit=_("认定"), cancel=_page(pk), intro=intro)


def item(request: StaffRequest, pk: int) -> dict[str, Any]:
    line = selectors.mode_line(request.actor, pk)
    return {
        "page_title": line.name,
        "sections": sections(request, "once"),
        "line": line,
        "history": selectors.negative_history(request.actor, pk),
        "may_edit": may_in(request, EDIT, line.region_code, line.organisation_id),
    }


def leave(request: StaffRequest, pk: int) -> Answer:
    line = selectors.mode_line(request.actor, pk, action=EDIT)
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        with telling(form, "improvement"):
            services.leave_negative(item=pk, improvement=form.cleaned_data["improvement"], by=request.actor)
            return done(request, _("已移出负面清单，两个日期都留在历史中。"), "once-item", pk)
    intro = _("按现行指南重新核对：%(why)s。") % {"why": line.proposal.why}
    title = _("移出负面清单：%(name)s") % {"name": line.name}
    return form_page(form, title=title, submit=_("移出"), cancel=_page(pk), intro=intro)


def negative(request: StaffRequest) -> dict[str, Any]:
    left = request.GET.get("left") == "1"
    found = selectors.negative_of(request.actor, left=left, size=SHOWN + 1)
    return {
        "sections": sections(request, "once-negative"),
        "rows": found[:SHOWN],
        "shown": SHOWN if len(found) > SHOWN else 0,
        "left": left,
        "tabs": tabs(request, "left", {"1": _("已移出")})[:2],
        **exports(request, "once-negative-export"),
    }


def negative_export(request: StaffRequest, form: str) -> HttpResponse:
    found = selectors.negative_of(request.actor, left=request.GET.get("left") == "1", size=MOST)
    rows = (
        (
            *(one.item_id, one.item_name, one.organ, one.entered_on, one.reason, one.plan, one.left_on),
            one.improvement,
        )
        for one in found
    )
    return download(Table(_("负面清单"), NEGATIVE_HEADS, rows), form)


def _page(pk: int) -> str:
    return reverse("workbench:once-item", args=[pk])


def _proposed(line: ModeLine) -> dict[str, str]:
    wanted = line.mode or line.proposal.mode
    if not wanted:
        return {}
    one_trip = "no" if wanted == "negative" else "yes"
    return {"online": "yes" if wanted == "online" else "no", "one_trip": one_trip}


def _filters(request: StaffRequest) -> ModeFilters:
    return ModeFilters(request.GET, choices={"region": regions(request), "organisation": organs(request)})


def _narrowed(request: StaffRequest, filters: ModeFilters) -> dict[str, Any]:
    return {
        "q": filters.value("q"),
        "region": filters.value("region"),
        "organisation": organ_of(request),
        "mode": filters.chosen_mode,
    }


def _every(request: StaffRequest, narrowed: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    after = 0
    while True:
        page = selectors.mode_page(request.actor, after=after, size=BATCH, **narrowed)
        yield from map(_cells, page.rows)
        if not page.next_cursor:
            return
        after = int(page.next_cursor)


def _cells(row: ModeLine) -> tuple[Any, ...]:
    return (
        *(row.item_id, row.name, row.organ, row.region_name, row.version, row.proposal.label, row.proposal.why),
        *(row.mode_label, row.since, row.confirmed_by, row.holds if row.mode else None, row.stars),
    )
