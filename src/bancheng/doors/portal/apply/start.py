"""Before one begins: what it takes, how long, what it costs, who may; and one's drafts of the same matter."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.doors.frame.presentation import present
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page
from bancheng.doors.portal.site.ways import applicant
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuidePage

LONGEST_ANSWER = 60


def start(request: CitizenRequest, item_id: int) -> Page:
    """Anybody may read it; beginning needs a login, after which one is back here."""
    found = catalog.guide(item_id)
    if found is None:
        raise Http404
    view = present(found)
    if not (view.online and found.can_be_applied_for):
        return redirect("portal:guide", item_id)
    if request.method == "POST":
        return _begin(request, found)
    actor = request.actor
    return {
        "nav": "items",
        "page_title": _("开始办理%(name)s") % {"name": found.name},
        "item_id": item_id,
        "document": found.document,
        "view": view,
        "answers": _answers(request, found),
        "drafts": selectors.drafts_of_item(actor, item_id).rows if actor.kind == "person" else (),
        "login_url": f"{reverse('portal:login')}?next={request.get_full_path()}",
    }


def _begin(request: CitizenRequest, found: GuidePage) -> Page:
    if request.actor.kind == "anonymous":
        return redirect_to_login(request.get_full_path(), reverse("portal:login"))
    try:
        key = services.start(item_id=found.item_id, by=applicant(request), answers=_answers(request, found))
    except Refused as refused:
        messages.info(request, str(refused), extra_tags="warn")
        return redirect("portal:apply", found.item_id)
    return redirect("portal:application", key)


def _answers(request: CitizenRequest, found: GuidePage) -> dict[str, str]:
    """What was answered in the public questions before, carried in the address; the service takes what fits."""
    said = request.POST if request.method == "POST" else request.GET
    asked = [question.element for question in found.document.questions]
    return {element: said[element][:LONGEST_ANSWER] for element in asked if said.get(element)}
