"""Progress by number and query code, without login. Neither stands in an address that a server or a browser remembers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bancheng.casework.bundles import services
from bancheng.casework.bundles.types import BundleTrack
from bancheng.doors.frame.addresses import address
from bancheng.doors.portal.bundles.following import showing as bundle
from bancheng.doors.portal.cases import showing
from bancheng.doors.portal.cases.forms import LONGEST, TrackForm
from bancheng.doors.portal.site.ways import sent
from bancheng.frontline.ratings import selectors as ratings
from bancheng.ground.access.limits import TooManyTries


def track(request: HttpRequest) -> dict[str, Any]:
    """The form, and below it on a right answer the case; `?number=` of the QR on a receipt fills the first field."""
    form = TrackForm(sent(request), initial={"number": request.GET.get("number", "")[:LONGEST]})
    context = {"nav": "track", "form": form}
    if not form.is_valid():
        return context | {"status": 422 if form.errors else 200}
    try:
        found = services.track(form.cleaned_data["number"], form.cleaned_data["code"], who=address(request))
    except TooManyTries as error:
        form.add_error(None, str(error))
        return context | {"status": 429}
    if found is None:
        form.add_error(None, _("没有查到。请核对办件编号和查询码，两样都在收件凭证上；一小时内可以试 5 次。"))
        return context | {"status": 422}
    if isinstance(found, BundleTrack):
        return context | _whole(found)
    return context | {
        "page_title": f"{found.public_state} — {found.item_name}",
        "found": found,
        "mark": showing.mark(found.public_state),
        "way": showing.way(found.progress, found.steps),
        "invitation": ratings.invitation_of_tracked(found.number),
    }


def _whole(found: BundleTrack) -> dict[str, Any]:
    return {
        "page_title": f"{found.state_label} — {found.name}",
        "whole": found,
        "mark": bundle.mark(found.state, found.state_label),
        "way": bundle.way(found),
        "parts": [(label, organ, bundle.mark(state, word)) for label, organ, state, word in found.parts],
        "invitation": ratings.invitation_of_tracked(found.number),
    }
