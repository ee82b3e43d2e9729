"""补充一项 at the window: a member that was added, begun again or lacks something, completed and handed in by itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import MemberDraft
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.types import Problem
from bancheng.doors.workbench.bundle_cases.answering import FILES, PAPER
from bancheng.doors.workbench.bundle_cases.filling import Kept, place_of
from bancheng.doors.workbench.forms import done, question
from bancheng.doors.workbench.intake import fields
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused


def complete(request: StaffRequest, key: str, member: str) -> Answer:
    """One form: what is right is kept each time; with `then=hand_in` the member is handed in."""
    found = selectors.to_complete(request.actor, key, member)
    if found.ready:
        messages.info(request, _("这一项现在不等补充。"), extra_tags="info")
        return redirect("workbench:bundle-case", found.key)
    if request.method != "POST":
        return _page(found, Kept())
    kept = _kept(request, found)
    if not kept.problems and request.POST.get("then") == "hand_in":
        kept = _handed_in(request, found)
        if not kept.problems:
            return done(request, _("“%(label)s”已提交。") % {"label": found.label}, "bundle-case", found.key)
    if not kept.problems:
        messages.success(request, _("已保存。"), extra_tags="ok")
        return HttpResponseRedirect(reverse("workbench:bundle-complete", args=[found.key, member]))
    return _page(selectors.to_complete(request.actor, key, member), kept, declared="declared" in request.POST)


def remove(request: StaffRequest, key: str, member: str) -> HttpResponseRedirect:
    """A file is taken back before the member is handed in."""
    if request.method != "POST":
        raise Http404
    try:
        services.remove_part_file(key, member=member, file=request.POST.get("file", "")[:64], by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    return HttpResponseRedirect(reverse("workbench:bundle-complete", args=[key, member]))


def refile(request: StaffRequest, key: str, member: str) -> Answer:
    """A further attempt of what was refused, for who stands at the window."""
    found = selectors.running_bundle(request.actor, key)
    part = next((one for one in found.parts if one.key == member), None)
    if part is None:
        raise Http404
    return question(
        request,
        title=_("重新申请：%(label)s") % {"label": part.label},
        sentence=_("填过的内容都在，改正以后再提交；受理号不变，是第 %(n)s 次申请。") % {"n": part.attempt + 1},
        submit=_("重新申请"),
        back=reverse("workbench:bundle-case", args=[found.key]),
        act=lambda: services.refile(key, member=member, by=request.actor),
        said=_("已重新开始，请补充后提交。"),
        lines=[part.why] if part.why else [],
        serious=False,
    )


def _kept(request: StaffRequest, found: MemberDraft) -> Kept:
    """Save what was typed and what came for each paper; what does not fit stays on the page with its sentence."""
    view, problems = found.draft, list[Problem]()
    answers, typed = fields.typed_answers(request.POST, view), fields.typed_fields(request.POST, view)
    place: dict[str, Any] = {"member": found.member, "by": request.actor}
    try:
        problems += services.fill_part(found.key, answers=answers, values=typed, **place)
    except Refused as refused:
        problems.append(Problem("guide", "", str(refused)))
    for one in view.materials:
        try:
            for file in request.FILES.getlist(f"{FILES}{one.line}"):
                services.add_part_file(found.key, line=one.line, stream=file, name=file.name or "", **place)
            if request.POST.get(f"{PAPER}{one.line}") == "yes":
                services.receive_part_paper(found.key, line=one.line, **place)
        except (Refused, FileRefused, TooManyTries) as refused:
            problems.append(Problem("material", str(one.line), f"{one.name}：{refused}"))
    wrong = {one.key for one in problems if one.part == "field"}
    return Kept({code: text for code, text in typed.items() if code in wrong}, answers, tuple(problems))


def _handed_in(request: StaffRequest, found: MemberDraft) -> Kept:
    declared = request.POST.get("declared") == "yes"
    try:
        services.resubmit(found.key, member=found.member, by=request.actor, declared=declared)
    except FormRefused as refused:
        return Kept(problems=refused.problems)
    except Refused as refused:
        return Kept(problems=(Problem("guide", "", str(refused)),))
    return Kept()


def _page(found: MemberDraft, kept: Kept, *, declared: bool = False) -> dict[str, Any]:
    view = found.draft
    told = {part: {one.key: one for one in kept.problems if one.part == part} for part in ("question", "field")}
    return {
        "page_title": _("补充：%(label)s") % {"label": found.label},
        "found": found,
        "view": view,
        "questions": fields.questions(view, kept.answers, told["question"]),
        "sections": fields.sections(view, kept.typed, told["field"]),
        "problems": [(one.sentence, place_of(one)) for one in kept.problems],
        "declared": declared,
        "errors": bool(kept.problems),
        "status": 422 if kept.problems else 200,
    }
