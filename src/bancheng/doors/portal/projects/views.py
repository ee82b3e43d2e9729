"""The projects of one's firms: the list, the registration, one project whole, and what may be done with it."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.projects import selectors, services
from bancheng.casework.projects.types import ProjectView
from bancheng.doors.frame.lanes import lanes_of
from bancheng.doors.portal.projects.forms import ABOUT, ProjectForm, ReasonForm, initial_of
from bancheng.doors.portal.site.ways import applicant, pdf, sent
from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused, today
from bancheng.registers.identity import selectors as identity

TONES = {"draft": "", "submitted": "info", "returned": "warn", "registered": "ok", "cancelled": ""}
MARKS = {"done": "ok", "running": "info", "overdue": "bad"}


def listed(request: HttpRequest) -> dict[str, Any]:
    page = selectors.own_projects(applicant(request), after=request.GET.get("after", "")[:20])
    return {
        "nav": "space",
        "tab": "projects",
        "rows": [(one, TONES[one.state]) for one in page.rows],
        "firms": _firms(request),
        "next_url": f"?after={page.next_cursor}" if page.next_cursor else "",
        "first_url": "?" if request.GET.get("after") else "",
    }


def create(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    actor, firms = applicant(request), _firms(request)
    if not firms:
        return {"nav": "space", "tab": "projects", "form": None}
    form = ProjectForm(sent(request), firms=firms)
    if form.is_valid():
        try:
            key = services.begin(uscc=form.cleaned_data["uscc"], given=form.data_of(), by=actor)
        except Refused as refused:
            _tell(form, refused)
        else:
            messages.info(request, _("草稿已保存。核对以后提交登记。"), extra_tags="ok")
            return redirect("portal:project", key)
    return {"nav": "space", "tab": "projects", "form": form, "status": 422 if form.errors else 200}


def project(request: HttpRequest, key: str) -> dict[str, Any]:
    return _shown(selectors.project(applicant(request), key))


def edit(request: HttpRequest, key: str) -> HttpResponse | dict[str, Any]:
    """A draft, or what was sent back."""
    return _written(request, key, verb="save", said=_("已保存。"))


def change(request: HttpRequest, key: str) -> HttpResponse | dict[str, Any]:
    """A project that has its code."""
    return _written(request, key, verb="change", said=_("信息变更已登记，统一代码不变。"))


def submit(request: HttpRequest, key: str) -> HttpResponse | dict[str, Any]:
    actor = applicant(request)
    if request.method != "POST":
        return redirect("portal:project", key)
    try:
        code = services.submit(key, by=actor, another="another" in request.POST)
    except Refused as refused:
        asked = refused.code == "projects.alike"
        return _shown(selectors.project(actor, key)) | {"fault": str(refused), "asked": asked, "status": 422}
    said = _("项目已登记，统一代码 %(code)s。") % {"code": code} if code else _("已提交，等待发展改革部门受理。")
    messages.info(request, said, extra_tags="ok")
    return redirect("portal:project", key)


def discard(request: HttpRequest, key: str) -> HttpResponse:
    if request.method == "POST":
        try:
            services.discard(key, by=applicant(request))
        except Refused as refused:
            messages.error(request, str(refused), extra_tags="bad")
            return redirect("portal:project", key)
        messages.info(request, _("草稿已删除。"), extra_tags="ok")
        return redirect("portal:projects")
    return redirect("portal:project", key)


def cancel(request: HttpRequest, key: str) -> HttpResponse | dict[str, Any]:
    actor, form = applicant(request), ReasonForm(sent(request))
    found = selectors.project(actor, key)
    if form.is_valid():
        try:
            services.cancel(key, by=actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error("reason" if refused.code == "projects.reason" else None, str(refused))
        else:
            messages.info(request, _("项目已撤销。"), extra_tags="ok")
            return redirect("portal:project", key)
    return {"nav": "space", "found": found, "form": form, "status": 422 if form.errors else 200}


def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The 项目登记单; while it is being made, back to the project with a word."""
    try:
        file = selectors.paper_file(applicant(request), key)
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("portal:project", key)
    return pdf(file.open(), file.name)


def utilities(request: HttpRequest, key: str) -> HttpResponse:
    """On to 水电气网联合报装, filled with what the project says (PRJ-08)."""
    if request.method == "POST":
        try:
            started = services.begin_utilities(key, by=applicant(request), region=request.POST.get("region", "")[:12])
        except Refused as refused:
            messages.error(request, str(refused), extra_tags="bad")
        else:
            return redirect("portal:bundle-application", started)
    return redirect("portal:project", key)


def _written(request: HttpRequest, key: str, *, verb: str, said: str) -> HttpResponse | dict[str, Any]:
    actor, changing = applicant(request), verb == "change"
    found = selectors.project(actor, key)
    if verb not in found.may:
        raise AccessDenied(_("这个项目现在不能这样改。请回到项目页面，看看现在可以办什么。"), visible=True)
    form = ProjectForm(sent(request), reason=changing, places=len(found.data.sites), initial=initial_of(found.data))
    form.fields["revision"] = django_forms.IntegerField(
        widget=django_forms.HiddenInput, initial=found.revision, required=False, min_value=1, max_value=2**31
    )
    if form.is_valid():
        given = {"given": form.data_of(), "revision": form.cleaned_data["revision"], "by": actor}
        try:
            if changing:
                services.change(key, reason=form.cleaned_data["reason"], **given)
            else:
                services.save(key, **given)
        except Refused as refused:
            _tell(form, refused)
        else:
            messages.info(request, said, extra_tags="ok")
            return redirect("portal:project", key)
    context = {"nav": "space", "found": found, "form": form, "changing": changing}
    return context | {"status": 422 if form.errors else 200}


def _shown(found: ProjectView) -> dict[str, Any]:
    return {
        "nav": "space",
        "page_title": found.line.name,
        "found": found,
        "tone": TONES[found.line.state],
        "lanes": lanes_of(found, today()),
        "marks": MARKS,
        "utilities": tuple({one.region: one for one in found.sites}.values()),
    }


def _firms(request: HttpRequest) -> list[tuple[str, str]]:
    person = identity.person_of(request.user)
    return [(one.uscc, one.name) for one in identity.legal_persons_of(person)] if person else []


def _tell(form: ProjectForm, refused: Refused) -> None:
    """The refusal beside the field that it is about."""
    place = ABOUT.get(refused.code)
    form.add_error(place if place in form.fields else None, str(refused))
