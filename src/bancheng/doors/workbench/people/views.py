"""Looking a person up, and seeing the whole ID number for a purpose that is written down (SEC-02)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import telling
from bancheng.doors.workbench.people.forms import FindForm, PurposeForm
from bancheng.doors.workbench.people.handles import held, lend
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.registers.identity import selectors, services


def find(request: StaffRequest) -> dict[str, Any]:
    """By POST only, so that no number stands in an address, a log or a history."""
    form = FindForm(request.POST or None)
    found, missing = None, False
    if form.is_valid():
        found = selectors.find_person_by_id_number(form.cleaned_data["id_number"])
        missing = found is None
        form = FindForm()
    ask = PurposeForm(initial={"person": lend(found.id, request.actor)}) if found else None
    wrong = form.is_bound
    return {
        "form": form,
        "found": found,
        "missing": missing,
        "ask": ask,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def unmask(request: StaffRequest) -> dict[str, Any]:
    """Only of a person whom the same member of staff has just found by the whole number; nobody else is shown at all."""
    ask = PurposeForm(request.POST or None)
    key = held(request.POST.get("person", ""), request.actor)
    person = selectors.person(key) if key else None
    number = ""
    if ask.is_valid() and person is not None:
        with telling(ask, "purpose"):
            number = services.unmask(person=person.id, purpose=ask.cleaned_data["purpose"], by=request.actor)
    wrong = bool(ask.errors) or person is None
    context = {
        "form": FindForm(),
        "found": person,
        "missing": person is None,
        "ask": None if number else ask,
        "number": number,
    }
    return {**context, "errors": wrong, "status": 422 if wrong else 200, "page_title": _("查看身份号码")}
