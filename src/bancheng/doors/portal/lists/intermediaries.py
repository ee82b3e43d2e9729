"""中介服务: what a service is, all firms in neutral order, and the applicant's own choice for his application."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import services
from bancheng.casework.cases.types import DraftView
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context, on_draft
from bancheng.doors.portal.lists.views import region_of
from bancheng.doors.portal.site.ways import whole_number
from bancheng.ground.access import Subject
from bancheng.ground.law import Refused
from bancheng.registers.lists import selectors
from bancheng.registers.lists.types.intermediaries import ServiceNeed


def service(request: HttpRequest, code: str) -> dict[str, Any]:
    region = region_of(request)
    found = selectors.intermediary_service(region, code) if region else None
    if found is None:
        raise Http404
    return {
        "nav": "lists",
        "page_title": found.name,
        "service": found,
        "firms": selectors.firms_for(region, code),
        "order_note": selectors.ORDER_NOTE,
    }


@on_draft(shared=True)
def choose(request: CitizenRequest, draft: DraftView) -> Page:
    """Each service of the guide with all its firms; none is marked, none is first for long."""
    needs = _needs(draft)
    if not needs:
        raise Http404
    fault = ""
    if request.method == "POST":
        given = request.POST.get("firm", "")
        try:
            services.choose_intermediary(
                draft.key,
                service=request.POST.get("service", "")[:6],
                firm=None if given == "other" else whole_number(given),
                name=request.POST.get("name", "").replace("\x00", ""),
                by=request.actor,
            )
        except Refused as refused:
            fault = str(refused)
        else:
            return redirect("portal:application-intermediaries", draft.key)
    region = draft.document.identity.region_code
    return context(draft, _("选择中介服务机构")) | {
        "needs": [(need, selectors.firms_for(region, need.code)) for need in needs],
        "order_note": selectors.ORDER_NOTE,
        "fault": fault,
        "typed": request.POST.get("name", "")[:200],
        "asked": request.POST.get("service", ""),
        "next_url": reverse("portal:application-check", args=[draft.key]),
        "back_url": steps.before(draft, steps.CHECK),
        "status": 422 if fault else 200,
    }


def _needs(draft: DraftView) -> tuple[ServiceNeed, ...]:
    return selectors.needs_of(draft.document, Subject("cases.case", draft.key))
