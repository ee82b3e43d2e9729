"""The bundle's draft behind a page: whose it is, whether it can still be worked on, and where to go when it cannot."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors
from bancheng.doors.portal.apply.courses import address
from bancheng.doors.portal.apply.drafts import LONGEST_KEY, CitizenRequest, Page, View
from bancheng.doors.portal.bundles.applying.whole import Whole
from bancheng.doors.portal.site.ways import applicant


def on_whole(view: View, *, settled: bool = True, fit: bool = True) -> View:
    """A page of one's own draft of a bundle; the view gets the draft instead of its key.

    What is submitted leads to its confirmation. A bundle that has a newer version or was taken back is told of first, unless
    the page is about that (`settled=False`); who cannot go this way only sees his answers (`fit=False`).
    """

    @wraps(view)
    def shown(request: CitizenRequest, key: str, *args: Any, **kwargs: Any) -> Page:
        actor = applicant(request)
        if selectors.state_of(actor, key[:LONGEST_KEY]) != "draft":
            return _over(request, key[:LONGEST_KEY])
        draft = Whole(selectors.draft(actor, key[:LONGEST_KEY]))
        if settled and request.method == "GET" and (draft.draft.changed or draft.draft.gone):
            return redirect(address(draft, "guide-change"))
        if settled and fit and draft.draft.unfit:
            return redirect(address(draft))
        return view(request, draft, *args, **kwargs)

    return shown


def _over(request: HttpRequest, key: str) -> HttpResponse:
    """It was handed in, perhaps in another window: its confirmation, and a word to who still wanted to change it."""
    if request.method == "POST":
        messages.info(request, _("这份申请已经提交，刚才填的内容没有改动它。"), extra_tags="warn")
    return redirect("portal:bundle-application-done", key)
