"""One file on one dense page: situation, form and materials; saved at each step, then received and accepted in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import DraftView, Filed, MaterialView, Problem
from bancheng.doors.frame import kept as keeping
from bancheng.doors.frame.refusals import traced
from bancheng.doors.workbench.forms import form_page, question, telling
from bancheng.doors.workbench.intake import fields
from bancheng.doors.workbench.intake.entering import entered_firm
from bancheng.doors.workbench.intake.forms import MethodCapacityForm
from bancheng.doors.workbench.intake.outlook import outlook
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused

PAGE, WHOLE = "workbench:intake-file", "workbench:bundle-intake-file"
OPEN = {"draft", "supplement_requested"}
"""States in which something can still be written down."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a page that was sent: what was typed and is not saved, and what of it could not be."""

    typed: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def file(request: StaffRequest, case: str) -> Answer:
    """The page; sent, it keeps what was typed. By htmx (an answer changed) it comes back with what that answer opens."""
    view = selectors.draft(request.actor, case)
    if view.state not in OPEN:
        return redirect("workbench:case", view.number)
    if _of_a_whole(view):
        return redirect(WHOLE, view.part_of)
    if request.method != "POST":
        return _page(request, view, _typed_before_login(request, view))
    kept = _keep(request, view)
    fresh = selectors.draft(request.actor, case)
    if request.htmx or kept.problems:
        return _page(request, fresh, kept)
    messages.success(request, _("已保存。"), extra_tags="ok")
    return redirect(PAGE, case)


def submit(request: StaffRequest, case: str) -> Answer:
    """Receive the file; with `then=accept` accept it at once, as a window does with a simple matter."""
    view = selectors.draft(request.actor, case)
    if view.state not in OPEN or _of_a_whole(view):
        return redirect(PAGE, case)
    if request.method != "POST":
        again = _typed_before_login(request, view)
        return _page(request, view, again) if again else redirect(PAGE, case)
    kept = _keep(request, view)
    if not kept.problems:
        try:
            return _received(request, view)
        except Refused as refusal:
            kept = Kept(kept.typed, problems=_told(refusal))
    return _page(request, selectors.draft(request.actor, case), kept)


def applicant(request: StaffRequest, case: str) -> Answer:
    """For whom the file is made, when that was wrong or has changed."""
    view = selectors.draft(request.actor, case)
    if _of_a_whole(view):
        return redirect(WHOLE, view.part_of)
    form = MethodCapacityForm(request.POST or None, initial={"capacity": view.capacity})
    if form.is_valid():
        said = dict(form.cleaned_data)
        with telling(form):
            if said["uscc"]:
                entered_firm(request.actor, said)
            services.set_applicant(
                case, by=request.actor, identity_method=said.pop("method"), **_without_firm_words(said)
            )
            return redirect(PAGE, case)
    back = reverse(PAGE, args=[case])
    intro = _("现在是：%(name)s，%(capacity)s。") % {"name": view.applicant_name, "capacity": view.capacity_label}
    return form_page(form, title=_("换办理身份"), submit=_("保存"), cancel=back, intro=intro)


def fill(request: StaffRequest, case: str) -> None:
    """Prefill, and say which registers did not answer."""
    down = services.prefill(case, by=request.actor)
    if down:
        said = _("%(names)s没有回应，请按证件填写。") % {"names": "、".join(down)}
        messages.warning(request, said, extra_tags="warn")


def refresh(request: StaffRequest, case: str) -> HttpResponseRedirect:
    """Move the draft to the guide in force now."""
    if request.method == "POST":
        services.refresh_guide(case, by=request.actor)
        messages.success(request, _("已按现行指南更新，请核对有变化的内容。"), extra_tags="ok")
    return redirect(PAGE, case)


def discard(request: StaffRequest, case: str) -> Answer:
    view = selectors.draft(request.actor, case)
    if view.state != "draft":
        raise Http404
    if request.method == "POST" and "confirm" in request.POST:
        services.discard(case, by=request.actor)
        messages.success(request, _("草稿已删除。"), extra_tags="ok")
        return redirect("workbench:intake")
    sentence = _("删除“%(item)s”的草稿，填写的内容和上传的文件都会删去。") % {"item": view.item_name}
    back = reverse(PAGE, args=[case])
    return question(
        request, title=_("删除草稿"), sentence=sentence, submit=_("确认删除"), back=back, act=lambda: None, said=""
    )


def _of_a_whole(view: DraftView) -> bool:
    """Whether it is filled in with others on one page: what is written here alone would part it from them."""
    return bool(view.part_of) and view.state == "draft"


