"""The draft behind a page: whose it is, whether it can still be worked on, and where to go when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import MemberDraft
from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import DraftView
from bancheng.doors.portal.apply.courses import Named, address, alone, course_of
from bancheng.doors.portal.apply.helped import strip
from bancheng.doors.portal.site.ways import applicant
from bancheng.ground.access import Actor

LONGEST_KEY = 40
OPEN = {"draft", "supplement_requested"}

Page = HttpResponse | dict[str, Any]
View = Callable[..., Page]
Form = TypeVar("Form", bound=Named)


class CitizenRequest(HttpRequest):
    """A request with its actor; only for annotations."""

    actor: Actor


def on_draft(
    *, supplement: bool = False, settled: bool = True, together: str = "", shared: bool = False, own: bool = False
) -> Callable[[View], View]:
    """A page of one's own draft; the view gets the draft instead of its key.

    What is submitted leads to its confirmation, what is to be supplemented to that page unless the page serves both
    (`supplement`). A guide that changed meanwhile is told first, unless the page is about that (`settled=False`): what was
    sent is kept before, so that nothing typed is lost. What is filled in as a part of a bundle leads to the bundle's page of
    the step `together`, unless the page serves each member (`shared`); while the bundle runs, a member that is completed by
    itself has these pages, but for those of applications of their own (`own`).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(request: CitizenRequest, case: str, *args: Any, **kwargs: Any) -> Page:
            actor = applicant(request)
            draft, member = alone(actor, selectors.draft(actor, case[:LONGEST_KEY]))
            away = _away(request, draft, member, together=together, shared=shared, own=own)
            if away is not None:
                return away
            if draft.state not in OPEN:
                return _over(request, draft)
            if draft.state != "draft" and not supplement:
                return redirect("portal:application-supplement", draft.key)
            if settled and request.method == "GET" and (draft.change or draft.gone):
                return redirect("portal:application-guide-change", draft.key)
            return view(request, draft, *args, **kwargs)

        return shown

    return decorate


def _away(
    request: HttpRequest, draft: DraftView, member: MemberDraft | None, *, together: str, shared: bool, own: bool
) -> HttpResponse | None:
    """Where a part of a bundle is dealt with; None where it is here."""
    if member is None:
        return None
    if member.whole == "draft":
        return None if shared else redirect(f"portal:bundle-application{together and '-'}{together}", member.key)
    if draft.state == "supplement_requested":
        return redirect("portal:own-bundle-supplement", member.key)
    if draft.gone:
        messages.info(request, draft.gone, extra_tags="warn")
    # What was handed in with the whole is not changed any more, though it still waits.
    over = own or draft.gone or draft.state != "draft" or member.ready
    return redirect("portal:own-bundle", member.key) if over else None


def _over(request: HttpRequest, draft: DraftView) -> HttpResponse:
    """It was handed in, perhaps in another window: its confirmation, and a word to who still wanted to change it."""
    if request.method == "POST":
        messages.info(request, _("这份申请已经提交，刚才填的内容没有改动它。"), extra_tags="warn")
    return redirect("portal:application-done", draft.key)


def fresh(request: CitizenRequest, draft: Form) -> Form:
    """The draft as it is after something was saved."""
    now: Form = course_of(draft).read(request.actor, draft)
    return now


def context(draft: Named, title: str) -> dict[str, Any]:
    """What every page of an application shows."""
    alone = isinstance(draft, DraftView)
    return {
        "nav": "cases",
        "draft": draft,
        "helped": strip(draft) if isinstance(draft, DraftView) else None,
        "assist_url": address(draft, "assist") if alone else "",
        "course_url": address(draft),
        "page_title": _("%(step)s — %(item)s") % {"step": title, "item": draft.item_name},
    }
