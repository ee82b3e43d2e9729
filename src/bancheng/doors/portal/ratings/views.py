"""Rating a case, once: first the face, then why. By the link of the message, without login, or from one's own case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.doors.portal.ratings.forms import RatingForm
from bancheng.doors.portal.site.ways import sent, whole_number
from bancheng.frontline.ratings import selectors, services
from bancheng.frontline.ratings.types import Grade, InvitationView
from bancheng.ground.law import Refused

FACES = {5: "mood-happy", 4: "mood-smile", 3: "mood-empty", 2: "mood-sad", 1: "mood-angry"}


def rate(request: HttpRequest, token: str) -> HttpResponse | dict[str, Any]:
    """Five faces as links; a chosen one leads to its tags; sent, the page thanks, and says so whenever it is opened."""
    invitation = selectors.invitation(token)
    if invitation is None:
        raise Http404
    context = {"nav": "rate", "invitation": invitation, "faces": _faces()}
    grade = _chosen(request)
    if not invitation.open or grade is None:
        return context
    form = RatingForm(sent(request), indicators=grade.indicators)
    if form.is_valid() and _rated(request, invitation, grade, form):
        messages.info(request, _("谢谢您的评价。"), extra_tags="ok")
        return redirect("portal:rate", token)
    return context | {"grade": grade, "icon": FACES[grade.value], "form": form, "status": 422 if form.errors else 200}


def _faces() -> list[tuple[Grade, str]]:
    return [(grade, FACES[grade.value]) for grade in selectors.grades()]


def _chosen(request: HttpRequest) -> Grade | None:
    """The grade of the address; anything else is as if none was chosen."""
    value = whole_number(request.GET.get("grade", ""))
    return next((grade for grade in selectors.grades() if grade.value == value), None)


def _rated(request: HttpRequest, invitation: InvitationView, grade: Grade, form: RatingForm) -> bool:
    """Whether it was taken. Whose case it is rates it as his own, whoever else holds the link by the link."""
    actor = request.actor  # type: ignore[attr-defined]
    own = actor.kind == "person" and selectors.invitation_of_case(invitation.case, actor) is not None
    case, token = (invitation.case, "") if own else ("", invitation.token)
    try:
        services.rate(case=case, token=token, grade=grade.value, **form.cleaned_data, by=actor)
    except Refused as error:
        if error.code == "ratings.twice":
            return True
        form.add_error(None, str(error))
        return False
    return True
