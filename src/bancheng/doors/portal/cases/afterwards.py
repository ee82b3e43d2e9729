"""What an applicant may do after a decision: renew the licence that it brought, before it ends (行政许可法第五十条)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.doors.portal.site.ways import applicant
from bancheng.ground.law import Refused


def renew(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the renewal, or go on with the one that was begun; to the pages of the application."""
    actor = applicant(request)
    found = selectors.own_case(actor, key)
    if request.method != "POST":
        return redirect("portal:case", found.line.key)
    try:
        begun = services.renew(found.line.key, by=actor)
    except Refused as error:
        messages.info(request, str(error), extra_tags="warn")
        return redirect("portal:case", found.line.key)
    messages.info(request, _("已经带入原来的内容，请核对后提交。"), extra_tags="ok")
    return redirect("portal:application", begun)
