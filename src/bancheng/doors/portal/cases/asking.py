"""An accepted application that its applicant wants back: asked with a reason, answered by the organ."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors, services
from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.doors.portal.cases.views import Page
from bancheng.doors.portal.site.ways import applicant, sent
from bancheng.ground.law import Refused


class AskForm(LabelledForm):
    """`version` is that of the case as the page showed it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("为什么撤回"),
        max_length=500,
        help_text=gettext_lazy("办理机关看了理由，答复同意或者不同意"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def ask_to_withdraw(request: HttpRequest, key: str) -> Page:
    actor = applicant(request)
    found = selectors.own_case(actor, key)
    if "ask_to_withdraw" not in found.verbs:
        messages.info(request, _("这件申请现在不能申请撤回，或者已经申请、正在等答复。"), extra_tags="warn")
        return redirect("portal:case", found.line.key)
    form = AskForm(sent(request), initial={"version": found.line.version})
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.ask_to_withdraw(found.line.key, by=actor, reason=given["reason"], expected=given["version"])
        except Refused as error:
            form.add_error("reason" if error.code == "cases.reason_missing" else None, str(error))
        else:
            messages.info(request, _("已经申请撤回，办理机关会答复您。答复以前照常办理。"), extra_tags="ok")
            return redirect("portal:case", found.line.key)
    return {"nav": "cases", "line": found.line, "form": form, "status": 422 if form.errors else 200}
