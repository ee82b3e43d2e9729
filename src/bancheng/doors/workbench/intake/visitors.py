"""Who stands at the window, what is here of him already, and beginning an item for him."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import CAPACITIES, IDENTITY_METHODS, CaseLine
from bancheng.doors.workbench.forms import confirm_page, confirmed, telling
from bancheng.doors.workbench.intake import items
from bancheng.doors.workbench.intake.entering import entered_person, in_capacity
from bancheng.doors.workbench.intake.filing import fill
from bancheng.doors.workbench.intake.forms import CapacityForm, VisitorForm
from bancheng.doors.workbench.intake.visits import Visit, handle_of, visit_of
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.identity import selectors as identity
from bancheng.registers.licences import selectors as licences


def who(request: StaffRequest) -> Answer:
    """The first page of the window: the number of who stands here, and by what he was checked."""
    form = VisitorForm(request.POST or None)
    if form.is_valid():
        person = entered_person(request.actor, form)
        if person is not None:
            return _at(request, Visit(person, form.cleaned_data["method"]))
    wrong = form.is_bound
    waiting = selectors.inbox_counts(request.actor).get("post:clerk", 0)
    return {"form": form, "waiting": waiting, "errors": wrong, "status": 422 if wrong else 200}


def visit(request: StaffRequest, handle: str) -> Answer:
    """What is here of this person, and the search for what he wants; by htmx only the list of items."""
    here = visit_of(handle, request.actor)
    words = request.GET.get("q", "")[:100]
    found = items.found(request.actor, words)
    if request.htmx and request.htmx.target == "items":
        return {"handle": handle, "found": found, "words": words, "parts": ("items",)}
    return {**_known(request, here), "handle": handle, "found": found, "words": words, "form": CapacityForm()}


def acting_for(request: StaffRequest, handle: str) -> Answer:
    """The same visit for a firm or a principal: one of the firms he stands for by a button, any other by the form."""
    here = visit_of(handle, request.actor)
    form = CapacityForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            return _at(request, in_capacity(request.actor, here, form.cleaned_data))
    context = {**_known(request, here), "handle": handle, "found": (), "words": "", "form": form, "opened": True}
    return {**context, "errors": form.is_bound, "status": 422 if form.is_bound else 200}


def start(request: StaffRequest, handle: str) -> Answer:
    """Begin an item for this person. Where a like application is open, that is shown first."""
    here = visit_of(handle, request.actor)
    item_id = number(request.POST.get("item"))
    if request.method != "POST" or item_id is None:
        raise Http404
    item = items.item(request.actor, item_id)
    double = selectors.duplicates(
        request.actor, item_id=item.id, person_id=here.applicant, legal_person_id=here.legal_person
    )
    if double and not confirmed(request):
        return _asked_of_double(request, item.name, double, reverse("workbench:intake-visit", args=[handle]))
    key = services.start_at_window(item_id=item.id, by=request.actor, **here.filing())
    fill(request, key)
    return HttpResponseRedirect(reverse("workbench:intake-file", args=[key]))


def _at(request: StaffRequest, here: Visit) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("workbench:intake-visit", args=[handle_of(here, request.actor)]))


def _known(request: StaffRequest, here: Visit) -> dict[str, Any]:
    """Who he is and what is here of him: drafts to go on with, open cases, licences, firms he stands for."""
    person = identity.person(here.person)
    if person is None:
        raise Http404
    return {
        "page_title": _("综合受理：%(name)s") % {"name": person.name},
        "person": person,
        "visit": here,
        "method_label": IDENTITY_METHODS.get(here.method, here.method),
        "capacity_label": CAPACITIES.get(here.capacity, ""),
        "firm": identity.legal_person(here.legal_person) if here.legal_person else None,
        "principal": identity.person(here.principal) if here.principal else None,
        "firms": identity.legal_persons_of(here.person),
        "drafts": selectors.drafts_of_person(request.actor, here.person),
        "cases": selectors.cases_of_person(request.actor, here.person),
        "licences": licences.held(here.holder),
    }


def _asked_of_double(request: StaffRequest, name: str, double: tuple[CaseLine, ...], back: str) -> dict[str, Any]:
    shown = [f"{line.number or _('草稿')} {line.item_name}，{line.state_label}，{line.organisation}" for line in double]
    return confirm_page(
        request,
        title=_("可能重复申请：%(name)s") % {"name": name},
        sentence=_("先看看是不是同一件事。确实是另一件，再开始。"),
        lines=shown,
        submit=_("不是同一件，继续办理"),
        cancel=back,
        serious=False,
    )
