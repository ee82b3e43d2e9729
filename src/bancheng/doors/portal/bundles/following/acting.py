"""What the applicant does with a running bundle: hurry a member, apply for one again, take back, leave one out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import PartView, RunningBundle
from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.doors.portal.apply.drafts import LONGEST_KEY, Page
from bancheng.doors.portal.site.ways import applicant, sent
from bancheng.ground.law import Refused

LONGEST_MEMBER = 60


class WithdrawForm(LabelledForm):
    """Which members, and why if one wants to say."""

    members = forms.MultipleChoiceField(
        label=gettext_lazy("撤回哪些"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("请选择要撤回的事项"),
            "invalid_choice": gettext_lazy("请选择列出的事项"),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么撤回"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("写了能帮我们改进，不写也可以撤回"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, parts: tuple[PartView, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["members"]
        chosen.choices = [(one.key, f"{one.label}（{one.state_label}）") for one in parts]


class DropForm(LabelledForm):
    """Why a member is not needed."""

    reason = forms.CharField(
        label=gettext_lazy("为什么不办这一项"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


def urge(request: HttpRequest, key: str) -> HttpResponse:
    """Once a day for each member; a second time is told on the page of the bundle."""
    found = _found(request, key)
    if request.method == "POST":
        try:
            services.urge(found.key, member=_member(request), by=applicant(request))
        except Refused as refused:
            messages.info(request, str(refused), extra_tags="warn")
        else:
            messages.info(request, _("已经催办，承办的人会收到消息。每天可以催一次。"), extra_tags="ok")
    return redirect("portal:own-bundle", found.key)


def refile(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the further attempt of a member that was refused, and go to what was filled in."""
    found = _found(request, key)
    if request.method != "POST":
        return redirect("portal:own-bundle", found.key)
    try:
        case = services.refile(found.key, member=_member(request), by=applicant(request))
    except Refused as refused:
        messages.info(request, str(refused), extra_tags="warn")
        return redirect("portal:own-bundle", found.key)
    messages.info(request, _("原来填的都带过来了，只改没有通过的地方。"), extra_tags="ok")
    return redirect("portal:application", case)


def withdraw(request: HttpRequest, key: str) -> Page:
    found = _found(request, key)
    parts = tuple(one for one in found.parts if {"withdraw", "drop"} & set(one.verbs))
    if not parts:
        messages.info(request, _("没有可以撤回的事项：已经受理的，请在那一项的页面申请撤回。"), extra_tags="warn")
        return redirect("portal:own-bundle", found.key)
    form = WithdrawForm(sent(request), parts=parts)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.take_back(found.key, by=applicant(request), members=given["members"], reason=given["reason"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.info(request, _("选中的事项已经撤回。其他事项怎样办，见下面各项。"), extra_tags="ok")
            return redirect("portal:own-bundle", found.key)
    return _asked(found, form, _("撤回申请"))


def drop(request: HttpRequest, key: str, member: str) -> Page:
    """Leave out a member that was not handed to its organ."""
    found = _found(request, key)
    part = next((one for one in found.parts if one.key == member and "drop" in one.verbs), None)
    if part is None:
        raise Http404
    form = DropForm(sent(request))
    if form.is_valid():
        try:
            services.drop_member(found.key, member=part.key, reason=form.cleaned_data["reason"], by=applicant(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.info(request, _("这一项不办了，其他的照常办理。"), extra_tags="ok")
            return redirect("portal:own-bundle", found.key)
    return _asked(found, form, _("不办这一项")) | {"part": part}


def _asked(found: RunningBundle, form: LabelledForm, title: str) -> dict[str, Any]:
    page = {"nav": "cases", "found": found, "form": form, "page_title": f"{title} — {found.name}"}
    return page | {"status": 422 if form.errors else 200}


def _found(request: HttpRequest, key: str) -> RunningBundle:
    return selectors.running_bundle(applicant(request), key[:LONGEST_KEY])


def _member(request: HttpRequest) -> str:
    return request.POST.get("member", "")[:LONGEST_MEMBER]
