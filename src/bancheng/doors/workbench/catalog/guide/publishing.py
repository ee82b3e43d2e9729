"""From the draft to the public page on one page: what is wrong, what changes, whom it concerns, from which day; or back to
its author with the reason."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.catalog.forms import PublishForm, ReturnForm
from bancheng.doors.workbench.catalog.guide.compare import PARTS, differences
from bancheng.doors.workbench.catalog.guide.reading import shown
from bancheng.doors.workbench.catalog.guide.reviewing import reviewed
from bancheng.doors.workbench.catalog.guide.surround import frame, revision_of
from bancheng.doors.workbench.forms import done
from bancheng.doors.workbench.pages import other_page
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground import law
from bancheng.ground.access import Target, demand
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import DraftView, Fault, GuideRefused

LOST = {"guide.outdated", "guide.no_draft"}


def publish(request: StaffRequest, pk: int) -> Answer:
    """The page asks; one button publishes the revision that was looked at, and no other; the other returns it."""
    view = _for_reviewing(request, pk)
    if request.POST.get("act") == "return":
        return _return(request, view)
    form, faults = _form(request), list(view.faults)
    if form.is_valid():
        item = selectors.implementation(request.actor, pk)
        try:
            made = services.publish(item=item, by=request.actor, revision=revision_of(request), **form.cleaned_data)
        except GuideRefused as refused:
            faults = list(refused.faults)
        except Refused as refusal:
            if refusal.code in LOST:
                return _lost(request, pk)
            form.add_error(None, str(refusal))
        else:
            told = {"n": made.number, "day": long_date(form.cleaned_data["effective_from"])}
            return done(request, _("第 %(n)s 版已发布，%(day)s起施行。") % told, "item", pk)
    return _page(request, view, form, faults)


def paper(request: StaffRequest, pk: int) -> dict[str, Any]:
    """The whole draft on paper: every element with what is written, for who checks it away from the screen."""
    view: DraftView = selectors.draft(request.actor, pk)
    parts = [(str(label), shown(view.body.get(part), part)) for part, label in PARTS.items()]
    return {
        "page_title": _("打印草稿：%(name)s") % {"name": view.item.name},
        "view": view,
        "item": view.item,
        "parts_written": parts,
        "faults": view.faults,
        "printed": law.now(),
    }


def _for_reviewing(request: StaffRequest, pk: int) -> DraftView:
    """The draft of an item in scope that this person may publish; 404 out of scope, 403 without the right."""
    view: DraftView = selectors.draft(request.actor, pk)
    target = Target(region=view.item.region_code, organisation=view.item.organisation_id)
    demand(request.actor, "catalog.publish", target)
    return view


def _return(request: StaffRequest, view: DraftView) -> Answer:
    form = ReturnForm(request.POST)
    if form.is_valid():
        item = selectors.implementation(request.actor, view.item.id)
        try:
            services.return_draft(item=item, by=request.actor, revision=revision_of(request), **form.cleaned_data)
        except Refused as refusal:
            if refusal.code in LOST:
                return _lost(request, view.item.id)
            form.add_error(None, str(refusal))
        else:
            return done(request, _("已退回修改，编写的人会看到原因。"), "item", view.item.id)
    return _page(request, view, PublishForm(), list(view.faults), returning=form)


def _form(request: StaffRequest) -> PublishForm:
    if request.method == "POST":
        return PublishForm(request.POST)
    day = request.GET.get("day", "")[:20]
    return PublishForm(initial={"effective_from": day} if day else None)


def _page(
    request: StaffRequest,
    view: DraftView,
    form: PublishForm,
    faults: list[Fault],
    *,
    returning: ReturnForm | None = None,
) -> dict[str, Any]:
    wrong = form.is_bound or returning is not None
    return {
        **frame(request, view, None),
        **reviewed(view, faults),
        "page_title": _("发布 %(name)s") % {"name": view.item.name},
        "place": "publish",
        "form": form,
        "returning": returning or ReturnForm(),
        "alone": selectors.why_not_alone(request.actor, view.item.id),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def _lost(request: StaffRequest, pk: int) -> Answer:
    """Somebody saved or published between looking and pressing: nothing is published or returned that was not looked at."""
    view = _for_reviewing(request, pk)
    public = selectors.guide(view.item.id)
    before = public.document.model_dump(mode="json") if public else {}
    context = frame(request, view, None) | {
        "place": "publish",
        "public": public,
        "differences": differences(before, view.body) if view.saved else (),
        "again_url": reverse("workbench:guide-publish", args=[view.item.id]),
        "status": 409,
    }
    return other_page(request, "items", "catalog/guide/lost.html", context)
