"""同源发布: how far every channel is in step with what is in force, item by item; and the keys of those outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.channels.forms import ChannelForm, LineFilters
from bancheng.doors.workbench.forms import form_page, question, telling
from bancheng.doors.workbench.lists import LONGEST, address, pager, tabs
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import EVERYWHERE, Target, may
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import ChannelView

EDIT = "channels.edit"
STATES = {
    "step": gettext_lazy("一致"),
    "behind": gettext_lazy("落后"),
    "never": gettext_lazy("没取过"),
    "stale": gettext_lazy("应下架"),
}
HEADS = ("渠道", "事项", "实施主体", "地区", "状态", "现行版本", "现行校验", "取走版本", "取走校验", "取走时间")
MOST = 50_000


def listed(request: StaffRequest) -> dict[str, Any]:
    rows = [
        (one, [(key, label, one.counts.get(key, 0)) for key, label in STATES.items()]) for one in _standings(request)
    ]
    behind = sum(not one.in_step for one, _states in rows)
    return {"rows": rows, "states": STATES.values(), "behind": behind, "may_edit": may(request.actor, EDIT).allowed}


def add(request: StaffRequest) -> Answer:
    form = ChannelForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with telling(form, "code"):
            made = services.add_channel(by=request.actor, **form.cleaned_data)
            return redirect("workbench:channel", made.code)
    back = reverse("workbench:channels")
    return form_page(form, title=_("登记渠道"), submit=_("登记"), cancel=back)


def channel(request: StaffRequest, code: str) -> Answer:
    row = selectors.channel_row(request.actor, code)
    secret = ""
    if request.method == "POST":
        if row.key_hash:
            messages.error(request, _("这个渠道已经有密钥。要换新的，请先收回。"), extra_tags="bad")
            return redirect("workbench:channel", code)
        secret = services.issue_channel_key(channel=row, by=request.actor)
    standing = next(one for one in _standings(request) if one.channel.code == code)
    filters, state = LineFilters(request.GET), _state(request)
    page = selectors.channel_lines(
        request.actor, row, state=state, q=filters.value("q"), after=request.GET.get("after", "")[:LONGEST]
    )
    return {
        "page_title": standing.channel.label,
        "channel": standing.channel,
        "standing": standing,
        "filters": filters,
        "lines": page.lines,
        "labels": STATES,
        "tabs": tabs(request, "state", STATES, standing.counts),
        "secret": secret,
        "feed_url": _feed_url(request, code) if standing.channel.fetches else "",
        "may_edit": may(request.actor, EDIT, Target(region=standing.channel.region_code or EVERYWHERE)).allowed,
        "csv_url": _export(request, code, "csv"),
        "xlsx_url": _export(request, code, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, code: str, form: str) -> HttpResponse:
    view = next((one for one in selectors.channels(request.actor) if one.code == code), None)
    if view is None:
        raise Http404
    return download(Table(f"{view.label}{_('同源核对')}", HEADS, _lines(request, view)), form)


def revoke(request: StaffRequest, code: str) -> Answer:
    row = selectors.channel_row(request.actor, code)
    return question(
        request,
        title=_("收回密钥"),
        sentence=_("“%(label)s”的密钥马上失效，它不能再取指南，直到发放新的密钥。") % {"label": row.label},
        submit=_("确认收回"),
        back=reverse("workbench:channel", args=[code]),
        act=lambda: services.revoke_channel_key(channel=row, by=request.actor),
        said=_("密钥已收回。"),
    )


def switch(request: StaffRequest, code: str) -> Answer:
    row = selectors.channel_row(request.actor, code)
    back = reverse("workbench:channel", args=[code])
    if row.active:
        return question(
            request,
            title=_("停用渠道"),
            sentence=_("停用以后，“%(label)s”不能再取指南；已经取走的，对方页面上还在。") % {"label": row.label},
            submit=_("确认停用"),
            back=back,
            act=lambda: services.switch_channel(channel=row, active=False, by=request.actor),
            said=_("渠道已停用。"),
        )
    if request.method != "POST":
        raise Http404
    services.switch_channel(channel=row, active=True, by=request.actor)
    messages.success(request, _("渠道已启用。"), extra_tags="ok")
    return redirect(back)


def _standings(request: StaffRequest) -> tuple[Any, ...]:
    return selectors.standings(request.actor)


def _state(request: StaffRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in STATES else ""


def _feed_url(request: StaffRequest, code: str) -> str:
    try:
        return request.build_absolute_uri(reverse("openapi:feed-guides", kwargs={"channel": code}))
    except NoReverseMatch:
        return ""


def _export(request: StaffRequest, code: str, form: str) -> str:
    return f"{reverse('workbench:channel-export', args=[code, form])}{address(request)}"


def _lines(request: StaffRequest, view: ChannelView) -> Iterator[tuple[Any, ...]]:
    row, after, written = selectors.channel_row(request.actor, view.code), "", 0
    q, state = LineFilters(request.GET).value("q"), _state(request)
    while written < MOST:
        page = selectors.channel_lines(request.actor, row, state=state, q=q, after=after, size=500)
        for one in page.lines:
            yield (
                view.label,
                one.name,
                one.organ,
                one.region_name,
                str(STATES[one.state]),
                one.number,
                one.short_hash,
                "" if one.fetched is None else one.fetched,
                one.fetched_short_hash,
                one.fetched_at,
            )
        written, after = written + len(page.lines), page.next_cursor
        if not after:
            return
