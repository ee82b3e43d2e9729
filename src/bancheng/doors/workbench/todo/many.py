"""成批办理: ticked cases of things done on the spot, one question, each by itself, and the report that is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import DELIVERIES
from bancheng.doors.frame.refusals import traced
from bancheng.doors.workbench.forms import StaffForm, confirmed
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused

VERBS = {"accept": gettext_lazy("受理"), "deliver": gettext_lazy("送达"), "close": gettext_lazy("办结")}
MOST, LONGEST_KEY = 100, 32


class MethodForm(StaffForm):
    method = forms.ChoiceField(
        label=gettext_lazy("送达方式"),
        choices=lambda: list(DELIVERIES.items()),
        initial="electronic",
        widget=forms.RadioSelect,
    )


def confirm(request: StaffRequest) -> Answer:
    """What would be done to each; with the answer yes it is done, and the report shown."""
    verb = request.POST.get("verb", "")
    if request.method != "POST" or verb not in VERBS:
        return redirect("workbench:todo")
    ticked = _ticked(request)
    if not ticked:
        messages.error(request, _("请先勾选要办的件。"), extra_tags="warn")
        return redirect("workbench:todo")
    form = MethodForm(request.POST if confirmed(request) else None)
    if confirmed(request) and (verb != "deliver" or form.is_valid()):
        method = form.cleaned_data["method"] if verb == "deliver" else "electronic"
        try:
            made = services.do_many(
                verb=verb,
                cases=ticked,
                by=request.actor,
                method=method,
                around=lambda case, step: traced(case, step, by=request.actor),
            )
        except Refused as refusal:
            messages.error(request, str(refusal), extra_tags="bad")
            return redirect("workbench:todo")
        return redirect("workbench:todo-report", made)
    rows = selectors.openings(request.actor, verb, [key for key, _version in ticked])
    return {
        "page_title": _("成批%(verb)s") % {"verb": VERBS[verb]},
        "rows": rows,
        "verb": verb,
        "label": VERBS[verb],
        "form": form if verb == "deliver" else None,
        "ready": sum(not row.reason for row in rows),
        "back": reverse("workbench:todo"),
        "errors": form.is_bound and bool(form.errors),
        "status": 422 if form.is_bound and form.errors else 200,
    }


def report(request: StaffRequest, pk: int) -> dict[str, Any]:
    found = selectors.batch(request.actor, pk)
    return {
        "page_title": _("成批%(verb)s") % {"verb": found.label},
        "report": found,
        "others": [line for line in found.lines if not line.done],
        "finished": [line for line in found.lines if line.done],
    }


def reports(request: StaffRequest) -> dict[str, Any]:
    return {"rows": selectors.batches(request.actor)}


def _ticked(request: StaffRequest) -> list[tuple[str, int]]:
    """Each ticked case with the version that its page showed: `key:version`."""
    found = []
    for one in dict.fromkeys(request.POST.getlist("case")):
        key, _colon, version = one.partition(":")
        if key.isascii() and key.isalnum() and len(key) <= LONGEST_KEY and (seen := number(version)) is not None:
            found.append((key, seen))
    if len(found) > MOST:
        raise Http404
    return found
