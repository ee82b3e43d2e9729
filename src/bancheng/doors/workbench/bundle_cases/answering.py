"""补交 at the window: whoever applied brings what open notices ask for, and the clerk hands it in for all members at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.selectors import ToAnswer
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.types import Problem
from bancheng.doors.workbench.bundle_cases.filling import place_of
from bancheng.doors.workbench.forms import done
from bancheng.doors.workbench.intake import fields
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused

FILES, PAPER = "files-", "paper-"


def supplement(request: StaffRequest, key: str) -> Answer:
    """One form: a file or the paper itself for each line, the fields to put right, the declaration."""
    found = selectors.to_answer(request.actor, key)
    if not found.waits:
        messages.info(request, _("现在没有等待补正的内容。"), extra_tags="info")
        return redirect("workbench:bundle-case", found.bundle.key)
    if request.method != "POST":
        return _page(found)
    problems = _taken(request, found)
    if not problems:
        problems = _handed_in(request, found)
    if not problems:
        return done(request, _("补正内容已收下，交给各部门，受理时限从今天重新算起。"), "bundle-case", found.bundle.key)
    again = selectors.to_answer(request.actor, key)
    ticked = frozenset(one.asked.code for one in found.papers if PAPER + one.asked.code in request.POST)
    typed = fields.typed_fields(request.POST, found)
    return _page(again, problems, typed, ticked=ticked, declared="declared" in request.POST)


def remove(request: StaffRequest, key: str, code: str) -> HttpResponseRedirect:
    """A file that was not handed in yet is taken back."""
    if request.method != "POST":
        raise Http404
    try:
        services.take_answer_back(key, code=code, digest=request.POST.get("digest", "")[:64], by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    return HttpResponseRedirect(reverse("workbench:bundle-supplement", args=[key]) + f"#m-{code}")


def _taken(request: StaffRequest, found: ToAnswer) -> tuple[Problem, ...]:
    """Attach what came for each paper; what cannot be taken is named at its line, the rest stays."""
    problems = []
    for one in found.papers:
        code = one.asked.code
        try:
            for file in request.FILES.getlist(FILES + code):
                services.answer_with_file(
                    found.bundle.key, code=code, stream=file, name=file.name or "", by=request.actor
                )
            if request.POST.get(PAPER + code) == "yes":
                services.answer_with_paper(found.bundle.key, code=code, by=request.actor)
        except (Refused, FileRefused, TooManyTries) as refused:
            problems.append(Problem("material", code, f"{one.asked.name}：{refused}"))
    return tuple(problems)


def _handed_in(request: StaffRequest, found: ToAnswer) -> tuple[Problem, ...]:
    typed = fields.typed_fields(request.POST, found)
    declared = request.POST.get("declared") == "yes"
    try:
        services.supplement(found.bundle.key, by=request.actor, declared=declared, values=typed)
    except FormRefused as refused:
        return refused.problems
    except Refused as refused:
        return (Problem("guide", "", str(refused)),)
    return ()


def _page(
    found: ToAnswer,
    problems: tuple[Problem, ...] = (),
    typed: dict[str, str] | None = None,
    *,
    ticked: frozenset[str] = frozenset(),
    declared: bool = False,
) -> dict[str, Any]:
    wrong = {one.key: one for one in problems if one.part == "field"}
    controls = [one for _name, shown in fields.sections(found, typed or {}, wrong) for one in shown]
    told = {fields.FIELD + code: one.gap for code, one in found.fields.items()}
    return {
        "page_title": _("窗口补交：%(name)s") % {"name": found.bundle.name},
        "whole": found.bundle,
        "papers": found.papers,
        "ticked": ticked,
        "controls": [(told[one.name], one) for one in controls],
        "problems": [(one.sentence, place_of(one)) for one in problems],
        "declared": declared,
        "errors": bool(problems),
        "status": 422 if problems else 200,
    }
