"""The draft behind a page: whose it is, whether it can still be worked on, and where to go when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import DraftView
from bancheng.doors.portal.apply.helped import strip
from bancheng.doors.portal.site.ways import applicant
from bancheng.ground.access import Actor

LONGEST_KEY = 40
OPEN = {"draft", "supplement_requested"}

Page = HttpResponse | dict[str, Any]
View = Callable[..., Page]


class CitizenRequest(HttpRequest):
    """A request with its actor; only for annotations."""

    actor: Actor


def on_draft(*, supplement: bool = False, settled: bool = True) -> Callable[[View], View]:
    """A page of one's own draft; the view gets the draft instead of its key.

    What is submitted leads to its confirmation, what is to be supplemented to that page unless the page serves both
    (`supplement`). A guide that changed meanwhile is told first, unless the page is about that (`settled=False`): what was
    sent is kept before, so that nothing typed is lost.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(request: CitizenRequest, case: str, *args: Any, **kwargs: Any) -> Page:
            draft = selectors.draft(applicant(request), case[:LONGEST_KEY])
            if draft.state not in OPEN:
                return _over(request, draft)
            if draft.state != "draft" and not supplement:
                return redirect("portal:application-supplement", draft.key)
            if settled and request.method == "GET" and (draft.change or draft.gone):
                return redirect("portal:application-guide-change", draft.key)
            return view(request, draft, *args, **kwargs)

        return shown

    return decorate


def _over(request: HttpRequest, draft: DraftView) -> HttpResponse:
    """It was handed in, perhaps in another window: its confirmation, and a word to who still wanted to change it."""
    if request.method == "POST":
        messages.info(request, _("这份申请已经提交，刚才填的内容没有改动它。"), extra_tags="warn")
    return redirect("portal:application-done", draft.key)


def fresh(request: CitizenRequest, draft: DraftView) -> DraftView:
    """The draft as it is after something was saved."""
    return selectors.draft(request.actor, draft.key)


def context(draft: DraftView, title: str) -> dict[str, Any]:
    """What every page of an application shows."""
    return {
        "nav": "cases",
        "draft": draft,
        "helped": strip(draft),
        "page_title": _("%(step)s — %(item)s") % {"step": title, "item": draft.item_name},
    }
