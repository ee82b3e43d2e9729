"""留言: what who applied and who handles the case say to each other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.doors.portal.cases.forms import TalkForm
from bancheng.doors.portal.site.ways import applicant, sent
from bancheng.ground.law import Refused

Page = HttpResponse | dict[str, Any]


def talks(request: HttpRequest, key: str) -> Page:
    """The thread of one's own case, and a place to write."""
    actor = applicant(request)
    found = selectors.own_case(actor, key)
    form = TalkForm(sent(request))
    if form.is_valid():
        try:
            services.talk(found.line.key, by=actor, text=form.cleaned_data["text"])
        except Refused as error:
            form.add_error("text", str(error))
        else:
            messages.info(request, _("已留言，承办的人会收到消息。"), extra_tags="ok")
            return redirect("portal:case-talks", found.line.key)
    thread = selectors.thread(actor, found.line.key)
    return {
        "nav": "cases",
        "page_title": _("留言 — %(item)s") % {"item": found.line.item_name},
        "line": found.line,
        "form": form,
        "thread": thread,
        "status": 422 if form.errors else 200,
    }
