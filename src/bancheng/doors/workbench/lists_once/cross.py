"""The board of 跨省通办: each target and how far it is; who reviews lists adds and withdraws."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists_once.forms import PlaceFilters, ReasonForm, TargetForm
from bancheng.doors.workbench.lists_once.places import REVIEW, exports, region_of, regions, sections
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.registers.lists import selectors, services

HEADS = (
    "批次",
    "序号",
    "目标事项",
    "主管领域",
    "完成期限",
    "进展",
    "对应事项",
    "实施单位",
    "受理模式",
    "情形问题",
    "说明",
)


def board(request: StaffRequest) -> dict[str, Any]:
    filters = PlaceFilters(request.GET)
    filters.fields["region"].choices = regions(request)  # type: ignore[attr-defined]
    del filters.fields["organisation"]
    return {
        "sections": sections(request, "once-cross"),
        "filters": filters,
        "board": selectors.cross_board(region_of(request)),
        "may_keep": may(request.actor, REVIEW).allowed,
        "parts": ("list",),
        **exports(request, "once-cross-export"),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    rows = (
        (
            *(one.batch, one.number, one.name, one.department, one.due_on, one.state_label, one.item_name, one.organ),
            *(one.acceptance, one.situations, one.note),
        )
        for one in selectors.cross_board(region_of(request)).lines
    )
    return download(Table(_("跨省通办进展"), HEADS, rows), form)


def add(request: StaffRequest) -> Answer:
    choices = in_scope(request.actor, REVIEW, region_choices())
    form = TargetForm(request.POST or None, regions=choices, initial={"region": region_of(request)})
    if form.is_valid():
        with telling(form, "name"):
            services.add_target(by=request.actor, **form.cleaned_data)
            return done(request, _("已加入清单，公开清单随之更新版本。"), "once-cross")
    back = reverse("workbench:once-cross")
    return form_page(form, title=_("增加目标事项"), submit=_("增加"), cancel=back)


def withdraw(request: StaffRequest, pk: int) -> Answer:
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with telling(form, "reason"):
            services.withdraw_target(target=pk, reason=form.cleaned_data["reason"], by=request.actor)
            return done(request, _("已移出清单。"), "once-cross")
    back = reverse("workbench:once-cross")
    return form_page(form, title=_("移出目标事项"), submit=_("移出"), cancel=back)
