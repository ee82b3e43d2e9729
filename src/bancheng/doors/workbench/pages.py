"""`page(…)` for staff: the frame's page with the rail, the clock and the organisation; a first password is changed first."""

from __future__ import annotations

from functools import cache, wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.functional import SimpleLazyObject

from bancheng.doors.frame import pages, words
from bancheng.doors.frame.pages import Access, View
from bancheng.doors.workbench import rail
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import may
from bancheng.registers.messages import selectors as messages
from bancheng.registers.organisations import selectors as organisations

BEFORE_ALL_ELSE = {"login", "logout", "password"}
LOGIN = "workbench:login"
KEYS_COOKIE = "keys"
FOUND = {"cases": "cases.view", "items": "catalog.view"}
"""What the search in the top bar looks through: who works on cases looks for cases, others for items."""


def page(route: str, view: View, name: str, *, title: str, access: Access, template: str = "") -> URLPattern:
    """One page of the workbench. `template` stands under `workbench/`; the first word of the route is its entry in the rail."""
    shown = _staffed(view, route.split("/")[0], name)
    path = f"workbench/{template}" if template else ""
    return pages.page(route, shown, name, title=title, access=access, template=path, login=LOGIN)


def _staffed(view: View, section: str, name: str) -> View:
    @wraps(view)
    def shown(request: StaffRequest, *args: Any, **kwargs: Any) -> Answer:
        if getattr(request.user, "must_change_password", False) and name not in BEFORE_ALL_ELSE:
            return redirect("workbench:password")
        answer = view(request, *args, **kwargs)
        return {**surroundings(request, section), **answer} if isinstance(answer, dict) else answer

    return shown


def surroundings(request: StaffRequest, section: str) -> dict[str, Any]:
    """What `frame/staff.html` shows around every page; lazy, so that a page without the frame pays nothing.

    The bell and the rail show one number: unread messages are counted once.
    """
    actor, unread = request.actor, cache(lambda: messages.unread_count(request.user))
    return {
        "rail": SimpleLazyObject(lambda: rail.of(request, section, unread)),
        "unread": SimpleLazyObject(unread),
        "organisation_name": SimpleLazyObject(lambda: _organisation_name(actor.organisation)),
        "finds": next((place for place, action in FOUND.items() if may(actor, action).allowed), ""),
        "now_text": words.clock_line(),
        "section": section,
        "keys_off": request.COOKIES.get(KEYS_COOKIE) == "off",
    }


def _organisation_name(organisation: int | None) -> str:
    if organisation is None:
        return ""
    rows = organisations.organisations(active=None).filter(pk=organisation).values_list("short_name", "name")
    return next((short or name for short, name in rows), "")


def other_page(request: StaffRequest, section: str, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that an address shows only sometimes (a conflict), in the frame of staff; `status` is taken out of the context."""
    status = context.pop("status", 200)
    return render(request, f"workbench/{template}", {**surroundings(request, section), **context}, status=status)
