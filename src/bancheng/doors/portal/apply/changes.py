"""What happens to a draft on the way: the list of tasks, a guide that changed, throwing it away, supplementing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import DraftView
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context, on_draft
from bancheng.doors.portal.apply.finish import Mend, mends, problems_of
from bancheng.doors.portal.apply.inputs import Input, inputs
from bancheng.doors.portal.apply.materials import lines
from bancheng.ground.law import Refused


@on_draft()
def application(request: CitizenRequest, draft: DraftView) -> Page:
    tasks = steps.tasks(draft)
    return context(draft, _("申请进度")) | {
        "tasks": tasks,
        "done": sum(task.state == steps.DONE for task in tasks),
        "next": steps.first_open(draft),
    }


@on_draft(settled=False, own=True)
def guide_change(request: CitizenRequest, draft: DraftView) -> Page:
    """Told what changed before going on; what was filled in stays where the new guide still asks for it."""
    if draft.change is None and not draft.gone:
        return redirect("portal:application", draft.key)
    if request.method == "POST" and draft.change is not None:
        try:
            services.refresh_guide(draft.key, by=request.actor)
        except Refused as refused:
            messages.info(request, str(refused), extra_tags="warn")
        else:
            messages.info(request, _("已换成新的办事指南，填过的内容都在。请接着办。"), extra_tags="ok")
        return redirect("portal:application", draft.key)
    return context(draft, _("办事指南有变化")) | {"change": draft.change, "gone": draft.gone}


@on_draft(settled=False, own=True)
def discard(request: CitizenRequest, draft: DraftView) -> Page:
    if request.method == "POST":
        services.discard(draft.key, by=request.actor)
        messages.info(request, _("这份草稿已经删除。"), extra_tags="ok")
        return redirect("portal:apply", draft.item_id)
    return context(draft, _("删除草稿"))


@on_draft(supplement=True, settled=False)
def supplement(request: CitizenRequest, draft: DraftView) -> Page:
    """Everything that was asked, on one page, with its reason; handed in at once."""
    if draft.state == "draft":
        return redirect("portal:application", draft.key)
    asked = lines(draft, [one for one in draft.materials if one.gap])
    case = selectors.own_case(request.actor, draft.key)
    faults: tuple[Mend, ...] = ()
    gaps = {code: gap for code, _label, gap in case.notice.elements} if case.notice else {}
    typed = {code: request.POST[code] for code in gaps if code in request.POST}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        declared = request.POST.get("declared") == "yes"
        try:
            services.supplement(draft.key, by=request.actor, declared=declared, values=typed)
        except Refused as refused:
            faults = _faults(draft, refused, gaps)
            wrong = {one.key: one.sentence for one in problems_of(refused) if one.key in gaps}
        else:
            messages.info(request, _("补正材料已经提交，受理时限从今天重新算起。"), extra_tags="ok")
            return redirect("portal:case", draft.key)
    return context(draft, _("补正材料")) | {
        "asked": asked,
        "controls": _controls(draft, gaps, typed, wrong),
        "gaps": gaps,
        "notice": case.notice,
        "back_url": reverse("portal:case", args=[draft.key]),
        "faults": faults,
        "errors": bool(faults),
        "status": 422 if faults else 200,
    }


def _faults(draft: DraftView, refused: Refused, gaps: Mapping[str, str]) -> tuple[Mend, ...]:
    """What still keeps it from being handed in; a field is put right on this page."""
    problems, places = problems_of(refused), mends(draft, refused)
    return tuple(
        replace(place, url=f"#f-{problem.key}") if problem.key in gaps else place
        for problem, place in zip(problems, places, strict=True)
    )


def _controls(
    draft: DraftView, gaps: Mapping[str, str], typed: Mapping[str, str], wrong: Mapping[str, str]
) -> list[tuple[str, Input]]:
    """(what is to be put right, its control) of each field that the notice names."""
    parts = [
        replace(one, fields=tuple(field for field in one.fields if field.element.code in gaps))
        for one in draft.sections
    ]
    shown = [
        control for part in parts for control in inputs(part, typed=typed, faults=wrong, own=draft.capacity == "self")
    ]
    return [(gaps[one.view.element.code], one) for one in shown]
