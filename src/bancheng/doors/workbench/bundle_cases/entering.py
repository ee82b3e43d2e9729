"""“高效办成一件事”窗口: which bundle, who stands here, and the draft is begun; or an official walks through it himself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bancheng.casework.bundles import selectors, services
from bancheng.doors.workbench.forms import telling, text_field
from bancheng.doors.workbench.intake.entering import entered_firm, entered_person
from bancheng.doors.workbench.intake.forms import FIRM_KINDS, VisitorForm, exact, number_field
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground import codes
from bancheng.ground.access import AccessDenied, may


class WindowForm(VisitorForm):
    """Who stands at the window, for which firm, and what he wants done."""

    bundle = forms.TypedChoiceField(label=_("办哪一件事"), coerce=int, empty_value=None)
    uscc = number_field(_("统一社会信用代码"), required=False, help_text=_("替单位办理的填"))
    firm_name = text_field(_("单位名称"), longest=120, required=False, help_text=_("单位没有登记过的才填"))
    firm_kind = forms.ChoiceField(label=_("单位类别"), choices=FIRM_KINDS, required=False)
    trial = forms.BooleanField(
        label=_("走流程体验"),
        required=False,
        help_text=_("用自己的身份走一遍：不发消息、不收费、不发证，不进统计"),
    )
    field_order = ("bundle", "id_number", "method", "name", "phone", "uscc", "firm_name", "firm_kind", "trial")

    def __init__(self, *args: Any, bundles: list[tuple[str, str]], walks: bool, takes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bundle"].choices = [("", _("请选择")), *bundles]  # type: ignore[attr-defined]
        self.fields["id_number"].widget.attrs["autofocus"] = False
        if not walks:
            del self.fields["trial"]
        elif not takes:
            self.fields["trial"].initial = True

    def clean_uscc(self) -> str:
        return exact(codes.credit_code, self.cleaned_data["uscc"])


def entry(request: StaffRequest) -> Answer:
    """One form: the bundle, the person, the firm."""
    takes, walks = may(request.actor, "bundles.take_in").allowed, may(request.actor, "bundles.steer").allowed
    if not (takes or walks):
        raise AccessDenied(_now("“高效办成一件事”窗口收件，不由您的岗位办理。"), visible=True)
    offered = [(str(pk), name) for pk, name in selectors.offered_at_window(request.actor)]
    chosen = {"bundle": request.GET.get("bundle", "")[:20]}
    form = WindowForm(request.POST or None, initial=chosen, bundles=offered, walks=walks, takes=takes)
    if form.is_valid():
        begun = _begun(request, form)
        if begun is not None:
            return begun
    wrong = form.is_bound
    return {"form": form, "offered": offered, "errors": wrong, "status": 422 if wrong else 200}


def _begun(request: StaffRequest, form: WindowForm) -> HttpResponseRedirect | None:
    said = form.cleaned_data
    person = entered_person(request.actor, form)
    if person is None:
        return None
    with telling(form, "uscc"):
        firm = entered_firm(request.actor, said) if said["uscc"] else None
        key = services.begin_at_window(
            bundle_id=said["bundle"],
            person_id=person,
            by=request.actor,
            identity_method=said["method"],
            legal_person_id=firm,
            trial=bool(said.get("trial")),
        )
        services.prefill(key, by=request.actor)
        return HttpResponseRedirect(reverse("workbench:bundle-intake-file", args=[key]))
    return None
