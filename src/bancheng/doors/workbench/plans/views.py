"""工作方案: the ledger of nodes with its marks, one plan with its division and history, a milestone struck out (ONE-11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import PlanNode
from bancheng.doors.workbench import subjects
from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import SIZE, address, pager, tabs
from bancheng.doors.workbench.plans.forms import STANDINGS, LedgerFilters, PlanForm, ResultForm, beginning
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.registers.duties import selectors as duties

ORDER = tuple(STANDINGS)


def listed(request: StaffRequest) -> dict[str, Any]:
    rows = selectors.plan_ledger(request.actor)
    filters = _filters(request, rows)
    kept = _narrowed(rows, filters)
    counts = {key: sum(one.standing == key for one in kept) for key in STANDINGS}
    chosen = _of_standing(request, kept)
    start = beginning(request, len(chosen))
    region = filters.value("region") or request.actor.region
    set_here, strange = selectors.batch_nodes(region) if region else ((), ())
    return {
        "filters": filters,
        "rows": chosen[start : start + SIZE],
        "tabs": tabs(request, "standing", STANDINGS, counts),
        "left": selectors.stages_without(region) if region else None,
        "batch_nodes": set_here,
        "strange": strange,
        "csv_url": reverse("workbench:plans-export", args=["csv"]) + address(request),
        "xlsx_url": reverse("workbench:plans-export", args=["xlsx"]) + address(request),
        "parts": ("list",),
        **pager(request, str(start + SIZE) if start + SIZE < len(chosen) else ""),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    rows = selectors.plan_ledger(request.actor)
    kept = _of_standing(request, _narrowed(rows, _filters(request, rows)))
    heads = (
        "一件事",
        "批次",
        "区划",
        "责任单位",
        "要完成的内容",
        "期限",
        "状态",
        "剩余工作日",
        "办结日期",
        "办结人",
        "完成情况",
    )
    return download(Table(_("一件事工作方案台账"), heads, map(_exported, kept)), form)


def _exported(one: PlanNode) -> tuple[Any, ...]:
    duty = one.duty
    left = duty.left if duty.state == "open" else ""
    told = (one.set_for, str(STANDINGS[one.standing]), left, duty.closed_on, duty.closed_by, duty.result)
    return (one.name, one.batch, one.region_name, duty.organisation, one.goal, *told)


def plan(request: StaffRequest, key: str) -> dict[str, Any]:
    found = selectors.work_plan(request.actor, key)
    title = _("工作方案：%(name)s") % {"name": found.name}
    nodes = [one for one in selectors.batch_nodes(found.region_code)[0] if one.batch == found.batch]
    to_ledger = may(request.actor, "bundles.view").allowed
    return {"page_title": title, "found": found, "batch_nodes": nodes, "to_ledger": to_ledger}


def register(request: StaffRequest, key: str) -> Answer:
    found = selectors.work_plan(request.actor, key)
    begun = PlanForm.filled(found.plan or found.proposed) | {"revision": len(found.history)}
    form = PlanForm(request.POST or None, initial=begun)
    if form.is_valid():
        given = dict(form.cleaned_data)
        with telling(form):
            services.register_plan(
                found.bundle_id, milestones_of_plan=given.pop("milestones"), by=request.actor, **given
            )
            return done(request, _("工作方案已登记，时间节点已列入台账。"), "plan", str(found.bundle_id))
    title = _("调整工作方案：%(name)s") if found.plan else _("登记工作方案：%(name)s")
    back = reverse("workbench:plan", args=[str(found.bundle_id)])
    intro = _("登记以后，时间节点成为牵头部门的限期任务；以前登记的方案留在历史里。")
    return form_page(form, title=title % {"name": found.name}, submit=_("登记"), cancel=back, intro=intro)


def close(request: StaffRequest, pk: int) -> Answer:
    found = duties.duty(request.actor, pk)
    form = ResultForm(request.POST or None)
    page = subjects.url_of(found.subject) if found.subject else ""
    if form.is_valid():
        with telling(form):
            services.close_milestone(pk, by=request.actor, **form.cleaned_data)
            return done(request, _("节点已办结销号。"), "plan", found.subject.key if found.subject else "0")
    intro = f"{found.title}（{found.organisation}）"
    cancel = page or reverse("workbench:duty", args=[pk])
    return form_page(form, title=_("办结时间节点"), submit=_("办结"), cancel=cancel, intro=intro)


def _filters(request: StaffRequest, rows: Iterable[PlanNode]) -> LedgerFilters:
    """Each filter offers what stands in the ledger."""
    known = list(rows)
    choices = {
        "owner": [(name, name) for name in sorted({one.duty.organisation for one in known} - {""})],
        "batch": [(name, name) for name in sorted({one.batch for one in known} - {""})],
        "region": sorted({(one.region_code, one.region_name) for one in known}),
    }
    return LedgerFilters(request.GET, choices=choices)


def _narrowed(rows: Iterable[PlanNode], filters: LedgerFilters) -> list[PlanNode]:
    words = filters.value("q").casefold().split()
    wanted = {name: filters.value(name) for name in ("owner", "batch", "region")}
    kept = [
        one
        for one in rows
        if all(word in f"{one.name} {one.goal}".casefold() for word in words)
        and wanted["owner"] in ("", one.duty.organisation)
        and wanted["batch"] in ("", one.batch)
        and wanted["region"] in ("", one.region_code)
    ]
    orders = {
        "name": lambda one: (one.name, one.set_for),
        "owner": lambda one: (one.duty.organisation, one.set_for),
        "standing": lambda one: (ORDER.index(one.standing), one.set_for),
    }
    order = orders.get(filters.value("sort"))
    return sorted(kept, key=order) if order else kept


def _of_standing(request: StaffRequest, rows: list[PlanNode]) -> list[PlanNode]:
    standing = request.GET.get("standing", "")
    return [one for one in rows if standing not in STANDINGS or one.standing == standing]