def _keep(request: StaffRequest, view: DraftView) -> Kept:
    """Save the answers, then the fields that they left on the page."""
    answers = fields.typed_answers(request.POST, view)
    problems = services.save_answers(view.key, by=request.actor, answers=answers) if answers else ()
    typed = fields.typed_fields(request.POST, view)
    if typed:
        problems += services.save_fields(view.key, by=request.actor, values=typed)
    wrong = {one.key for one in problems if one.part == "field"}
    return Kept({code: text for code, text in typed.items() if code in wrong}, problems=problems)


def _typed_before_login(request: StaffRequest, view: DraftView) -> Kept | None:
    """What was on this page when the session ended: shown again, to be looked at and sent anew."""
    data = keeping.take(request)
    if data is None:
        return None
    messages.warning(request, _("登录前填写的内容还在，请核对后保存。上传的文件要重新选择。"), extra_tags="warn")
    return Kept(fields.typed_fields(data, view), fields.typed_answers(data, view))


def _received(request: StaffRequest, view: DraftView) -> HttpResponseRedirect:
    """Hand the file in, and accept it if that was asked; what acceptance refuses leaves it received."""
    declared = request.POST.get("declared") == "yes"
    if view.state == "supplement_requested":
        services.supplement(view.key, by=request.actor, declared=declared)
        messages.success(request, _("补正材料已收下。"), extra_tags="ok")
        return redirect("workbench:case_accept", view.number)
    filed: Filed = services.submit(view.key, by=request.actor, declared=declared)
    said = _("已收件，办件编号 %(number)s，查询码 %(code)s。") % {"number": filed.number, "code": filed.query_code}
    messages.success(request, said, extra_tags="ok")
    if request.POST.get("then") != "accept":
        return redirect("workbench:case_accept", filed.number)
    try:
        with traced(filed.key, "accept", by=request.actor):
            services.accept(filed.number, by=request.actor)
    except Refused as refusal:
        messages.warning(request, str(refusal), extra_tags="warn")
        return redirect("workbench:case_accept", filed.number)
    messages.success(request, _("已受理。"), extra_tags="ok")
    return redirect("workbench:case_papers", filed.number)


def _told(refusal: Refused) -> tuple[Problem, ...]:
    """The places that a refusal names; one of the whole page where it names none."""
    return refusal.problems if isinstance(refusal, services.FormRefused) else (Problem("guide", "", str(refusal)),)


def _page(request: StaffRequest, view: DraftView, kept: Kept | None = None) -> dict[str, Any]:
    kept = kept or Kept()
    answers = {one.key: one for one in kept.problems if one.part == "question"}
    values = {one.key: one for one in kept.problems if one.part == "field"}
    wrong = bool(kept.problems)
    labels = {one.element.code: one.label for section in view.sections for one in section.fields}
    questions = fields.questions(view, kept.answers, answers)
    sections = fields.sections(view, kept.typed, values)
    return {
        "page_title": view.item_name,
        "view": view,
        "questions": questions,
        "sections": sections,
        "first": "" if request.method == "POST" or "line" in request.GET else fields.first_empty(questions, sections),
        "materials": view.materials,
        "chosen": _chosen(request, view.materials),
        "problems": [(_naming(one, labels), _place(one)) for one in kept.problems],
        "lacking": len(view.problems),
        "outlook": outlook(view.document),
        "duplicates": selectors.duplicates_of(request.actor, view.key),
        "errors": wrong,
        "parts": ("file",),
        "status": 422 if wrong and not request.htmx else 200,
    }


def _naming(problem: Problem, labels: Mapping[str, str]) -> str:
    """The sentence away from its control: of five phone numbers it says which."""
    label = labels.get(problem.key, "") if problem.part == "field" else ""
    return problem.sentence if label in problem.sentence else f"{label}：{problem.sentence}"


def _chosen(request: StaffRequest, materials: tuple[MaterialView, ...]) -> MaterialView | None:
    """The material whose files are looked at."""
    wanted = number(request.GET.get("line"))
    return next((one for one in materials if one.line == wanted), None)


def _place(problem: Problem) -> str:
    """The id of the control to mend it in; "" where there is none on this page."""
    if problem.part in {"field", "question"}:
        prefix = fields.FIELD if problem.part == "field" else fields.ANSWER
        return "c-" + (prefix + problem.key).replace(".", "-")
    return {"material": f"m{problem.key}", "declaration": "declared", "applicant": "who", "commitment": "mats"}.get(
        problem.part, ""
    )


def _without_firm_words(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in {"firm_name", "firm_kind"}}
