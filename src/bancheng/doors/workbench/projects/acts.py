"""What is done with a project: taken in, sent back, given up, an approval hastened; a problem opened, answered, closed."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.projects import selectors, services
from bancheng.casework.projects.types import NODE_ACTS, NODES
from bancheng.doors.workbench.forms import done, form_page, question
from bancheng.doors.workbench.projects.forms import NoteForm, ProblemForm, ReasonForm, StageForm, UrgeForm
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.codes import ancestor_codes
from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors as organisations


def accept(request: StaffRequest, key: str) -> Answer:
    found = selectors.project(request.actor, key)
    return question(
        request,
        title=_("受理并赋码"),
        sentence=_("受理“%(name)s”，给出统一代码。一个项目只有一个代码，终身不变。") % {"name": found.line.name},
        submit=_("受理并赋码"),
        back=reverse("workbench:project", args=[key]),
        act=lambda: services.accept(key, by=request.actor),
        said=_("已受理并赋码。"),
        lines=[_("同名项目：%(name)s %(code)s") % {"name": one.name, "code": one.code} for one in found.alike],
        serious=False,
    )


def give_back(request: StaffRequest, key: str) -> Answer:
    return _reasoned(
        request, key, services.give_back, title=_("退回修改"), submit=_("退回"), said=_("已退回项目单位。")
    )


def cancel(request: StaffRequest, key: str) -> Answer:
    return _reasoned(
        request, key, services.cancel, title=_("撤销项目"), submit=_("撤销"), said=_("项目已撤销，代码不再使用。")
    )


def urge(request: StaffRequest, key: str, approval: int) -> Answer:
    found, back = selectors.project(request.actor, key), reverse("workbench:project", args=[key])
    one = next((one for stage in found.stages for one in stage.approvals if one.id == approval), None)
    if one is None:
        raise Http404
    form = UrgeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.urge(key, approval=approval, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return done(request, _("已催办，承办岗位会收到消息。"), "project", key)
    title = _("催办：%(name)s") % {"name": one.item_name}
    return form_page(form, title=title, submit=_("催办"), cancel=back, intro=f"{one.organ_name} · {one.state_label}")


def stage(request: StaffRequest, key: str, approval: int) -> Answer:
    """The stage of the item of an approval, for this and all other projects."""
    found, back = selectors.project(request.actor, key), reverse("workbench:project", args=[key])
    one = next((one for part in found.stages for one in part.approvals if one.id == approval and one.item), None)
    if one is None:
        raise Http404
    form = StageForm(request.POST if request.method == "POST" else None, initial={"stage": one.stage})
    if form.is_valid():
        services.set_stage(item=one.item, by=request.actor, **form.cleaned_data)
        return done(request, _("审批阶段已调整，所有项目中的这个事项都随着调整。"), "project", key)
    title = _("调整审批阶段：%(name)s") % {"name": one.item_name}
    return form_page(form, title=title, submit=_("保存"), cancel=back, intro=one.organ_name)


def open_problem(request: StaffRequest, key: str) -> Answer:
    found, back = selectors.project(request.actor, key), reverse("workbench:project", args=[key])
    form = ProblemForm(request.POST if request.method == "POST" else None, organs=_organs(found.sites))
    if form.is_valid():
        try:
            made = services.open_problem(key, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            _tell(form, form.about.get(refused.code), refused)
        else:
            return done(request, _("问题已交办，节点已经排好。"), "project-problem", made)
    intro = _("按 13710 工作制度：1 天研究、3 天反馈、7 天解决（重大问题 1 个月）、0 销号；天数以本地规则为准。")
    return form_page(form, title=_("交办项目问题"), submit=_("交办"), cancel=back, intro=intro)


def answer(request: StaffRequest, key: str, node: str) -> Answer:
    if node not in NODES:
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None, label=NODE_ACTS[node])
    return _noted(
        request,
        key,
        form,
        title=_("登记%(node)s") % {"node": NODE_ACTS[node]},
        act=lambda note: services.answer_node(key, node=node, note=note, by=request.actor),
        said=_("已登记。"),
    )


def close(request: StaffRequest, key: str) -> Answer:
    form = NoteForm(request.POST if request.method == "POST" else None, label=_("销号结果"))
    return _noted(
        request,
        key,
        form,
        title=_("销号"),
        act=lambda note: services.close_problem(key, result=note, by=request.actor),
        said=_("问题已销号。"),
    )


def _noted(request: StaffRequest, key: str, form: NoteForm, *, title: Any, act: Any, said: Any) -> Answer:
    found = selectors.problem(request.actor, key)
    if form.is_valid():
        try:
            act(form.cleaned_data["note"])
        except Refused as refused:
            _tell(form, "note" if refused.code in {"projects.note", "projects.result"} else None, refused)
        else:
            return done(request, said, "project-problem", key)
    back = reverse("workbench:project-problem", args=[key])
    return form_page(form, title=title, submit=_("登记"), cancel=back, intro=f"{found.project_name}：{found.title}")


def _reasoned(request: StaffRequest, key: str, act: Any, *, title: Any, submit: Any, said: Any) -> Answer:
    found, back = selectors.project(request.actor, key), reverse("workbench:project", args=[key])
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act(key, by=request.actor, **form.cleaned_data)
        except Refused as refused:
            _tell(form, "reason" if refused.code == "projects.reason" else None, refused)
        else:
            return done(request, said, "project", key)
    return form_page(form, title=title, submit=submit, cancel=back, intro=found.line.name)


def _organs(sites: Any) -> list[tuple[str, str]]:
    """The departments of the places where it is built, then those of the city and the province above them."""
    above = [code for site in sites for code in ancestor_codes(site.region)]
    regions = dict.fromkeys([*(site.region for site in sites), *above])
    rows = [row for region in regions for row in organisations.organisations(region=region, kind="department")]
    return [(str(row.pk), row.name) for row in rows]


def _tell(form: django_forms.Form, field: str | None, refused: Refused) -> None:
    form.add_error(field if field in form.fields else None, str(refused))
