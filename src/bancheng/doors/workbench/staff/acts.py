"""What is done about staff: login, roles, posts, leave. Each act names its consequence before it is done."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, question, telling
from bancheng.doors.workbench.regions import in_scope, region_choices, region_name
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.staff import forms
from bancheng.ground.access import Target, demand
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.types import StaffView
from bancheng.registers.organisations import selectors as organisations


def create(request: StaffRequest) -> Answer:
    demand(request.actor, "staff.edit")
    choices = [
        (str(row.pk), f"{row.region.name}　{row.name}")
        for row in organisations.organisations_within(request.actor, "staff.edit")
    ]
    form = forms.CreateForm(
        request.POST or None, organisations=choices, initial={"organisation_id": request.GET.get("organisation")}
    )
    if form.is_valid():
        with telling(form):
            made = services.create_staff(by=request.actor, **form.cleaned_data)
            return done(request, _("%(name)s已登记，请再授予角色。") % {"name": made.name}, "staff-page", made.pk)
    return form_page(form, title=_("登记人员"), submit=_("登记"), cancel=reverse("workbench:staff"))


def grant(request: StaffRequest, pk: int) -> Answer:
    view, back = _of(request, pk, "roles.grant")
    regions = in_scope(request.actor, "roles.grant", region_choices(everywhere=True))
    form = forms.GrantForm(request.POST or None, regions=regions, initial={"region": view.region_code})
    if form.is_valid():
        given = dict(form.cleaned_data)
        own = view.organisation_id if given.pop("only_own") else None
        if not confirmed(request):
            return _ask_to_grant(request, view, given, own)
        with telling(form):
            given["region"] = given["region"] or None
            services.grant_role(staff=pk, by=request.actor, organisation_id=own, **given)
            return done(request, _("角色已授予，立即生效。"), "staff-page", pk)
    return form_page(form, title=_("授予%(name)s角色") % {"name": view.name}, submit=_("核对"), cancel=back)


def _ask_to_grant(request: StaffRequest, view: StaffView, given: dict[str, Any], own: int | None) -> Answer:
    """What the role allows is said before it is given."""
    role = next(one for one in selectors.roles() if one.key == given["role"])
    told = {"name": view.name, "role": role.label, "place": region_name(given["region"])}
    told["own"] = view.organisation if own else _("不限单位")
    return confirm_page(
        request,
        title=_("授予%(name)s角色") % told,
        sentence=_("%(name)s将成为“%(role)s”，范围：%(place)s，%(own)s。今后可以：") % told,
        lines=[selectors.actions()[action] for action in role.actions],
        submit=_("确认授予"),
        cancel=reverse("workbench:staff-page", args=[view.id]),
        serious=False,
    )


def revoke(request: StaffRequest, pk: int, grant: int) -> Answer:
    view, back = _of(request, pk, "roles.grant")
    held = next((one for one in view.grants if one.id == grant), None)
    told = {"name": view.name, "role": held.label if held else ""}
    return question(
        request,
        title=_("收回角色"),
        sentence=_("收回%(name)s的“%(role)s”，立即生效；他正在办的事不会移动，由岗位上的 B 角接着办。") % told,
        submit=_("确认收回"),
        back=back,
        act=lambda: services.revoke_role(grant=grant, by=request.actor),
        said=_("角色已收回。"),
    )


def active(request: StaffRequest, pk: int) -> Answer:
    view, back = _of(request, pk, "staff.edit")
    told = {"name": view.name}
    return question(
        request,
        title=_("停用账号") if view.active else _("恢复账号"),
        sentence=(
            _("停用后%(name)s不能再登录；他做过的都保留。")
            if view.active
            else _("恢复后%(name)s可以用原来的密码登录。")
        )
        % told,
        submit=_("确认停用") if view.active else _("确认恢复"),
        back=back,
        act=lambda: services.set_staff_active(staff=pk, active=not view.active, by=request.actor),
        said=_("已停用。") if view.active else _("已恢复。"),
        serious=view.active,
    )


def password(request: StaffRequest, pk: int) -> Answer:
    view, back = _of(request, pk, "staff.edit")
    form = forms.PasswordForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.reset_staff_password(staff=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("密码已重新设置，请当面告诉本人。"), "staff-page", pk)
    return form_page(form, title=_("重新设置%(name)s的密码") % {"name": view.name}, submit=_("重新设置"), cancel=back)


def leave(request: StaffRequest, pk: int) -> Answer:
    view, back = _own_or_managed(request, pk)
    form = forms.LeaveForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.set_leave(staff=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("请假已登记，期间由 B 角顶岗。"), "staff-page", pk)
    return form_page(form, title=_("登记%(name)s请假") % {"name": view.name}, submit=_("登记"), cancel=back)


def end_leave(request: StaffRequest, pk: int, leave: int) -> Answer:
    view, back = _own_or_managed(request, pk)
    return question(
        request,
        title=_("销假"),
        sentence=_("%(name)s从今天起回来上班，B 角不再顶岗。") % {"name": view.name},
        submit=_("确认销假"),
        back=back,
        act=lambda: services.end_leave(leave=leave, by=request.actor),
        said=_("已销假。"),
        serious=False,
    )


def hold(request: StaffRequest, pk: int) -> Answer:
    view, back = _of(request, pk, "staff.edit")
    posts = [(str(row.pk), row.name) for row in organisations.posts(view.organisation_id)]
    form = forms.HoldForm(request.POST or None, posts=posts)
    intro = "" if posts else _("本单位还没有岗位，请先到机构页设岗位。")
    if form.is_valid():
        with telling(form):
            services.hold_post(staff=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("任岗已登记。"), "staff-page", pk)
    return form_page(
        form, title=_("安排%(name)s的岗位") % {"name": view.name}, submit=_("登记"), cancel=back, intro=intro
    )


def release(request: StaffRequest, pk: int, holding: int) -> Answer:
    view, back = _of(request, pk, "staff.edit")
    return question(
        request,
        title=_("离岗"),
        sentence=_("%(name)s今天是在这个岗位的最后一天。岗位上的工作不移动，由接岗的人办。") % {"name": view.name},
        submit=_("确认离岗"),
        back=back,
        act=lambda: services.release_post(holding=holding, by=request.actor),
        said=_("已办理离岗。"),
    )


def _own_or_managed(request: StaffRequest, pk: int) -> tuple[StaffView, str]:
    view, back = _of(request, pk)
    if request.actor.key != f"staff:{view.number}":
        demand(request.actor, "staff.edit", Target(region=view.region_code, organisation=view.organisation_id))
    return view, back


def _of(request: StaffRequest, pk: int, action: str = "") -> tuple[StaffView, str]:
    """The person within one's scope, checked for the action if one is named, and the address of his page."""
    view: StaffView = selectors.staff_view(request.actor, pk)
    if action:
        demand(request.actor, action, Target(region=view.region_code, organisation=view.organisation_id))
    return view, reverse("workbench:staff-page", args=[pk])
