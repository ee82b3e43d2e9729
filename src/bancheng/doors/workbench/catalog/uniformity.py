"""要素统一性: what the last comparison of a province found, as of when; and the button that has it compared anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.views import public_url
from bancheng.doors.workbench.jobs.views import polled, state_of
from bancheng.doors.workbench.lists import LONGEST, FilterForm, Tab, address, choice_field, pager, search_field
from bancheng.doors.workbench.regions import region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import Subject
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import UNIFORM_ELEMENTS, DeviationPage, UniformityRunView

HEADS = (
    *("基本编码", "事项名称", "要素", "地区", "实施主体", "本地内容", "参照内容", "参照", "参照地区"),
    *("比对时间", "比对以后已变动"),
)
MOST = 100_000
MOVING = {"waiting", "running"}


class UniformFilters(FilterForm):
    """Words, place and element; the comparison itself always covers the whole province."""

    q = search_field(gettext_lazy("事项"), gettext_lazy("名称或者编码"))
    region = choice_field(gettext_lazy("地区"), region_choices)
    element = choice_field(gettext_lazy("要素"), lambda: list(UNIFORM_ELEMENTS.items()))


def listed(request: StaffRequest) -> dict[str, Any]:
    """The deviations of a province within one's scope, matter by matter, with the progress of a comparison under way."""
    filters = UniformFilters(request.GET)
    chosen = _narrowed(request, filters)
    page = selectors.deviation_page(request.actor, **chosen, after=request.GET.get("after", "")[:LONGEST])
    done, later = selectors.uniformity_runs(chosen["province"])
    job = jobs.jobs(subject=Subject("catalog.uniformity", str(later.id))).first() if later else None
    state = state_of(request, job) if job else None
    polling = polled(request, state) if state and request.htmx.target == "progress" else {}
    return {
        "filters": filters,
        "rows": [(one, public_url(one.item_id), public_url(one.reference_item)) for one in page.rows],
        "tabs": _tabs(request, page, filters.value("element")),
        "run": done,
        "later": later,
        "moving": later is not None and later.state in MOVING,
        "job": job,
        "state": state,
        "province": chosen["province"],
        "may_compare": selectors.may_compare(request.actor, chosen["province"]),
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("progress", "list"),
        **pager(request, page.next_cursor),
        **polling,
    }


def compare(request: StaffRequest) -> Answer:
    """Begin a comparison; whoever comes while one is under way sees its progress."""
    if request.method != "POST":
        raise Http404
    province = request.POST.get("province", "")[:2]
    try:
        services.start_uniformity(province=province, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    else:
        messages.success(request, _("已开始重新比对，完成以后这里显示新的结果。"), extra_tags="ok")
    place = next((code for code, _name in region_choices() if code[:2] == province), "")
    return redirect(
        reverse("workbench:uniformity") + (f"?region={place}" if place and _elsewhere(request, province) else "")
    )


def export(request: StaffRequest, form: str) -> HttpResponse:
    chosen = _narrowed(request, UniformFilters(request.GET))
    done, _later = selectors.uniformity_runs(chosen["province"])
    return download(Table(_("要素统一性比对"), HEADS, _lines(request, chosen, done)), form)


def _lines(request: StaffRequest, chosen: dict[str, Any], run: UniformityRunView | None) -> Iterator[tuple[Any, ...]]:
    for one in islice(selectors.deviations(request.actor, **chosen), MOST):
        yield (
            *(one.basic_code, one.basic_name, one.label, one.region_name, one.organ, one.here, one.there),
            _("上级指南") if one.by_rank else _("多数指南"),
            one.reference_region,
            run.finished_at if run else None,
            _("是") if one.changed_since else "",
        )


def _tabs(request: StaffRequest, page: DeviationPage, chosen: str) -> list[Tab]:
    """All, then one tab an element with the number of its deviations."""
    everything = Tab(_("全部"), address(request, element=""), not chosen, sum(page.counts.values()))
    return [
        everything,
        *(
            Tab(label, address(request, element=key), chosen == key, page.counts.get(key, 0))
            for key, label in UNIFORM_ELEMENTS.items()
        ),
    ]


def _narrowed(request: StaffRequest, filters: UniformFilters) -> dict[str, Any]:
    """The province is that of the region chosen, else one's own, else the first that is served."""
    region = filters.value("region")
    province = region[:2] or _usual(request)
    return {"province": province, **{name: filters.value(name) for name in ("region", "element", "q")}}


def _usual(request: StaffRequest) -> str:
    served = region_choices()
    return (request.actor.region or "")[:2] or (served[0][0][:2] if served else "")


def _elsewhere(request: StaffRequest, province: str) -> bool:
    return province != _usual(request)


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:uniformity-export', args=[form])}?{request.GET.urlencode()}"
