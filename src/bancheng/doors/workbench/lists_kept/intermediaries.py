"""中介服务事项 and 中介机构: the list, the register of firms. No page of staff chooses a firm for anybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import done, form_page, question, telling
from bancheng.doors.workbench.lists import pager
from bancheng.doors.workbench.lists_kept import forms
from bancheng.doors.workbench.lists_kept.parts import Act, Cell, after, allowed, board, organs, places
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.registers.lists import selectors, services

KEEP = "lists.intermediaries"
SERVICE_HEADS = (
    *("编码", "中介服务事项", "涉及的审批事项", "审批部门", "办理条件", "办理流程", "办理时限", "收费标准", "设定依据"),
    *("所属区划", "状态", "在册机构数"),
)
FIRM_HEADS = (
    "统一社会信用代码",
    "机构名称",
    "性质",
    "举办或者主管单位",
    "联系电话",
    "地址",
    "承接的服务",
    "登记日期",
    "状态",
)


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = forms.ServiceFilters(request.GET)
    rows = selectors.staff_services(request.actor, q=filters.value("q"), state=filters.value("state"))
    heads = (_("中介服务事项"), _("涉及的审批事项"), _("办理时限"), _("收费标准"), _("在册机构"), _("状态"))
    lines = (
        (
            Cell(one.name, reverse("workbench:intermediary", args=[one.id]), below=f"{one.code} · {one.region_name}"),
            one.matters,
            one.time_limit,
            one.fee,
            one.firms,
            Cell(one.state_label, tag="ok" if one.state == "listed" else "plain"),
        )
        for one in rows
    )
    acts = [Act(_("中介机构"), reverse("workbench:firms")), Act(_("竞争性委托"), reverse("workbench:commissions"))]
    acts += [Act(_("列入一项服务"), reverse("workbench:intermediary-create"))] if allowed(request, KEEP) else []
    export = reverse("workbench:intermediaries-export", args=["csv"]) + f"?{request.GET.urlencode()}"
    return {
        "title": _("中介服务事项清单"),
        "intro": _("清单之外的中介服务不得作为审批条件。机构由申请人自主选择，这里没有指定机构的办法。"),
        "public_list": "intermediaries",
        "acts": acts,
        "filters": filters,
        "boards": (board("rows", _("清单"), heads, lines, nothing=_("没有符合条件的中介服务。")),),
        "csv_url": export,
        "xlsx_url": export.replace("/csv/", "/xlsx/"),
        "parts": ("list",),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    filters = forms.ServiceFilters(request.GET)
    rows = selectors.staff_services(request.actor, q=filters.value("q"), state=filters.value("state"))
    lines = (
        (
            *(one.code, one.name, one.matters, "、".join(name for _key, name in one.organs), one.conditions),
            *(one.process, one.time_limit, one.fee, one.basis, one.region_name, one.state_label, one.firms),
        )
        for one in rows
    )
    return download(Table(_("中介服务事项清单"), SERVICE_HEADS, lines), form)


def service(request: StaffRequest, pk: int) -> dict[str, Any]:
    one = selectors.staff_service(request.actor, pk)
    acts: list[Act] = []
    if allowed(request, KEEP) and one.state == "listed":
        acts.append(Act(_("更正"), reverse("workbench:intermediary-correct", args=[pk])))
        acts.append(Act(_("取消"), reverse("workbench:intermediary-cancel", args=[pk]), serious=True))
    facts = (
        (_("编码"), one.code),
        (_("涉及的审批事项"), one.matters),
        (_("审批部门"), "、".join(name for _key, name in one.organs) or "—"),
        (_("办理条件"), one.conditions),
        (_("办理流程"), one.process),
        (_("办理时限"), one.time_limit),
        (_("收费标准"), one.fee),
        (_("设定依据"), one.basis),
        (_("状态"), one.state_label),
        (_("列入日期"), long_date(one.listed_on)),
    )
    firms = selectors.firms_for(one.region_code, one.code) if one.state == "listed" else ()
    lines = (
        (Cell(firm.name, reverse("workbench:firm", args=[firm.id]), below=firm.uscc), firm.parent or "—", firm.contact)
        for firm in firms
    )
    heads = (_("机构"), _("举办或者主管单位"), _("联系电话"))
    offered = board("firms", _("在册机构"), heads, lines, nothing=_("还没有机构登记。"), note=selectors.ORDER_NOTE)
    back = (_("中介服务事项清单"), reverse("workbench:intermediaries"))
    made = {"page_title": one.name, "title": one.name, "back": back, "facts": facts, "acts": acts}
    return made | {"boards": (offered,)}


def create(request: StaffRequest) -> Answer:
    choices = {"region": places(request, KEEP), "organs": organs(request)}
    form = forms.ServiceForm(request.POST or None, choices=choices)
    if form.is_valid():
        with telling(form):
            row = services.list_service(by=request.actor, **form.cleaned_data)
            return done(request, _("“%(name)s”已列入清单并公布。") % {"name": row.name}, "intermediary", row.pk)
    cancel = reverse("workbench:intermediaries")
    return form_page(form, title=_("列入一项中介服务"), submit=_("列入并公布"), cancel=cancel)


def correct(request: StaffRequest, pk: int) -> Answer:
    one = selectors.staff_service(request.actor, pk)
    initial = {key: getattr(one, key) for key in forms.ServiceTexts.base_fields}
    form = forms.ServiceTexts(request.POST or None, initial=initial)
    if form.is_valid():
        with telling(form):
            services.correct_service(service=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("已更正，清单有了新的一版。"), "intermediary", pk)
    cancel = reverse("workbench:intermediary", args=[pk])
    return form_page(form, title=_("更正“%(name)s”") % {"name": one.name}, submit=_("保存并公布"), cancel=cancel)


def cancel(request: StaffRequest, pk: int) -> Answer:
    one = selectors.staff_service(request.actor, pk)
    return question(
        request,
        title=_("取消“%(name)s”") % {"name": one.name},
        sentence=_("取消后不得作为审批条件；用到它的指南不能再发布。"),
        submit=_("取消并公布"),
        back=reverse("workbench:intermediary", args=[pk]),
        act=lambda: services.cancel_service(service=pk, by=request.actor),
        said=_("已从清单中取消。"),
    )


def firms(request: StaffRequest) -> dict[str, Any]:
    filters = forms.FirmFilters(request.GET)
    rows, cursor = selectors.staff_firms(
        request.actor, q=filters.value("q"), state=filters.value("state"), after=after(request)
    )
    heads = (_("机构"), _("性质"), _("举办或者主管单位"), _("承接的服务"), _("状态"))
    lines = (
        (
            Cell(one.name, reverse("workbench:firm", args=[one.id]), below=one.uscc),
            one.kind_label,
            one.parent or "—",
            "、".join(name for _code, name in one.services) or "—",
            Cell(one.state_label, tag="ok" if one.state == "active" else "plain"),
        )
        for one in rows
    )
    acts = [Act(_("登记机构"), reverse("workbench:firm-create"))] if allowed(request, KEEP) else []
    export = reverse("workbench:firms-export", args=["csv"]) + f"?{request.GET.urlencode()}"
    return {
        "title": _("中介机构"),
        "intro": _("行政机关所属事业单位、主管的社会组织不得开展与本机关审批相关的中介服务。"),
        "back": (_("中介服务事项清单"), reverse("workbench:intermediaries")),
        "acts": acts,
        "filters": filters,
        "boards": (board("rows", _("机构"), heads, lines, nothing=_("没有符合条件的机构。")),),
        "csv_url": export,
        "xlsx_url": export.replace("/csv/", "/xlsx/"),
        "parts": ("list",),
        **pager(request, cursor),
    }


def firms_export(request: StaffRequest, form: str) -> HttpResponse:
    filters = forms.FirmFilters(request.GET)
    lines = _firm_lines(request, filters.value("q"), filters.value("state"))
    return download(Table(_("中介机构"), FIRM_HEADS, lines), form)


def _firm_lines(request: StaffRequest, q: str, state: str) -> Any:
    cursor = 0
    while True:
        rows, following = selectors.staff_firms(request.actor, q=q, state=state, after=cursor, size=200)
        for one in rows:
            offered = "、".join(name for _code, name in one.services)
            told = (one.uscc, one.name, one.kind_label, one.parent, one.contact, one.address, offered)
            yield (*told, one.registered_on, one.state_label)
        if not following:
            return
        cursor = int(following)


def firm(request: StaffRequest, pk: int) -> dict[str, Any]:
    one = selectors.staff_firm(request.actor, pk)
    acts: list[Act] = []
    if allowed(request, KEEP) and one.state == "active":
        acts.append(Act(_("增加服务"), reverse("workbench:firm-offer", args=[pk])))
        acts.append(Act(_("退出"), reverse("workbench:firm-remove", args=[pk]), serious=True))
    facts = (
        (_("统一社会信用代码"), one.uscc),
        (_("机构性质"), one.kind_label),
        (_("举办或者主管单位"), one.parent or _("没有")),
        (_("联系电话"), one.contact),
        (_("营业地址"), one.address or "—"),
        (_("承接的服务"), "、".join(f"{code} {name}" for code, name in one.services) or "—"),
        (_("状态"), one.state_label),
        (_("登记日期"), long_date(one.registered_on)),
    )
    back = (_("中介机构"), reverse("workbench:firms"))
    return {"page_title": one.name, "title": one.name, "back": back, "facts": facts, "acts": acts}


def firm_create(request: StaffRequest) -> Answer:
    choices = {"region": places(request, KEEP), "parent": organs(request), "services": _offers(request)}
    form = forms.FirmForm(request.POST or None, choices=choices)
    if form.is_valid():
        given = dict(form.cleaned_data)
        basis = given.pop("exception_basis")
        with telling(form):
            exceptions = dict.fromkeys(given["services"], basis) if basis else {}
            row = services.register_firm(by=request.actor, exceptions=exceptions, **given)
            return done(request, _("%(name)s已登记。") % {"name": row.name}, "firm", row.pk)
    return form_page(form, title=_("登记中介机构"), submit=_("登记"), cancel=reverse("workbench:firms"))


def firm_offer(request: StaffRequest, pk: int) -> Answer:
    one = selectors.staff_firm(request.actor, pk)
    form = forms.OfferForm(request.POST or None, choices={"code": _offers(request)})
    if form.is_valid():
        with telling(form):
            services.offer_service(firm=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("已增加。"), "firm", pk)
    cancel = reverse("workbench:firm", args=[pk])
    return form_page(form, title=_("%(name)s增加服务") % {"name": one.name}, submit=_("增加"), cancel=cancel)


def firm_remove(request: StaffRequest, pk: int) -> Answer:
    one = selectors.staff_firm(request.actor, pk)
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.remove_firm(firm=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("%(name)s已退出。") % {"name": one.name}, "firm", pk)
    cancel = reverse("workbench:firm", args=[pk])
    return form_page(form, title=_("%(name)s退出") % {"name": one.name}, submit=_("退出"), cancel=cancel)


def _offers(request: StaffRequest) -> list[tuple[str, str]]:
    found = selectors.intermediary_services(request.actor.region) if request.actor.region else ()
    return [(one.code, f"{one.code} {one.name}") for one in found]
