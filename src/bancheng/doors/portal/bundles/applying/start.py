"""开始办理 of a bundle: with what was answered on its page; who has one running already is asked before another begins."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import services
from bancheng.doors.portal.apply.drafts import CitizenRequest
from bancheng.doors.portal.bundles import asking
from bancheng.doors.portal.lists.views import region_of
from bancheng.doors.portal.site.ways import applicant
from bancheng.ground.law import Refused

AGAIN = "again"
NOT_ANSWERS = frozenset({AGAIN, "csrfmiddlewaretoken"})


def start(request: CitizenRequest, key: str) -> HttpResponse:
    """Begin, or go on with the draft that is there. Visitors sign in first and come back to the page of the bundle."""
    answers = {name: text for name, text in asking.answers(request.POST).items() if name not in NOT_ANSWERS}
    page = reverse("portal:bundle", args=[key]) + ("?" + urlencode(answers) if answers else "")
    if request.method != "POST":
        return redirect(page)
    if request.actor.kind == "anonymous":
        return redirect_to_login(page, reverse("portal:login"))
    again = request.POST.get(AGAIN) == "yes"
    try:
        begun = services.begin(region=region_of(request), key=key, by=applicant(request), answers=answers, again=again)
    except Refused as refused:
        if refused.code == "bundles.running":
            return _asked(request, key, page, answers, str(refused))
        messages.info(request, str(refused), extra_tags="warn")
        return redirect(page)
    return redirect("portal:bundle-application", begun)


def _asked(request: CitizenRequest, key: str, page: str, answers: dict[str, str], sentence: str) -> HttpResponse:
    """Before a second one of the same begins."""
    context: dict[str, Any] = {
        "nav": "bundles",
        "page_title": _("已经有一件正在办理"),
        "sentence": sentence,
        "answers": answers,
        "start_url": reverse("portal:bundle-start", args=[key]),
        "back_url": page,
    }
    return TemplateResponse(request, "portal/bundles/apply/running.html", context)
