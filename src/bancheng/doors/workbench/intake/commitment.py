"""告知承诺 at the window: told whole, printed and signed by hand before the clerk, or taken back (APP-19, APP-20)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import IDENTITY_METHODS
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused


class CommitForm(StaffForm):
    """Who signs before the clerk, how he is known, and the sheet that he signed."""

    name = text_field(gettext_lazy("签署人姓名"), longest=50, help_text=gettext_lazy("与身份证件一致"))
    method = forms.ChoiceField(label=gettext_lazy("怎样核验身份"), choices=list(IDENTITY_METHODS.items()))
    scan = forms.FileField(
        label=gettext_lazy("签字的承诺书"),
        required=False,
        help_text=gettext_lazy("打印本页给申请人签字，再扫描或者拍照：PDF、OFD、JPG、PNG，不超过 20 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.ofd,.jpg,.jpeg,.png,.webp"}),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("已当面告知五项内容，签署人已经知悉并作出承诺，承诺书已签字"), required=False
    )
    about = {
        "cases.signer": "name",
        "cases.method": "method",
        "cases.no_mandate": "method",
        "cases.not_confirmed": "confirmed",
        "cases.scan_missing": "scan",
        "cases.scan_kind": "scan",
        "cases.too_many_pages": "scan",
    }


def commitment(request: StaffRequest, case: str) -> Answer:
    """The five contents whole; one form signs them, one button takes the choice back."""
    view = selectors.draft(request.actor, case)
    if view.state != "draft":
        return redirect("workbench:intake-file", case)
    found = selectors.draft_commitment(request.actor, case)
    if found is None:
        raise Http404
    if request.method == "POST" and request.POST.get("act") == "drop":
        services.drop_commitment(case, by=request.actor)
        messages.success(request, _("已取消告知承诺，请收材料。"), extra_tags="ok")
        return redirect("workbench:intake-file", case)
    sent = request.method == "POST"
    form = CommitForm(request.POST if sent else None, request.FILES if sent else None, initial=_known(view))
    if form.is_valid() and _signed(request, case, form):
        messages.success(request, _("告知承诺书已签署，这些证明不用收。"), extra_tags="ok")
        return redirect("workbench:intake-file", case)
    return {
        "page_title": _("告知承诺：%(item)s") % {"item": view.item_name},
        "view": view,
        "commitment": found,
        "form": form,
        "errors": bool(form.errors),
        "status": 422 if form.errors else 200,
    }


def _known(view: Any) -> dict[str, str]:
    return {"name": view.applicant_name if view.capacity == "self" else ""}


def _signed(request: StaffRequest, case: str, form: CommitForm) -> bool:
    given, file = dict(form.cleaned_data), form.cleaned_data["scan"]
    try:
        if file:
            given["scan"] = services.receive_upload(case, stream=file, name=file.name or "", by=request.actor)
        services.sign_commitment(case, by=request.actor, words=request.POST.get("words", ""), **given)
    except Refused as refused:
        form.add_error(form.about.get(refused.code), str(refused))
    except (FileRefused, TooManyTries) as refused:
        form.add_error("scan", str(refused))
    return not form.errors
