"""A step on a case from its page: who may take it, and what happens when somebody else was there first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import CASE, StaffCase, VerbView
from bancheng.doors.frame import kept as keeping
from bancheng.doors.frame.refusals import traced
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.forms import CONFIRM, kept
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.pages import other_page
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused

Done = TypeVar("Done")
MOVED_ON = "cases.moved_on"
LAST_STEPS = 5
SAID_BY_ITSELF = {"version", "task", CONFIRM}


def open_step(request: StaffRequest, case: str, verb: str) -> tuple[StaffCase, VerbView]:
    """The case and the button that was pressed. 404 outside the scope, 422 out of order, 403 for another post."""
    found = selectors.staff_case(request.actor, case)
    task = number(request.GET.get("task"))
    mine = [one for one in found.verbs if one.verb == verb]
    button = next((one for one in mine if one.task == task), mine[0] if mine else None)
    if button is None:
        step = CASE.find(verb, found.line.state)
        raise AccessDenied(
            _("“%(step)s”不在您的岗位上办理。这件现在由%(holder)s办理。")
            % {"step": step.label, "holder": pictures.holder(found) or found.line.organisation},
            visible=True,
        )
    if button.reason:
        raise AccessDenied(button.reason, visible=True)
    return found, button


def address_of(found: StaffCase) -> str:
    """What names the case in addresses: its number, before it has one its key."""
    return found.line.number or found.line.key


def back_to(found: StaffCase) -> str:
    """The address of the case's page."""
    return reverse("workbench:case", args=[address_of(found)])


def sent(request: StaffRequest) -> bool:
    """Whether the form is to be carried out, not only shown again with what was typed."""
    return request.method == "POST" and "again" not in request.POST


def typed(request: StaffRequest) -> QueryDict | None:
    """What a form is filled with: what was sent, or what somebody had typed before his login ended."""
    return request.POST if request.method == "POST" else keeping.take(request)


def traced_act(request: StaffRequest, found: StaffCase, verb: str, act: Callable[[], Done]) -> Callable[[], Done]:
    """The act as `attempt` takes it; what is refused stays in the trace of the case."""

    def run() -> Done:
        with traced(found.line.key, verb, by=request.actor):
            return act()

    return run


def attempt(request: StaffRequest, found: StaffCase, form: OnCase, act: Callable[[], Any]) -> Answer | None:
    """Do it. None when it is done or when the form now says what to mend; else the page that tells who was faster."""
    try:
        act()
    except Refused as refusal:
        if refusal.code == MOVED_ON:
            return overtaken(request, found.line.key, form, str(refusal))
        form.add_error(form.about.get(refusal.code), str(refusal))
    return None


def overtaken(request: StaffRequest, case: str, form: OnCase, sentence: str) -> Answer:
    """Somebody else acted meanwhile: who and when, the case as it stands, and everything that was typed (409)."""
    found = selectors.staff_case(request.actor, case)
    context = {
        "page_title": _("有人先办了"),
        "case": found,
        "sentence": sentence,
        "left": pictures.left(found.line.remaining),
        "graph": pictures.graph(found),
        "holder": pictures.holder(found),
        "steps": tuple(reversed(found.steps))[:LAST_STEPS],
        "typed": written(form),
        "again": again(request, found),
        "case_url": back_to(found),
        "status": 409,
    }
    return other_page(request, "cases", "cases/overtaken.html", context)


def written(form: forms.Form) -> list[tuple[str, str]]:
    """What a person wrote or chose, with its label, to read and to copy."""
    said = []
    for field in form:
        value = "" if field.is_hidden or field.name in SAID_BY_ITSELF else str(field.data or "").strip()
        choices = dict(getattr(field.field, "choices", ()) or ())
        if value:
            said.append((str(field.label), str(choices.get(value, value))))
    return said


def again(request: StaffRequest, found: StaffCase) -> list[tuple[str, str]]:
    """What is sent to see the same form again, filled, about the case as it stands; empty when its step is over."""
    verbs = {verb for verb, name in pictures.PAGES.items() if name == _page_name(request)}
    task = number(request.POST.get("task"))
    still = [one for one in found.verbs if one.verb in verbs and not one.reason and (not task or one.task == task)]
    if not still:
        return []
    sent = [(name, value) for name, value in kept(request.POST) if name not in {"version", "again"}]
    return [*sent, ("version", str(found.line.version)), ("again", "yes")]


def _page_name(request: StaffRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""
