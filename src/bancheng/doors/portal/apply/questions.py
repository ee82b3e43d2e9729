"""情形: one question a page, each with why it is asked."""

from __future__ import annotations

from typing import Any

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.doors.frame import kept
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.courses import Filled, address, course_of
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context, fresh, on_draft
from bancheng.doors.portal.apply.inputs import as_typed
from bancheng.ground.codes import half_width
from bancheng.registers.catalog.types import Question

LONGEST = 60


def asked(request: CitizenRequest, draft: Filled, number: int) -> Page:
    """The page of one question, of an application for one item or for several."""
    if not 1 <= number <= len(draft.questions):
        return redirect(address(draft))
    one = draft.questions[number - 1]
    if request.method != "POST":
        before = kept.take(request)
        typed = before.get(one.element, "") if before is not None else as_typed(draft.answers.get(one.element))
        return _shown(request, draft, number, typed=typed, restored=before is not None)
    typed = half_width(request.POST.get(one.element, "")).strip()[:LONGEST]
    fault = _save(request, draft, one, typed)
    if fault:
        return _shown(request, draft, number, typed=typed, fault=fault)
    now = fresh(request, draft)
    return redirect(_next(now, number, to_check=request.POST.get("go-to") == steps.CHECK))


question = on_draft()(asked)


def _save(request: CitizenRequest, draft: Filled, asked: Question, typed: str) -> str:
    """The sentence that says what is wrong; "" when the answer was kept."""
    if not typed:
        return _("请填写数字，再继续。") if asked.kind == "number" else _("请选择一项，再继续。")
    problems = course_of(draft).save_answers(draft, {asked.element: typed}, request.actor)
    return problems[0].sentence if problems else ""


def _next(draft: Filled, number: int, *, to_check: bool) -> str:
    """The next question, answered or not, so that going on after going back walks through; then the next step."""
    if not to_check and number < len(draft.questions):
        return steps.question_url(draft, number + 1)
    return steps.onward(draft, steps.QUESTIONS, to_check=to_check)


def _shown(
    request: CitizenRequest, draft: Filled, number: int, *, typed: str, fault: str = "", restored: bool = False
) -> dict[str, Any]:
    asked = draft.questions[number - 1]
    to_check = (request.POST.get("go-to") or request.GET.get("to")) == steps.CHECK
    back = steps.question_url(draft, number - 1) if number > 1 else address(draft)
    return context(draft, asked.label) | {
        "question": asked,
        "number": number,
        "typed": typed,
        "errors": fault,
        "restored": restored,
        "to_check": to_check,
        "back_url": address(draft, "check") if to_check else back,
        "place": steps.place(draft, steps.QUESTIONS),
        "status": 422 if fault else 200,
    }
