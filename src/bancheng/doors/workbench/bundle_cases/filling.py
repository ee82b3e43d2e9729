"""One bundle on one dense page: questions, the one form, the one set of papers; handed in with one declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import BundleDraft
from bancheng.casework.cases.selectors import sees
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.types import Problem
from bancheng.doors.frame import kept as keeping
from bancheng.doors.workbench.forms import question
from bancheng.doors.workbench.intake import fields
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import AccessDenied, may
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused

PAGE = "workbench:bundle-intake-file"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a page that was sent: what was typed and is not saved, and what of it could not be."""

    typed: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def file(request: StaffRequest, key: str) -> Answer:
    """The page; sent, it keeps what was typed. By htmx (an answer changed) it comes back with what that answer opens."""
    if selectors.state_of(request.actor, key) != "draft":
        return redirect("workbench:bundle-case", key)
    view = selectors.draft(request.actor, key)
    if request.method != "POST":
        return _page(request, view, _typed_before_login(request, view))
    kept = _keep(request, view)
    if request.htmx or kept.problems:
        return _page(request, selectors.draft(request.actor, key), kept)
    messages.success(request, _("已保存。"), extra_tags="ok")
    return redirect(PAGE, key)


def submit(request: StaffRequest, key: str) -> Answer:
    """Receive the whole; with `then=accept` accept at once what waits for it."""
    if request.method != "POST" or selectors.state_of(request.actor, key) != "draft":
        return redirect(PAGE, key)
    kept = _keep(request, selectors.draft(request.actor, key))
    if not kept.problems:
        try:
            return _received(request, key)
        except FormRefused as refusal:
            kept = Kept(kept.typed, problems=refusal.problems)
        except Refused as refusal:
            kept = Kept(kept.typed, problems=(Problem("guide", "", str(refusal)),))
    return _page(request, selectors.draft(request.actor, key), kept)


def refresh(request: StaffRequest, key: str) -> HttpResponseRedirect:
    """Move the draft to the version in force now."""
    if request.method == "POST":
        services.refresh(key, by=request.actor)
        messages.success(request, _("已按现行版本更新，请核对有变化的内容。"), extra_tags="ok")
    return redirect(PAGE, key)


def discard(request: StaffRequest, key: str) -> Answer:
    view = selectors.draft(request.actor, key)
    if request.method == "POST" and "confirm" in request.POST:
        services.discard(key, by=request.actor)
        messages.success(request, _("草稿已删除。"), extra_tags="ok")
        return redirect("workbench:bundle-intake")
    sentence = _("删除“%(name)s”的草稿，填写的内容和上传的文件都会删去。") % {"name": view.name}
    back = reverse(PAGE, args=[key])
    return question(
        request, title=_("删除草稿"), sentence=sentence, submit=_("确认删除"), back=back, act=lambda: None, said=""
    )


def receipt(request: StaffRequest, key: str) -> dict[str, Any]:
    """What who applied takes away: the number, the query code, the date of each member. To be printed."""
    filed = selectors.filed(request.actor, key)
    found = selectors.running_bundle(request.actor, key)
    return {"page_title": _("一件事收件凭证"), "whole": found, "filed": filed}


def material(request: StaffRequest, key: str, code: str) -> HttpResponseRedirect:
    """One paper of the set: uploaded, taken on paper, spared by a licence, used again, taken back; then back to its line."""
    wanted = ACTS.get(request.POST.get("act", ""))
    if request.method != "POST" or wanted is None:
        raise Http404
    try:
        wanted(request, key, code)
    except (Refused, FileRefused, TooManyTries) as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    return HttpResponseRedirect(reverse(PAGE, args=[key]) + f"#m-{code}")


def _upload(request: StaffRequest, key: str, code: str) -> None:
    picked = request.FILES.getlist("files")
    if not picked:
        raise Refused("intake.no_file", _("请先选择文件，再点上传。"))
    for one in picked:
        services.add_file(key, code=code, stream=one, name=one.name or "", by=request.actor)


def _remove(request: StaffRequest, key: str, code: str) -> None:
    services.remove_file(key, code=code, digest=request.POST.get("digest", "")[:64], by=request.actor)


