"""The catalogue browser: what there is within one's scope, the page of an item, its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog import desk
from bancheng.doors.workbench.catalog.forms import MORE, ItemFilters
from bancheng.doors.workbench.catalog.guide.views import link
from bancheng.doors.workbench.catalog.preview import preview
from bancheng.doors.workbench.lists import LONGEST, number, pager, tabs
from bancheng.doors.workbench.regions import region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.saved import bar
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground import law
from bancheng.ground.access import Target, may
from bancheng.ground.codes import LEVELS
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import StaffFilters, StaffItem
from bancheng.registers.organisations import selectors as organisations

STATES = {
    "draft": gettext_lazy("编制中"),
    "published": gettext_lazy("在用"),
    "suspended": gettext_lazy("暂停"),
    "cancelled": gettext_lazy("已取消"),
}
HEADS = (
    "编号",
    "事项名称",
    "主项名称",
    "基本编码",
    "实施编码",
    "地方编码",
    "事项类型",
    "事项性质",
    "行使层级",
    "实施主体",
    "地区",
    "状态",
    "现行版本",
    "更新时间",
    "完整度",
    "缺少的要素",
    "质检问题",
)
PLAIN = (
    *("q", "region", "nature", "item_type", "owner_type", "coded", "use_level"),
    *("theme", "life_event", "group", "draft", "submitted", "findings"),
)
MOST = 50_000
KEPT = bar.keeps(
    "items",
    label=gettext_lazy("事项目录"),
    url="items",
    action="catalog.view",
    names=(*PLAIN, *MORE, "organisation", "state"),
)


def items(request: StaffRequest) -> Answer:
    kept = bar.kept(request, KEPT)
    if (first := bar.opening(request, KEPT, kept)) is not None:
        return first
    filters = _filters(request)
    query = _query(request, filters)
    page = selectors.staff_items(request.actor, query)
    return {
        "filters": filters,
        "page": page,
        "rows": page.items,
        "lines": desk.lines(page.items),
        **desk.around(request, query, filters),
        "tabs": tabs(request, "state", STATES, page.states),
        **bar.around(KEPT, kept, filters, lambda asked: _counts(request, asked)),
        "may_edit": may(request.actor, "catalog.edit").allowed,
        "may_publish": may(request.actor, "catalog.publish").allowed,
        "publish_url": f"{reverse('workbench:items-publish')}?{request.GET.urlencode()}",
        "assign_url": f"{reverse('workbench:items-assign')}?{request.GET.urlencode()}",
        "may_import": may(request.actor, "catalog.import").allowed,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("事项目录"), HEADS, _lines(request, query_of(request))), form)


def item(request: StaffRequest, pk: int) -> dict[str, Any]:
    view = selectors.draft(request.actor, pk)
    one = view.item
    public = selectors.guide(pk)
    shown = view.body if view.saved or public is None else public.document.model_dump(mode="json")
    return {
        "page_title": one.name,
        "item": one,
        "view": view,
        "public": public,
        "public_url": public_url(pk) if public else "",
        "level": LEVELS.get(one.use_level, one.use_level),
        "preview": preview(one.name, shown) if shown else None,
        "standing": desk.lines((one,))[0][1],
        "faults": [(fault, link(pk, fault)) for fault in view.faults if fault.blocks] if view.saved else [],
        "warned": sum(not fault.blocks for fault in view.faults),
        "rights": rights(request, one),
        "four_eyes": organisations.rule("catalog.four_eyes", one.region_code),
        "reviews": [selectors.review_view(row) for row in selectors.reviews(request.actor, item=pk)],
        "announced": selectors.changes_of(pk),
        "today": law.today(),
    }


def rights(request: StaffRequest, one: StaffItem) -> dict[str, bool]:
    """What this person may do with this item; the services ask again."""
    target = Target(region=one.region_code, organisation=one.organisation_id)
    return {name: may(request.actor, f"catalog.{name}", target).allowed for name in ("edit", "publish")}


def public_url(pk: int) -> str:
    """The page for citizens, where this process or site serves it."""
    try:
        return reverse("portal:guide", args=[pk])
    except NoReverseMatch:
        return ""


def organ_choices(request: StaffRequest, region: str = "") -> list[tuple[str, str]]:
    """The organisations in use of a region, or of one's own."""
    rows = organisations.organisations(region=region or request.actor.region or None)
    return [
        (
            str(row.pk),
            row.name if row.region_id == (region or request.actor.region) else f"{row.region.name}　{row.name}",
        )
        for row in rows
    ]


def query_of(request: StaffRequest) -> StaffFilters:
    """What the address of the list narrows by."""
    return _query(request, _filters(request))


def _filters(request: StaffRequest) -> ItemFilters:
    """The tree leads to every region that has items, the choice names those that are served."""
    region, places = organisations.region(request.GET.get("region", "")[:12]), region_choices()
    if region is not None and region.code not in dict(places):
        places = [*places, (region.code, region.full_name)]
    organs = organ_choices(request, region.code if region else "")
    return ItemFilters(request.GET, choices={"region": places, "organisation": organs})


def _counts(request: StaffRequest, asked: Sequence[QueryDict]) -> Sequence[int]:
    return selectors.count_filtered(request.actor, [_kept(data) for data in asked], most=bar.MOST_COUNTED)


def _kept(data: QueryDict) -> StaffFilters:
    """What a kept filter says; it was read from the form once, and unknown words let nothing pass."""
    chosen: dict[str, Any] = {name: data.get(name, "") for name in PLAIN}
    more = {name: data.get(name, "") for name in MORE}
    return StaffFilters(**chosen, organisation=number(data.get("organisation")), state=data.get("state", ""), more=more)


def _query(request: StaffRequest, filters: ItemFilters) -> StaffFilters:
    chosen = {name: filters.value(name) for name in PLAIN}
    state, organ = filters.value("state"), filters.value("organisation")
    return StaffFilters(
        **chosen,
        organisation=int(organ) if organ else None,
        state=state if state in STATES else "",
        more={name: filters.value(name) for name in MORE},
        after=request.GET.get("after", "")[:LONGEST],
    )


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:items-export', args=[form])}?{request.GET.urlencode()}"


def _lines(request: StaffRequest, query: StaffFilters) -> Iterator[tuple[Any, ...]]:
    query, written = replace(query, after="", size=200), 0
    while written < MOST:
        page = selectors.staff_items(request.actor, query)
        for one, standing in desk.lines(page.items):
            yield (
                one.id,
                one.name,
                one.main_item,
                one.basic_code,
                one.code,
                one.local_code,
                one.item_type_label,
                one.nature_label,
                LEVELS.get(one.use_level, one.use_level),
                one.organ,
                one.region_name,
                one.state_label,
                one.version,
                one.updated_at,
                *desk.standing_cells(standing),
            )
        written, query = written + len(page.items), replace(query, after=page.next_cursor)
        if not page.next_cursor:
            return
