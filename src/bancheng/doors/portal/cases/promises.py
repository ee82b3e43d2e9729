"""容缺受理 as the applicant meets it: the commitment to read and sign, and what he brings by its day."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import OwnCase
from bancheng.doors.portal.cases.forms import MakeUpForm, PromiseForm
from bancheng.doors.portal.cases.views import Page
from bancheng.doors.portal.site.ways import applicant, pdf, sent
from bancheng.ground.access import Actor
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused


def sign(request: HttpRequest, key: str) -> Page:
    actor = applicant(request)
    found = selectors.own_case(actor, key)
    promise = found.tolerance
    if promise is None or promise.signed_at is not None or promise.accepted_at is not None:
        return _nothing(request, found, _("现在没有需要您签署的承诺书。"))
    form = PromiseForm(sent(request))
    if form.is_valid():
        try:
            read = request.POST.get("words", "")
            services.sign_tolerance(found.line.key, by=actor, words=read, **form.cleaned_data)
        except Refused as error:
            if error.code == "cases.moved_on":
                messages.info(request, str(error), extra_tags="warn")
                return redirect("portal:case-promise", found.line.key)
            form.add_error(FIELDS.get(error.code), str(error))
        else:
            messages.info(request, _("承诺书已经签署，窗口会收到消息。"), extra_tags="ok")
            return redirect("portal:case", found.line.key)
    return _page(found, form)


def sample(request: HttpRequest, key: str) -> HttpResponse:
    """What is offered to him as a PDF marked 样张, to be read or printed before he signs."""
    return pdf(BytesIO(selectors.tolerance_of_case(applicant(request), key)), _("容缺受理承诺书样张.pdf"))


FIELDS = {"cases.signer": "name", "cases.not_confirmed": "confirmed"}
"""Code of a refusal → the field that it is about."""


def make_up(request: HttpRequest, key: str) -> Page:
    actor = applicant(request)
    found = selectors.own_case(actor, key)
    if "make_up" not in found.verbs:
        return _nothing(request, found, _("现在没有需要您补齐的材料。"))
    form = MakeUpForm(sent(request))
    if form.is_valid() and _brought(request, actor, found, form):
        messages.info(request, _("已经补齐，承办的人会收到消息。"), extra_tags="ok")
        return redirect("portal:case", found.line.key)
    # What was uploaded before the refusal is there to be seen.
    return _page(selectors.own_case(actor, key) if form.errors else found, form)


def _brought(request: HttpRequest, actor: Actor, found: OwnCase, form: MakeUpForm) -> bool:
    assert found.tolerance is not None
    try:
        for one in found.tolerance.items:
            for file in request.FILES.getlist(f"files-{one.line}") if one.line else ():
                services.add_file(found.line.key, line=one.line, stream=file, name=file.name or "", by=actor)
        services.make_up(found.line.key, by=actor, words=form.cleaned_data["words"])
    except services.FormRefused as refusal:
        for problem in refusal.problems:
            form.add_error("words" if problem.key == "0" else None, problem.sentence)
    except (Refused, FileRefused, TooManyTries) as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def _page(found: OwnCase, form: Any) -> dict[str, Any]:
    promise = found.tolerance
    lines = {one.line for one in promise.items} if promise else set()
    return {
        "nav": "cases",
        "line": found.line,
        "promise": promise,
        "rows": [one for one in found.materials if one.line in lines],
        "conditions": 0 in lines,
        "form": form,
        "status": 422 if form.errors else 200,
    }


def _nothing(request: HttpRequest, found: OwnCase, sentence: str) -> HttpResponse:
    messages.info(request, sentence, extra_tags="warn")
    return redirect("portal:case", found.line.key)
