"""走流程体验: the ledger of what walk-throughs have found, one walk-through, a problem entered and struck out (ONE-14)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import WalkProblem
from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import SIZE, address, pager, tabs
from bancheng.doors.workbench.plans.forms import STANDINGS, ProblemForm, SettleForm, WalkFilters, beginning
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.registers.duties import selectors as duties


def listed(request: StaffRequest) -> dict[str, Any]:
    filters, kept = _narrowed(request)
    counts = {key: sum(one.standing == key for one in kept) for key in STANDINGS}
    chosen = _of_standing(request, kept)
    start = beginning(request, len(chosen))
    return {
        "filters": filters,
        "rows": chosen[start : start + SIZE],
        "tabs": tabs(request, "standing", STANDINGS, counts),
        "csv_url": reverse("workbench:walks-export", args=["csv"]) + address(request),
        "xlsx_url": reverse("workbench:walks-export", args=["xlsx"]) + address(request),
        "parts": ("list",),
        **pager(request, str(start + SIZE) if start + SIZE < len(chosen) else ""),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    heads = ("问题", "一件事", "区划", "责任单位", "登记日期", "整改期限", "状态", "办结日期", "办结人", "整改情况")
    kept = _of_standing(request, _narrowed(request)[1])
    return download(Table(_("走流程问题台账"), heads, map(_exported, kept)), form)


def _exported(one: WalkProblem) -> tuple[Any, ...]:
    duty = one.duty
    told = (duty.opened_on, duty.due_on, str(STANDINGS[one.standing]), duty.closed_on, duty.closed_by, duty.result)
    return (duty.title, one.bundle, one.region_name, duty.organisation, *told)


def walk(request: StaffRequest, key: str) -> dict[str, Any]:
    found = selectors.walked(request.actor, key)
    title = _("走流程体验：%(name)s") % {"name": found.bundle}
    return {"page_title": title, "found": found, "rows": found.problems}


def report(request: StaffRequest, key: str) -> Answer:
    found = selectors.walked(request.actor, key)
    form = ProblemForm(request.POST or None, organs=list(found.organs))
    if form.is_valid():
        with telling(form):
            services.report_problem(found.key, by=request.actor, **form.cleaned_data)
            return done(request, _("问题已列入台账，已告诉责任单位。"), "walk", found.key)
    title = _("登记问题：%(name)s") % {"name": found.bundle}
    back = reverse("workbench:walk", args=[found.key])
    return form_page(form, title=title, submit=_("登记"), cancel=back)


def settle(request: StaffRequest, pk: int) -> Answer:
    found = duties.duty(request.actor, pk)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.settle_problem(pk, by=request.actor, **form.cleaned_data)
            return done(request, _("问题已办结销号。"), "duty", pk)
    intro = f"{found.title}（{found.organisation}）"
    back = reverse("workbench:duty", args=[pk])
    return form_page(form, title=_("办结走流程问题"), submit=_("办结"), cancel=back, intro=intro)


def _narrowed(request: StaffRequest) -> tuple[WalkFilters, list[WalkProblem]]:
    rows = selectors.walk_ledger(request.actor)
    owners = [(name, name) for name in sorted({one.duty.organisation for one in rows} - {""})]
    filters = WalkFilters(request.GET, choices={"owner": owners})
    words, owner = filters.value("q").casefold().split(), filters.value("owner")
    return filters, [
        one
        for one in rows
        if all(word in f"{one.duty.title} {one.bundle}".casefold() for word in words)
        and owner in ("", one.duty.organisation)
    ]


def _of_standing(request: StaffRequest, rows: list[WalkProblem]) -> list[WalkProblem]:
    standing = request.GET.get("standing", "")
    return [one for one in rows if standing not in STANDINGS or one.standing == standing]
