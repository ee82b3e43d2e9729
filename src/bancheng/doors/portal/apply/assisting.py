"""线上远程协助, the applicant's side: a code to read out, the helper's marks as they come, and an end at any time."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import DraftView
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context, on_draft
from bancheng.doors.portal.apply.helped import marked, strip
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused


@on_draft(supplement=True, settled=False)
def assist(request: CitizenRequest, draft: DraftView) -> Page:
    """Invite, see who helps and what he marked, say what is done, end it."""
    code, problem = "", ""
    if request.method == "POST":
        try:
            code = _act(request, draft)
        except (Refused, TooManyTries) as refused:
            problem = str(refused)
        if not code and not problem:
            return redirect("portal:application-assist", draft.key)
    found = selectors.assistance(request.actor, draft.key)
    return context(draft, _("请人远程协助")) | {
        "found": found,
        "marks": marked(draft, found),
        "code": f"{code[:4]} {code[4:]}" if code else "",
        "problem": problem,
        "errors": bool(problem),
        "parts": ("marks",),
        "status": 422 if problem else 200,
    }


@on_draft(supplement=True, settled=False)
def hints(request: CitizenRequest, draft: DraftView) -> Page:
    """The strip over the pages of the form, fetched anew while somebody helps; opened as a page, it leads to the page."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("portal:application-assist", draft.key)
    return {"draft": draft, "helped": strip(draft)}


def _act(request: CitizenRequest, draft: DraftView) -> str:
    """Do what the button says; the code of a new invitation, "" for all else."""
    given, actor = request.POST, request.actor
    match given.get("act", ""):
        case "invite":
            return services.invite_helper(draft.key, by=actor)
        case "settle" if (hint := given.get("hint", "")).isascii() and hint.isdecimal() and len(hint) < 19:
            services.settle_hint(draft.key, hint=int(hint), by=actor, settled=given.get("settled") != "no")
        case "end":
            found = selectors.assistance(actor, draft.key)
            if found is not None:
                services.end_help(found.key, by=actor)
                messages.info(request, _("远程协助已结束。"), extra_tags="ok")
    return ""
