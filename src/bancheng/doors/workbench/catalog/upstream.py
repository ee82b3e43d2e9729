"""上级清单 and 待复核: the lists above the catalogue, and what must be looked at because they changed (CAT-06)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.forms import StaffForm, date_field, done, form_page, telling, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, keyset, search_field, tabs
from bancheng.doors.workbench.regions import county_choices, in_scope, region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground import law
from bancheng.ground.access import Target, demand, may
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import REVIEW_OUTCOMES, UPSTREAM_LISTS

SUSPICION = "suspicion"
STATES = {"active": gettext_lazy("在列"), "cancelled": gettext_lazy("取消")}
SOURCES = {
    "upstream": gettext_lazy("上级清单"),
    "basic": gettext_lazy("基本目录"),
    SUSPICION: gettext_lazy("疑似变相恢复"),
}


class UpstreamFilters(FilterForm):
    q = search_field(gettext_lazy("条目"), gettext_lazy("名称、编码或者主管部门"))
    list = choice_field(gettext_lazy("清单"), lambda: list_choices())
    state = choice_field(gettext_lazy("状态"), lambda: list(STATES.items()))
    linked = choice_field(gettext_lazy("对应事项"), (("0", gettext_lazy("还没有对应")), ("1", gettext_lazy("已对应"))))


class ReviewFilters(FilterForm):
    region = choice_field(gettext_lazy("地区"), region_choices)
    source = choice_field(gettext_lazy("由什么引起"), lambda: list(SOURCES.items()))
    state = forms.CharField(max_length=12, widget=forms.HiddenInput())


class UpstreamForm(StaffForm):
    """One line of a list."""

    list = forms.ChoiceField(label=gettext_lazy("所在清单"), choices=lambda: list_choices())
    region = forms.ChoiceField(label=gettext_lazy("清单适用的地区"))
    code = text_field(gettext_lazy("清单中的编码"), longest=40)
    name = text_field(gettext_lazy("清单中的名称"))
    organ = text_field(gettext_lazy("主管部门或者行使主体"), required=False)
    implementer = text_field(gettext_lazy("实施机关"), longest=300, required=False)
    basis = text_field(gettext_lazy("清单所列依据"), longest=500, rows=2, required=False)
    edition = text_field(gettext_lazy("清单版本"), longest=40, help_text=gettext_lazy("例如 2023 年版"))

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("请选择")), *regions]  # type: ignore[attr-defined]


class MarkForm(StaffForm):
    """What became of a line in the list."""

    cancelled = forms.BooleanField(label=gettext_lazy("这一条已从清单取消"), required=False)
    name = text_field(gettext_lazy("现在的名称"))
    organ = text_field(gettext_lazy("现在的主管部门"), required=False)
    implementer = text_field(gettext_lazy("现在的实施机关"), longest=300, required=False)
    basis = text_field(gettext_lazy("现在所列的依据"), longest=500, rows=2, required=False)
    edition = text_field(gettext_lazy("清单版本"), longest=40)
    on = date_field(gettext_lazy("变动日期"), initial=law.today)
    remark = text_field(
        gettext_lazy("变动的内容或者依据"), longest=300, help_text=gettext_lazy("写进每个事项的复核原因")
    )


class LinkForm(StaffForm):
    basics = text_field(
        gettext_lazy("对应的基本编码"),
        longest=4000,
        rows=3,
        required=False,
        help_text=gettext_lazy("12 位，用空格、逗号或者换行分开；留空为不对应任何事项"),
    )


class CloseForm(StaffForm):
    outcome = forms.ChoiceField(label=gettext_lazy("结论"), choices=lambda: list(REVIEW_OUTCOMES.items()))
    remark = text_field(gettext_lazy("复核情况"), longest=500, rows=3)


def list_choices() -> list[tuple[str, str]]:
    return list(UPSTREAM_LISTS.items())


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = UpstreamFilters(request.GET)
    chosen = {name: filters.value(name) for name in ("q", "list", "state", "linked")}
    rows = selectors.upstream_entries(region=request.actor.region or "", **chosen)
    found, pages = keyset(request, rows)
    return {
        "filters": filters,
        "rows": [selectors.upstream_view(row) for row in found],
        "may_edit": may(request.actor, "catalog.edit").allowed,
        "may_import": may(request.actor, "catalog.import").allowed,
        "parts": ("list",),
        **pages,
    }


def create(request: StaffRequest) -> Answer:
    regions = in_scope(request.actor, "catalog.edit", county_choices())
    form = UpstreamForm(request.POST or None, regions=regions)
    if form.is_valid():
        with telling(form):
            made = services.enter_upstream(by=request.actor, **form.cleaned_data)
            return done(request, _("已登记，请写明它对应哪些基本目录事项。"), "upstream-entry", made.pk)
    return form_page(form, title=_("登记清单条目"), submit=_("登记"), cancel=reverse("workbench:upstream"))


def entry(request: StaffRequest, pk: int) -> dict[str, Any]:
    """One line, and the matters that it stands for."""
    row = _entry(pk)
    allowed = may(request.actor, "catalog.edit", Target(region=row.region_id)).allowed
    view = selectors.upstream_view(row, count=True)
    form = LinkForm(request.POST or None, initial={"basics": "\n".join(code for code, _name in view.basics)})
    if request.method == "POST":
        demand(request.actor, "catalog.edit", Target(region=row.region_id))
        if form.is_valid():
            codes = form.cleaned_data["basics"].replace("，", " ").replace("、", " ").replace(",", " ").split()
            with telling(form, "basics"):
                services.link_upstream(entry=row, basics=codes, by=request.actor)
                return done(request, _("对应关系已保存。"), "upstream-entry", pk)  # type: ignore[return-value]
    wrong = form.is_bound and bool(form.errors)
    return {
        "page_title": view.name,
        "entry": view,
        "form": form,
        "may_edit": allowed,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def mark(request: StaffRequest, pk: int) -> Answer:
    row, back = _entry(pk), reverse("workbench:upstream-entry", args=[pk])
    demand(request.actor, "catalog.edit", Target(region=row.region_id))
    initial = {name: getattr(row, name) for name in ("name", "organ", "implementer", "basis", "edition")}
    form = MarkForm(request.POST or None, initial=initial)
    if form.is_valid():
        with telling(form):
            raised = services.mark_upstream(entry=row, by=request.actor, **form.cleaned_data)
            return done(request, _("已登记，%(n)s 个事项列入待复核。") % {"n": raised}, "upstream-entry", pk)
    intro = _("登记后，对应的每个实施事项都会列入事项管理员的待复核。")
    title = _("登记“%(name)s”的变动") % {"name": row.name}
    return form_page(form, title=title, submit=_("登记"), cancel=back, intro=intro)


def reviews(request: StaffRequest) -> dict[str, Any]:
    filters = ReviewFilters(request.GET)
    closed = filters.value("state") == "closed"
    chosen = {name: filters.value(name) for name in ("region", "source")}
    found, pages = keyset(request, selectors.reviews(request.actor, open=not closed, **chosen))
    _all, first, last = tabs(request, "state", {"open": _("待复核"), "closed": _("已办结")})
    return {
        "filters": filters,
        "tabs": [replace(first, current=not closed), last],
        "closed": closed,
        "rows": [(selectors.review_view(row), SOURCES.get(row.source, row.source)) for row in found],
        "parts": ("list",),
        **pages,
    }


def close(request: StaffRequest, pk: int) -> Answer:
    row = selectors.review(request.actor, pk)
    if row.source == SUSPICION:  # judged by who publishes, on a page of its own
        return redirect("workbench:lint-judge", pk)
    target = Target(region=row.item.region_id, organisation=row.item.organisation_id)
    demand(request.actor, "catalog.edit", target)
    form, back = CloseForm(request.POST or None), reverse("workbench:reviews")
    if form.is_valid():
        with telling(form):
            services.close_review(review=row, by=request.actor, **form.cleaned_data)
            return done(request, _("复核已办结。"), "reviews")
    title = _("复核“%(name)s”") % {"name": row.item.name}
    return form_page(form, title=title, submit=_("办结"), cancel=back, intro=row.reason)


def _entry(pk: int) -> Any:
    found = selectors.upstream_entry(pk)
    if found is None:
        raise Http404
    return found
