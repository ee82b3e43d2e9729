"""无结果搜索: what people looked for in vain, and what the catalogue team does about it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import LONGEST, Tab, address, pager
from bancheng.doors.workbench.regions import region_name
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.searching.forms import MissFilters, SettleForm
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import EVERYWHERE, Target, may
from bancheng.registers.catalog import selectors, services

STATES = {"open": gettext_lazy("待处理"), "settled": gettext_lazy("已处理")}
HEADS = ("搜索词", "地区", "次数", "第一次", "最近一次", "处理时间", "处理人", "处理说明")
MOST = 50_000


def listed(request: StaffRequest) -> Answer:
    filters, state = MissFilters(request.GET), _state(request)
    after = request.GET.get("after", "")[:LONGEST]
    page = selectors.misses_page(request.actor, state=state, q=filters.value("q"), after=after)
    return {
        "filters": filters,
        "state": state,
        "tabs": [Tab(str(label), address(request, state=key), key == state) for key, label in STATES.items()],
        "rows": [(row, _place(row.region_code)) for row in page.rows],
        "may_settle": may(request.actor, "searches.edit").allowed,
        "may_edit": may(request.actor, "searches.edit", Target(region=EVERYWHERE)).allowed,
        "csv_url": reverse("workbench:searches-export", args=["csv"]) + address(request),
        "xlsx_url": reverse("workbench:searches-export", args=["xlsx"]) + address(request),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def settle(request: StaffRequest, pk: int) -> Answer:
    row = selectors.miss(request.actor, pk)
    form = SettleForm(request.POST or None, initial={"remark": row.remark})
    if form.is_valid():
        with telling(form, "remark"):
            services.settle_miss(pk=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("已处理“%(asked)s”。") % {"asked": row.asked}, "searches")
    intro = _("“%(asked)s”搜索了 %(n)s 次没有结果。") % {"asked": row.asked, "n": row.times}
    cancel = reverse("workbench:searches")
    return form_page(form, title=_("处理无结果搜索"), submit=_("标记为已处理"), cancel=cancel, intro=intro)


def export(request: StaffRequest, form: str) -> HttpResponse:
    found = selectors.misses(request.actor, state=_state(request), q=MissFilters(request.GET).value("q"))
    rows = (
        (
            *(row.asked, _place(row.region_code), row.times, row.first_on, row.last_on),
            *(row.settled_at, row.settled_by, row.remark),
        )
        for row in found[:MOST]
    )
    return download(Table(_("无结果搜索"), HEADS, rows), form)


def _state(request: StaffRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in STATES else "open"


def _place(code: str) -> str:
    return region_name(code) if code else _("没有选地区")
