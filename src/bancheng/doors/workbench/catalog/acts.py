"""What is done to an item: entered, changed, given a code, taken back, suspended, cancelled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.catalog import forms
from bancheng.doors.workbench.catalog.views import organ_choices, query_of
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, question, telling
from bancheng.doors.workbench.lists import number as whole_number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import Target, demand
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import StaffItem

MOST_AT_ONCE, TICKED, NAMED = 5000, 100, 30


def create(request: StaffRequest) -> Answer:
    demand(request.actor, "catalog.edit")
    form = forms.ItemForm(request.POST or None, organs=organ_choices(request))
    if form.is_valid():
        with telling(form):
            made = services.create_item(by=request.actor, **form.cleaned_data)
            return done(request, _("事项已登记，请编写指南。"), "item", made.pk)
    return form_page(form, title=_("登记事项"), submit=_("登记"), cancel=reverse("workbench:items"))


def change(request: StaffRequest, pk: int) -> Answer:
    item = _item(request, pk, "catalog.edit")
    initial = {name: getattr(item, name) for name in ("name", "main_item", "item_type", "use_level", "local_code")}
    initial |= {"nature": item.nature_id, "organisation": item.organisation_id}
    organs, coded = organ_choices(request, item.region_id), item.basic is not None
    form = forms.ItemForm(request.POST or None, organs=organs, coded=coded, initial=initial)
    if form.is_valid():
        with telling(form):
            services.edit_item(item=item, by=request.actor, **form.cleaned_data)
            return done(request, _("事项信息已保存。群众在下次发布指南后看到。"), "item", pk)
    return form_page(form, title=_("修改%(name)s") % {"name": item.name}, submit=_("保存"), cancel=_back(pk))


def withdraw(request: StaffRequest, pk: int, number: int) -> Answer:
    row = selectors.version_of(request.actor, pk, number)
    _item(request, pk, "catalog.publish")
    form, title = forms.ReasonForm(request.POST or None), _("撤下第 %(n)s 版") % {"n": number}
    if form.is_valid():
        if not confirmed(request):
            sentence = _("撤下后，上一版恢复有效；没有上一版的，事项从网上下架。已经收下的件仍按这一版办。")
            return confirm_page(request, title=title, sentence=sentence, submit=_("确认撤下"), cancel=_back(pk))
        with telling(form):
            services.withdraw(version=row, by=request.actor, **form.cleaned_data)
            return done(request, _("第 %(n)s 版已撤下。") % {"n": number}, "item", pk)
    return form_page(form, title=title, submit=_("核对"), cancel=_back(pk))


def suspend(request: StaffRequest, pk: int) -> Answer:
    """Off the public list for a while, or on it again."""
    item = _item(request, pk, "catalog.publish")
    stopped = item.state == "suspended"
    form = forms.ReasonForm(request.POST or None)
    title = (_("恢复办理%(name)s") if stopped else _("暂停办理%(name)s")) % {"name": item.name}
    if form.is_valid():
        with telling(form):
            verb = services.resume_item if stopped else services.suspend_item
            verb(item=item, by=request.actor, **form.cleaned_data)
            return done(request, _("已恢复办理。") if stopped else _("已暂停，网上不再列出。"), "item", pk)
    return form_page(form, title=title, submit=_("恢复") if stopped else _("暂停"), cancel=_back(pk))


def cancel(request: StaffRequest, pk: int) -> Answer:
    item = _item(request, pk, "catalog.publish")
    form, title = forms.CancelForm(request.POST or None), _("取消%(name)s") % {"name": item.name}
    if form.is_valid():
        if not confirmed(request):
            day = long_date(form.cleaned_data["on"])
            sentence = _("自 %(day)s 起不再受理，网上下架。编码不会再给别的事项，取消不能恢复。") % {"day": day}
            return confirm_page(request, title=title, sentence=sentence, submit=_("确认取消"), cancel=_back(pk))
        with telling(form):
            services.cancel_item(item=item, by=request.actor, **form.cleaned_data)
            return done(request, _("已定于 %(day)s 取消。") % {"day": long_date(form.cleaned_data["on"])}, "item", pk)
    return form_page(form, title=title, submit=_("核对"), cancel=_back(pk))


def assign(request: StaffRequest) -> Answer:
    """Give basic codes to the items ticked in the list, or to all that pass its filters, in one transaction."""
    if request.method != "POST":
        raise Http404
    demand(request.actor, "catalog.edit")
    back = reverse("workbench:items") + "?coded=0"
    chosen = _uncoded(request)
    if not chosen:
        messages.error(request, _("请先勾选要赋码的事项。"), extra_tags="warn")
        return redirect(back)
    names = [item.name for item in chosen[:NAMED]]
    more = [_("……共 %(n)s 个") % {"n": len(chosen)}] if len(chosen) > NAMED else []
    told = {"n": len(chosen)}
    return question(
        request,
        title=_("批量赋码"),
        sentence=_("给下面 %(n)s 个事项赋基本编码。同名同类的事项在一个省内共用一个编码；编码给出后不再收回。") % told,
        lines=[*names, *more],
        submit=_("确认赋码"),
        back=back,
        act=lambda: services.assign_codes(items=[item.id for item in chosen], by=request.actor),
        said=_("%(n)s 个事项已赋码。") % told,
        serious=False,
    )


def _uncoded(request: StaffRequest) -> list[StaffItem]:
    """The uncoded items in scope that are meant: those ticked, or with `all` every one that the list's filters let pass."""
    ticked = {key for key in map(whole_number, request.POST.getlist("item")) if key}
    if "all" not in request.POST:
        return [selectors.staff_item(request.actor, key) for key in sorted(ticked)[:TICKED]]
    query = replace(query_of(request), coded="0", after="", size=200)
    found: list[StaffItem] = []
    while len(found) < MOST_AT_ONCE:
        page = selectors.staff_items(request.actor, query)
        found += page.items
        if not page.next_cursor:
            break
        query = replace(query, after=page.next_cursor)
    return found


def _item(request: StaffRequest, pk: int, action: str) -> Any:
    """The row that services take, within scope (404 outside) and with the right (403 without)."""
    row = selectors.implementation(request.actor, pk)
    demand(request.actor, action, Target(region=row.region_id, organisation=row.organisation_id))
    return row


def _back(pk: int) -> str:
    return reverse("workbench:item", args=[pk])
