"""竞争性委托 of an organ: published, bid for under seal, chosen by the owner or drawn by lot."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import done, form_page, question, telling
from bancheng.doors.workbench.lists import pager
from bancheng.doors.workbench.lists_kept import forms
from bancheng.doors.workbench.lists_kept.parts import Act, Cell, after, allowed, board
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.types.intermediaries import CommissionView
from bancheng.registers.organisations import selectors as organisations

COMMISSION = "lists.commission"
TAGS = {"open": "warn", "awarded": "ok", "cancelled": "plain"}


def listed(request: StaffRequest) -> dict[str, Any]:
    region = request.actor.region
    rows, cursor = selectors.commissions(region, after=after(request)) if region else ((), "")
    heads = (_("委托"), _("业主"), _("选定方式"), _("报价"), _("截止日"), _("状态"))
    lines = (
        (
            Cell(one.title, reverse("workbench:commission", args=[one.number]), below=f"{one.number} · {one.service}"),
            one.owner_name,
            one.method_label,
            one.bid_count,
            long_date(one.closes_on),
            Cell(one.state_label, tag=TAGS[one.state]),
        )
        for one in rows
    )
    acts = [Act(_("为本单位委托"), reverse("workbench:commission-create"))] if allowed(request, COMMISSION) else []
    return {
        "title": _("竞争性委托"),
        "intro": _("报价截止前密封；由业主选定或者随机抽取，工作人员不能替业主选定。"),
        "back": (_("中介服务事项清单"), reverse("workbench:intermediaries")),
        "acts": acts,
        "boards": (board("rows", _("委托"), heads, lines, nothing=_("还没有委托。")),),
        "parts": ("list",),
        **pager(request, cursor),
    }


def commission(request: StaffRequest, number: str) -> dict[str, Any]:
    one = _found(request, number)
    acts: list[Act] = []
    if one.mine and one.state == "open":
        if not one.bidding:
            acts.append(Act(_("选定"), reverse("workbench:commission-award", args=[number])))
        acts.append(Act(_("撤销"), reverse("workbench:commission-cancel", args=[number]), serious=True))
    facts = (
        (_("编号"), one.number),
        (_("中介服务"), one.service),
        (_("业主"), one.owner_name),
        (_("要求"), one.requirement),
        (_("选定方式"), one.method_label),
        (_("报价截止日"), long_date(one.closes_on)),
        (_("状态"), one.state_label),
        (_("理由"), one.reason or "—"),
        (_("抽取种子"), one.seed or "—"),
    )
    heads = (_("机构"), _("报价（元）"), _("工作日"), _("方案"), _("结果"))
    lines = (
        (Cell(bid.firm, below=bid.uscc), bid.price, bid.days, bid.proposal or "—", _("选定") if bid.won else "—")
        for bid in one.bids
    )
    sealed = _("已有 %(n)s 家报价，截止后公开。") % {"n": one.bid_count} if one.bidding else _("没有报价。")
    back = (_("竞争性委托"), reverse("workbench:commissions"))
    made = {"page_title": one.title, "title": one.title, "back": back, "facts": facts, "acts": acts}
    return made | {"boards": (board("bids", _("报价"), heads, lines, nothing=sealed),)}


def create(request: StaffRequest) -> Answer:
    region = request.actor.region
    own = organisations.organisations_within(request.actor, COMMISSION)
    offered = selectors.intermediary_services(region) if region else ()
    choices = {
        "organisation": [(str(row.pk), row.name) for row in own],
        "service": [(one.code, f"{one.code} {one.name}") for one in offered],
    }
    form = forms.CommissionForm(request.POST or None, choices=choices)
    if form.is_valid():
        given = form.cleaned_data
        with telling(form):
            place = own.get(pk=given["organisation"]).region_id
            row = services.open_commission(region=place, by=request.actor, **given)
            return done(request, _("委托已发布，编号 %(number)s。") % {"number": row.number}, "commission", row.number)
    return form_page(form, title=_("为本单位委托"), submit=_("发布"), cancel=reverse("workbench:commissions"))


def award(request: StaffRequest, number: str) -> Answer:
    one = _found(request, number)
    back = reverse("workbench:commission", args=[number])
    if one.method == "lot":
        return question(
            request,
            title=_("抽取机构"),
            sentence=_("在 %(n)s 家报价的机构中随机抽取，结果和种子公开，不能重抽。") % {"n": one.bid_count},
            submit=_("抽取"),
            back=back,
            act=lambda: services.award(commission=number, by=request.actor),
            said=_("已抽取。"),
            serious=False,
        )
    bids = [(str(bid.id), f"{bid.firm}　{bid.price} 元　{bid.days} 个工作日") for bid in one.bids]
    form = forms.AwardForm(request.POST or None, choices={"bid": bids})
    if form.is_valid():
        with telling(form):
            services.award(commission=number, by=request.actor, **form.cleaned_data)
            return done(request, _("已选定。"), "commission", number)
    return form_page(form, title=_("选定机构"), submit=_("选定"), cancel=back)


def cancel(request: StaffRequest, number: str) -> Answer:
    one = _found(request, number)
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.cancel_commission(commission=number, by=request.actor, **form.cleaned_data)
            return done(request, _("委托已撤销。"), "commission", number)
    back = reverse("workbench:commission", args=[number])
    return form_page(form, title=_("撤销“%(title)s”") % {"title": one.title}, submit=_("撤销"), cancel=back)


def _found(request: StaffRequest, number: str) -> CommissionView:
    one = selectors.commission(number, request.actor)
    if one is None:
        raise Http404
    return one
