"""服务标准: the library, a standard with its versions, who follows which and who is behind."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import done, form_page, question, telling
from bancheng.doors.workbench.lists_kept import forms
from bancheng.doors.workbench.lists_kept.parts import Act, Board, Cell, allowed, board, organs, places
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.types.standards import StandardView, UseView

KEEP = "lists.standards"
HEADS = ("执行对象", "种类", "机构", "区划", "执行版本", "自何日起", "是否落后")


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = forms.StandardFilters(request.GET)
    rows = selectors.standards_library(request.actor, q=filters.value("q"), family=filters.value("family"))
    heads = (_("标准"), _("类别"), _("现行版本"), _("执行"), _("仍执行旧版"))
    acts = [Act(_("登记标准"), reverse("workbench:standard-create"))] if allowed(request, KEEP) else []
    return {
        "title": _("服务标准"),
        "intro": _("五类政务服务标准和平台标准规范，各事项、大厅和流程执行哪一版。"),
        "public_list": "standards",
        "acts": acts,
        "filters": filters,
        "boards": (board("rows", _("标准库"), heads, map(_line, rows), nothing=_("没有符合条件的标准。")),),
        "parts": ("list",),
    }


def _line(one: StandardView) -> tuple[Any, ...]:
    current = one.in_force.label if one.in_force else _("尚未实施")
    behind = Cell(one.behind, tag="warn") if one.behind else 0
    name = Cell(one.name, reverse("workbench:standard", args=[one.id]), below=f"{one.code} · {one.issuer}")
    return (name, one.family_label, current, one.followers, behind)


def standard(request: StaffRequest, pk: int) -> dict[str, Any]:
    one = selectors.standard(request.actor, pk)
    acts: list[Act] = []
    if allowed(request, KEEP):
        acts.append(Act(_("登记执行情况"), reverse("workbench:standard-follow", args=[pk])))
        acts.append(Act(_("发布新版"), reverse("workbench:standard-publish", args=[pk])))
    facts = (
        (_("代号"), one.code),
        (_("类别"), one.family_label),
        (_("发布单位"), one.issuer),
        (_("现行版本"), one.in_force.label if one.in_force else _("尚未实施")),
    )
    export = reverse("workbench:standard-export", args=[pk, "csv"])
    return {
        "page_title": one.name,
        "title": one.name,
        "back": (_("服务标准"), reverse("workbench:standards")),
        "facts": facts,
        "acts": acts,
        "warning": _("还有 %(n)s 个执行对象没有换到现行版本。") % {"n": one.behind} if one.behind else "",
        "boards": (_uses(request, pk, behind=True), _versions(one), _uses(request, pk)),
        "csv_url": export,
        "xlsx_url": export.replace("/csv/", "/xlsx/"),
    }


def _versions(one: StandardView) -> Board:
    heads = (_("版本"), _("实施日期"), _("主要变化"), _("执行"))
    lines = (
        (
            Cell(version.label, tag="ok" if version.in_force else ""),
            long_date(version.effective_from),
            version.changes or "—",
            version.followers,
        )
        for version in one.versions
    )
    return board("versions", _("各版本"), heads, lines, nothing=_("还没有版本，请发布第一版。"))


def _uses(request: StaffRequest, pk: int, *, behind: bool = False) -> Board:
    heads = (_("执行对象"), _("种类"), _("机构"), _("执行版本"), _("自何日起"), "")
    keeps = allowed(request, KEEP)
    lines = (_use(one, keeps) for one in selectors.followers(request.actor, pk, behind=behind))
    if behind:
        return board("behind", _("仍执行旧版的"), heads, lines, nothing=_("没有，都已执行现行版本。"))
    return board("uses", _("执行情况"), heads, lines, nothing=_("还没有登记执行情况。"))


def _use(one: UseView, keeps: bool) -> tuple[Any, ...]:
    url = reverse("workbench:item", args=[one.item_id]) if one.item_id else ""
    stop = Cell(_("不再执行"), reverse("workbench:standard-stop", args=[one.id])) if keeps else ""
    version = Cell(one.version_label, tag="warn" if one.behind else "ok")
    return (Cell(one.name, url), one.kind_label, one.organ, version, long_date(one.since), stop)


def export(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    one = selectors.standard(request.actor, pk)
    lines = (
        (use.name, use.kind_label, use.organ, use.region_name, use.version_label, use.since, use.behind)
        for use in selectors.followers(request.actor, pk)
    )
    return download(Table(_("%(code)s执行情况") % {"code": one.code.replace("/", "")}, HEADS, lines), form)


def create(request: StaffRequest) -> Answer:
    form = forms.StandardForm(request.POST or None, choices={"region": places(request, KEEP)})
    if form.is_valid():
        with telling(form):
            row = services.enter_standard(by=request.actor, **form.cleaned_data)
            return done(request, _("已登记，请发布第一版。"), "standard", row.pk)
    intro = _("不选区划的标准适用于全平台，只有管理全平台的人员可以登记。")
    cancel = reverse("workbench:standards")
    return form_page(form, title=_("登记标准"), submit=_("登记"), cancel=cancel, intro=intro)


def publish(request: StaffRequest, pk: int) -> Answer:
    one = selectors.standard(request.actor, pk)
    form = forms.VersionForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.publish_version(standard=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("新版已发布，仍执行旧版的列在下面。"), "standard", pk)
    cancel = reverse("workbench:standard", args=[pk])
    return form_page(form, title=_("发布%(name)s的新版") % {"name": one.name}, submit=_("发布"), cancel=cancel)


def follow(request: StaffRequest, pk: int) -> Answer:
    one = selectors.standard(request.actor, pk)
    versions = [(str(version.id), version.label) for version in one.versions]
    form = forms.FollowForm(request.POST or None, choices={"version": versions, "organisation": organs(request)})
    if form.is_valid():
        with telling(form):
            services.follow(by=request.actor, **form.cleaned_data)
            return done(request, _("已登记。"), "standard", pk)
    cancel = reverse("workbench:standard", args=[pk])
    return form_page(form, title=_("登记%(name)s的执行情况") % {"name": one.name}, submit=_("登记"), cancel=cancel)


def stop(request: StaffRequest, pk: int) -> Answer:
    return question(
        request,
        title=_("不再执行"),
        sentence=_("登记为不再执行这项标准；历史留在操作日志中。"),
        submit=_("确认"),
        back=reverse("workbench:standards"),
        act=lambda: services.stop_following(use=pk, by=request.actor),
        said=_("已登记为不再执行。"),
    )
