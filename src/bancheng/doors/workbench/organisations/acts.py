"""What is done to organisations: set up, renamed, moved, described, ended, given posts; regions registered."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, telling
from bancheng.doors.workbench.organisations import forms
from bancheng.doors.workbench.organisations.views import found
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import Target, demand
from bancheng.registers.organisations import selectors, services

EDIT = "organisations.edit"


def create(request: StaffRequest, region: str) -> Answer:
    place = selectors.region(region)
    if place is None:
        raise Http404
    demand(request.actor, EDIT, Target(region=place.code))
    form = forms.OrganisationForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            made = services.create_organisation(region=place.code, by=request.actor, **form.cleaned_data)
            return done(request, _("%(name)s已登记。") % {"name": made.name}, "organisation", made.pk)
    title = _("在%(place)s登记机构") % {"place": place.full_name}
    back = reverse("workbench:organisations") + f"?region={place.code}"
    return form_page(form, title=title, submit=_("登记"), cancel=back)


def rename(request: StaffRequest, pk: int) -> Answer:
    row, back = _editable(request, pk)
    form = forms.RenameForm(request.POST or None, initial={"name": row.name})
    title = _("给%(name)s改名") % {"name": row.name}
    if form.is_valid():
        given = form.cleaned_data
        if not confirmed(request):
            told = {"old": row.name, "new": given["name"], "day": long_date(given["on"])}
            sentence = _("%(old)s自 %(day)s 起改称“%(new)s”。") % told
            return confirm_page(
                request, title=title, sentence=sentence, lines=_moves(row), submit=_("确认改名"), cancel=back
            )
        with telling(form):
            services.rename_organisation(organisation=row, by=request.actor, **given)
            return done(request, _("已改名，原来的名称留在沿革里。"), "organisation", pk)
    return form_page(form, title=title, submit=_("核对"), cancel=back)


def move(request: StaffRequest, pk: int) -> Answer:
    row, back = _editable(request, pk)
    near = selectors.organisations(region=row.region_id[:6] + "000000").exclude(pk=pk)
    parents = [(str(one.pk), one.name) for one in near]
    initial = {"region": row.region_id, "parent": row.parent_id}
    form = forms.MoveForm(request.POST or None, initial=initial, parents=parents)
    title = _("调整%(name)s的隶属关系") % {"name": row.name}
    if form.is_valid():
        given = dict(form.cleaned_data)
        parent = given.pop("parent")
        above = found(parent) if parent else None
        place = selectors.region(given["region"])
        if place is not None and not confirmed(request):
            told = {"name": row.name, "day": long_date(given["on"]), "to": place.full_name}
            sentence = _("%(name)s自 %(day)s 起归%(to)s，") % told + _above(above)
            return confirm_page(
                request, title=title, sentence=sentence, lines=_moves(row), submit=_("确认调整"), cancel=back
            )
        with telling(form):
            services.move_organisation(organisation=row, parent=above, by=request.actor, **given)
            return done(request, _("已调整，原来的隶属关系留在沿革里。"), "organisation", pk)
    return form_page(form, title=title, submit=_("核对"), cancel=back)


def _above(parent: Any) -> str:
    return _("上级机构：%(above)s。") % {"above": parent.name if parent else _("没有")}


def describe(request: StaffRequest, pk: int) -> Answer:
    row, back = _editable(request, pk)
    initial = {name: getattr(row, name) for name in forms.DescribeForm.base_fields}
    form = forms.DescribeForm(request.POST or None, initial=initial)
    if form.is_valid():
        with telling(form):
            services.describe_organisation(organisation=row, by=request.actor, **form.cleaned_data)
            return done(request, _("联系信息已保存。指南在下次发布时更新。"), "organisation", pk)
    return form_page(form, title=_("%(name)s的联系信息") % {"name": row.name}, submit=_("保存"), cancel=back)


def retire(request: StaffRequest, pk: int) -> Answer:
    row, back = _editable(request, pk)
    form = forms.RetireForm(request.POST or None)
    title = _("撤销%(name)s") % {"name": row.name}
    if form.is_valid():
        if not confirmed(request):
            sentence = _("撤销后不能再登记事项和人员；已有的办件和历史都保留。撤销不能恢复。")
            return confirm_page(request, title=title, sentence=sentence, submit=_("确认撤销"), cancel=back)
        with telling(form):
            services.retire_organisation(organisation=row, by=request.actor, **form.cleaned_data)
            return done(request, _("%(name)s已撤销。") % {"name": row.name}, "organisation", pk)
    return form_page(form, title=title, submit=_("核对"), cancel=back)


def post(request: StaffRequest, pk: int) -> Answer:
    row, back = _editable(request, pk)
    form = forms.PostForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.create_post(organisation=row, by=request.actor, **form.cleaned_data)
            return done(request, _("岗位已设立。请到人员页安排 A 角和 B 角。"), "organisation", pk)
    return form_page(form, title=_("在%(name)s设岗位") % {"name": row.name}, submit=_("设立岗位"), cancel=back)


def region(request: StaffRequest) -> Answer:
    demand(request.actor, EDIT)
    form = forms.RegionForm(request.POST or None)
    back = reverse("workbench:organisations")
    if form.is_valid():
        with telling(form):
            made = services.create_region(by=request.actor, **form.cleaned_data)
            return done(request, _("%(name)s已登记。") % {"name": made.name}, "organisations")
    return form_page(form, title=_("登记区划"), submit=_("登记"), cancel=back)


def _editable(request: StaffRequest, pk: int) -> tuple[Any, str]:
    row = found(pk)
    demand(request.actor, EDIT, Target(region=row.region_id, organisation=row.pk))
    return row, reverse("workbench:organisation", args=[pk])


def _moves(row: Any) -> list[str]:
    """What goes along, and what stays: said before the act."""
    counts = {"posts": selectors.posts(row).count(), "children": row.children.filter(active=True).count()}
    return [
        _("随之调整：岗位 %(posts)s 个、下级机构 %(children)s 个，仍归它。") % counts,
        _("不受影响：已发布的指南、在办的件和它们的编号。"),
        _("原来的名称和隶属关系留在沿革里，可以查到。"),
    ]
