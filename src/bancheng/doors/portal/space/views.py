"""The citizen's messages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bancheng.doors.portal.site.ways import whole_number
from bancheng.registers.messages import selectors, services

PAGE = 20
PAGES = {"cases.case": "portal:case", "bundles.case": "portal:own-bundle", "projects.project": "portal:project"}
"""By the kind of what a message is about: the page of the applicant that shows it."""


def inbox(request: HttpRequest) -> dict[str, Any]:
    after = whole_number(request.GET.get("after", ""))
    page = selectors.inbox(request.user, after=after, size=PAGE)
    return {"nav": "space", "tab": "inbox", "page": page, "first_url": "?" if after else ""}


def message(request: HttpRequest, message_id: int) -> dict[str, Any]:
    found = selectors.message(request.user, message_id)
    if found is None:
        raise Http404
    services.mark_read(message=message_id, account=request.user)
    page = PAGES.get(found.subject.kind, "") if found.subject else ""
    url = reverse(page, args=[found.subject.key]) if found.subject and page else ""
    return {"nav": "space", "tab": "inbox", "message": found, "page_title": found.title, "about_url": url}


def read_all(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        services.mark_all_read(account=request.user)
    return redirect("portal:space")
