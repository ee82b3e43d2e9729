"""The list of the workshop, the line of a bundle, its page with the versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import STATES, WorkshopFilters, WorkshopLine
from bancheng.doors.workbench.bundles.forms import BundleFilters, LineForm, NewForm
from bancheng.doors.workbench.bundles.surround import EDIT, editable, found, panel, rights, stored_of
from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import number, pager, tabs
from bancheng.doors.workbench.regions import county_choices, in_scope
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.registers.organisations import selectors as organisations

HEADS = (
    *("标识", "名称", "种类", "服务对象", "阶段", "批次", "创新示范", "牵头部门", "地区", "状态", "现行版本"),
    *("有草稿", "成员数", "指南有变化的成员", "发布时间", "更新时间"),
)
STATE_WORDS = {
    "none": gettext_lazy("已列入清单"),
    "draft": gettext_lazy("编制中"),
    "published": gettext_lazy("已发布"),
    "withdrawn": gettext_lazy("已撤下"),
}
NARROWED = ("q", "region", "batch", "audience", "stage", "kind")
MOST = 20_000
COUNTY = "000000"
"""How the codes of regions down to the counties end: towns and villages lead nothing."""


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = _filters(request)
    found_ = selectors.workshop(request.actor, _query(request, filters))
    return {
        "filters": filters,
        "rows": found_.lines,
        "total": found_.total,
        "tabs": tabs(request, "state", STATE_WORDS, found_.states),
        "may_edit": may(request.actor, EDIT).allowed,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, str(found_.next_after or "")),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("一件事清单"), HEADS, _lines(request)), form)


def bundle(request: StaffRequest, pk: int) -> dict[str, Any]:
    row = found(request, pk)
    written = selectors.written(row)
    text = stored_of(written)
    line = selectors.workshop_line(row)
    return {
        "page_title": row.name,
        "bundle": line,
        "written": written,
        "editions": selectors.editions(row),
        "rights": rights(request, row),
        "public_url": _public_url(line),
        **panel(row, text),
    }


def create(request: StaffRequest) -> Answer:
    places = in_scope(request.actor, EDIT, county_choices())
    form = NewForm(request.POST or None, regions=places, organs=_organs(request), initial={"order": 100})
    if form.is_valid():
        given = form.cleaned_data
        if _taken(request, given["region"], given["key"], given["name"]):
            form.add_error("key", _("这个地区已经有这个标识或者名称的一件事，请换一个，或者去修改已有的"))
        else:
            with telling(form):
                row = services.register(by=request.actor, **given)
                return done(request, _("“%(name)s”已列入清单。") % {"name": row.name}, "bundle", row.pk)
    return form_page(form, title=_("列入一件事"), submit=_("列入清单"), cancel=reverse("workbench:bundles"))


def change(request: StaffRequest, pk: int) -> Answer:
    row = editable(request, pk)
    initial = {name: getattr(row, name) for name in LineForm.base_fields}
    form = LineForm(request.POST or None, initial=initial, organs=_organs(request, row))
    if form.is_valid():
        given = form.cleaned_data
        if _taken(request, row.region_id, "", given["name"], but=pk):
            form.add_error("name", _("这个地区已经有这个名称的一件事，请换一个名称"))
        else:
            with telling(form):
                services.register(region=row.region_id, key=row.key, by=request.actor, **given)
                return done(request, _("已保存。"), "bundle", pk)
    cancel = reverse("workbench:bundle", args=[pk])
    return form_page(form, title=_("修改清单中的“%(name)s”") % {"name": row.name}, submit=_("保存"), cancel=cancel)


def _taken(request: StaffRequest, region: str, key: str, name: str, but: int = 0) -> bool:
    """Whether the region has a bundle of that word or name already."""
    return any(
        line.id != but and (line.key == key or line.name == name.strip())
        for line in selectors.register(region)
        if line.region_code == region
    )


def _organs(request: StaffRequest, row: Any = None) -> list[tuple[str, str]]:
    """The organs that may lead: those of counties and above within what the person may write; of a bundle those of its own
    place, and who leads it now."""
    rows = organisations.organisations_within(request.actor, EDIT).filter(region__code__endswith=COUNTY)
    if row is not None:
        rows = rows.filter(region_id=row.region_id)
    named = {str(one.pk): one.name for one in rows.order_by("region_id", "pk")}
    return list((named | ({str(row.lead_id): row.lead.name} if row is not None and row.lead else {})).items())


def _filters(request: StaffRequest) -> BundleFilters:
    places = in_scope(request.actor, EDIT, county_choices())
    named = [(one, one) for one in selectors.batches(request.actor)]
    return BundleFilters(request.GET, choices={"region": places, "batch": named})


def _query(request: StaffRequest, filters: BundleFilters) -> WorkshopFilters:
    state = filters.value("state")
    return WorkshopFilters(
        **{name: filters.value(name) for name in NARROWED},
        state=state if state in STATES else "",
        changed=filters.value("changed") == "1",
        sort=filters.value("sort") or "order",
        after=number(request.GET.get("after"), most=10**6) or 0,
    )


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:bundles-export', args=[form])}?{request.GET.urlencode()}"


def _lines(request: StaffRequest) -> Iterator[tuple[Any, ...]]:
    query, after = replace(_query(request, _filters(request)), size=200), 0
    while after < MOST:
        page = selectors.workshop(request.actor, replace(query, after=after))
        yield from (_cells(line) for line in page.lines)
        after = page.next_after
        if not after:
            return


def _cells(line: WorkshopLine) -> tuple[Any, ...]:
    return (
        *(line.key, line.name, line.kind_label, line.audience_label, line.stage_label, line.batch),
        *(_("是") if line.demonstration else "", line.lead, line.region_name, line.state_label, line.version or ""),
        *(_("有") if line.has_draft else "", line.members, "、".join(line.changed), line.published_at, line.updated_at),
    )


def _public_url(line: WorkshopLine) -> str:
    """The page for citizens, where this process or site serves it."""
    try:
        return reverse("portal:bundle", args=[line.key]) if line.version else ""
    except NoReverseMatch:
        return ""