def _licence(request: StaffRequest, key: str, code: str) -> None:
    services.use_licence(key, code=code, licence=request.POST.get("licence", ""), by=request.actor)


def _reuse(request: StaffRequest, key: str, code: str) -> None:
    services.reuse_file(key, code=code, file=request.POST.get("file", ""), by=request.actor)


ACTS: dict[str, Callable[[Any, str, str], None]] = {
    "upload": _upload,
    "remove": _remove,
    "licence": _licence,
    "reuse": _reuse,
    "paper": lambda request, key, code: services.receive_paper(key, code=code, by=request.actor),
    "undo": lambda request, key, code: services.undo_material(key, code=code, by=request.actor),
}


def _keep(request: StaffRequest, view: BundleDraft) -> Kept:
    """Save the answers, then the fields that they left on the page."""
    answers = _typed_answers(request.POST, view)
    problems = services.save_answers(view.key, by=request.actor, answers=answers, known_only=True) if answers else ()
    typed = fields.typed_fields(request.POST, view)
    if typed:
        # An answer just changed may have switched off the member that asked for a field of the page.
        problems += services.save_fields(view.key, by=request.actor, values=typed, known_only=True)
    wrong = {one.key for one in problems if one.part == "field"}
    return Kept({code: text for code, text in typed.items() if code in wrong}, problems=problems)


def _typed_answers(data: QueryDict, view: BundleDraft) -> dict[str, str]:
    names = (one.question.element for one in view.questions)
    return {name: text[: fields.LONGEST] for name in names if (text := data.get(fields.ANSWER + name)) is not None}


def _typed_before_login(request: StaffRequest, view: BundleDraft) -> Kept | None:
    data = keeping.take(request)
    if data is None:
        return None
    messages.warning(request, _("登录前填写的内容还在，请核对后保存。上传的文件要重新选择。"), extra_tags="warn")
    return Kept(fields.typed_fields(data, view), _typed_answers(data, view))


def _received(request: StaffRequest, key: str) -> HttpResponseRedirect:
    filed = services.submit(key, by=request.actor, declared=request.POST.get("declared") == "yes")
    said = _("已收件，一件事受理号 %(number)s，查询码 %(code)s。")
    messages.success(request, said % {"number": filed.number, "code": filed.query_code}, extra_tags="ok")
    if request.POST.get("then") == "accept":
        try:
            services.accept(key, by=request.actor)
            messages.success(request, _("已统一受理。"), extra_tags="ok")
        except (Refused, AccessDenied) as refusal:
            # It is received all the same: whoever stands there gets his number.
            messages.warning(request, str(refusal), extra_tags="warn")
    return redirect("workbench:bundle-receipt", key)


def _page(request: StaffRequest, view: BundleDraft, kept: Kept | None = None) -> dict[str, Any]:
    kept = kept or Kept()
    answers = {one.key: one for one in kept.problems if one.part == "question"}
    values = {one.key: one for one in kept.problems if one.part == "field"}
    wrong = bool(kept.problems)
    questions = fields.controls_of([one.question for one in view.questions], view.answers, kept.answers, answers)
    sections = fields.sections(view, kept.typed, values)
    return {
        "page_title": view.name,
        "view": view,
        "questions": questions,
        "sections": sections,
        "first": "" if request.method == "POST" else fields.first_empty(questions, sections),
        "problems": [(one.sentence, place_of(one)) for one in kept.problems],
        "commitments": [
            (one.label, reverse("workbench:intake-commitment", args=[one.case]), one.committed)
            for one in view.parts
            if one.commitment and sees(request.actor, one.case)
        ],
        "lacking": len(view.problems),
        "takes_in": may(request.actor, "bundles.take_in").allowed,
        "errors": wrong,
        "parts": ("file",),
        "status": 422 if wrong and not request.htmx else 200,
    }


def place_of(problem: Problem) -> str:
    """The id of the control to mend it in; "" where there is none on this page."""
    if problem.part in {"field", "question"}:
        prefix = fields.FIELD if problem.part == "field" else fields.ANSWER
        return "c-" + (prefix + problem.key).replace(".", "-")
    return {"material": f"m-{problem.key}", "declaration": "declared", "applicant": "who", "commitment": "mats"}.get(
        problem.part, ""
    )
