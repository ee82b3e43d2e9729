"""填表: one page a section, made from the guide; what is right is kept although something else is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.cases.types import Problem, SectionView
from bancheng.doors.frame import kept
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.courses import Filled, address, course_of
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context, fresh, on_draft
from bancheng.doors.portal.apply.inputs import inputs

LEAVE = "leave"


def form(request: CitizenRequest, draft: Filled, number: int) -> Page:
    """The page of one section, of an application for one item or for several."""
    part = next((one for one in draft.sections if one.number == number), None)
    if part is None:
        return redirect(address(draft))
    if request.method == "POST":
        return _save(request, draft, part)
    before = kept.take(request)
    typed = {code: str(before[code]) for code in before} if before is not None else {}
    from_check = request.GET.get("to") == steps.CHECK
    # Who has not been here yet is not told that everything is missing.
    faults = {one.element.code: one.fault for one in part.fields if one.fault and from_check}
    return _shown(request, draft, part, typed=typed, faults=faults, restored=before is not None)


section = on_draft()(form)


def _save(request: CitizenRequest, draft: Filled, part: SectionView) -> Page:
    codes = {one.element.code for one in part.fields}
    typed = {code: request.POST[code] for code in codes if code in request.POST}
    problems = course_of(draft).save_fields(draft, typed, request.actor)
    now = fresh(request, draft)
    if request.POST.get("go-on") == LEAVE:
        left = _("有 %(n)s 项填得不对，没有保存，下次请重新填写。") % {"n": len(problems)} if problems else ""
        messages.info(request, _("已保存，您可以随时回来接着办。") + left, extra_tags="warn" if problems else "ok")
        return redirect(address(draft))
    faults = _faults((*problems, *now.problems), codes)
    if faults:
        return _shown(request, draft, part, typed=typed, faults=faults)
    return _after(request, now, part, codes)


def _faults(problems: tuple[Problem, ...], codes: set[str]) -> dict[str, str]:
    """The first thing that is wrong with each field that was shown; one that only now applies is not yet at fault."""
    found: dict[str, str] = {}
    for problem in problems:
        if problem.part == "field" and problem.key in codes:
            found.setdefault(problem.key, problem.sentence)
    return found


def _after(request: CitizenRequest, draft: Filled, part: SectionView, shown: set[str]) -> Page:
    """The same page again where the answers brought further fields, else the next step."""
    to_check = request.POST.get("go-to") == steps.CHECK
    again = next((one for one in draft.sections if one.name == part.name), None)
    new = [one.element.code for one in again.fields if one.element.code not in shown] if again else []
    if again is not None and new:
        messages.info(request, _("根据您填的内容，还要填下面 %(n)s 项。") % {"n": len(new)})
        page = address(draft, "form", again.number)
        return redirect(f"{page}{'?to=check' if to_check else ''}#f-{new[0]}")
    return redirect(steps.onward(draft, steps.section_key(part), to_check=to_check))


def _shown(
    request: CitizenRequest,
    draft: Filled,
    part: SectionView,
    *,
    typed: Mapping[str, str],
    faults: Mapping[str, str],
    restored: bool = False,
) -> dict[str, Any]:
    serves = course_of(draft).serves(draft)
    controls = inputs(part, typed=typed, faults=faults, own=draft.capacity == "self", serves=serves)
    to_check = (request.POST.get("go-to") or request.GET.get("to")) == steps.CHECK
    key = steps.section_key(part)
    wrong = [control for control in controls if control.fault]
    return context(draft, part.name) | {
        "section": part,
        "controls": controls,
        "wrong": wrong,
        "errors": bool(wrong) and request.method == "POST",
        "prefilled": sum(bool(one.source) for one in part.fields),
        "restored": restored,
        "to_check": to_check,
        "back_url": address(draft, "check") if to_check else steps.before(draft, key),
        "place": steps.place(draft, key),
        "status": 422 if wrong and request.method == "POST" else 200,
    }
