"""Looking at one material beside its criterion: 合格, 不合格 with what is wrong, 免交 with why."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import StaffCase
from bancheng.doors.workbench.cases.standing import address_of
from bancheng.doors.workbench.forms import telling
from bancheng.doors.workbench.intake.forms import CheckForm
from bancheng.doors.workbench.requests import Answer, StaffRequest


def material(request: StaffRequest, case: str, line: int) -> Answer:
    """The page of one material; checked, on to the next one, or back to the desk it was checked from."""
    found = selectors.staff_case(request.actor, case)
    if line not in {one.line for one in found.materials}:
        raise Http404
    form = CheckForm(request.POST or None)
    if form.is_valid():
        with telling(form, "note"):
            services.check_material(case, line=line, by=request.actor, **form.cleaned_data)
            return redirect(_after(request, found, line))
    wrong = form.is_bound
    return {**_looked_at(found, line), "form": form, "errors": wrong, "status": 422 if wrong else 200}


def _looked_at(found: StaffCase, line: int) -> dict[str, Any]:
    lines = [one.line for one in found.materials]
    place = lines.index(line)
    one = found.materials[place]
    return {
        "page_title": _("核验：%(name)s") % {"name": one.name},
        "standing": found,
        "material": one,
        "previous": lines[place - 1] if place else None,
        "next": lines[place + 1] if place + 1 < len(lines) else None,
        "place": place + 1,
    }


def _after(request: StaffRequest, found: StaffCase, line: int) -> str:
    """After a check on its own page the next line, after the last the desk; from the desk back to its line."""
    desk = reverse("workbench:case_accept", args=[address_of(found)])
    if request.POST.get("from") == "desk":
        return f"{desk}#m{line}"
    following = next((one.line for one in found.materials if one.line > line), None)
    return reverse("workbench:case_material", args=[address_of(found), following]) if following else desk
