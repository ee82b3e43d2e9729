"""The steps of review on a case: an opinion, a way back, delivery, the end, a word to hurry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import ReviewSheet, StaffCase, TaskView
from bancheng.doors.workbench.cases import forms, pictures
from bancheng.doors.workbench.cases.standing import address_of, attempt, back_to, open_step, sent, traced_act, typed
from bancheng.doors.workbench.forms import done, form_page
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import Answer, StaffRequest

REVIEWING = {"review", "inspect", "expert"}


def review(request: StaffRequest, case: str) -> Answer:
    """The points of the stage beside the papers; the first of two persons is told that a second one follows."""
    found, task = _task(request, case)
    sheet = selectors.review_sheet(request.actor, case, task.id)
    form = forms.ReviewForm(
        typed(request),
        initial={"version": found.line.version, "task": task.id, "outcome": sheet.outcome},
        points=sheet.points,
    )
    if sent(request) and form.is_valid():
        finished: list[bool] = []
        act = traced_act(request, found, "review", lambda: _reviewed(request, case, form))
        answer = attempt(request, found, form, lambda: finished.append(act()))
        if answer is not None:
            return answer
        if finished:
            said = _("“%(stage)s”已办完。") if finished[0] else _("您的意见已记下，“%(stage)s”等第二人办理。")
            return done(request, said % {"stage": task.name}, "case", address_of(found))
    return review_page(request, found, task, form, sheet)


def _reviewed(request: StaffRequest, case: str, form: forms.ReviewForm) -> bool:
    given = form.cleaned_data
    return services.review(
        case,
        by=request.actor,
        task=given["task"],
        outcome=given["outcome"],
        opinion=given["opinion"],
        criteria=form.criteria(),
        deviation=given["deviation"],
        expected=form.expected,
    )


def review_page(
    request: StaffRequest, found: StaffCase, task: TaskView, form: forms.ReviewForm, sheet: ReviewSheet
) -> dict[str, Any]:
    """Papers at the left, points and opinion at the right."""
    wrong = sent(request) and bool(form.errors)
    return {
        "page_title": f"{task.name} {found.line.applicant_name}",
        "case": found,
        "task": task,
        "form": form,
        "points": tuple(form.points()),
        "sheet": sheet,
        "papers": pictures.papers(found),
        "left": pictures.left(found.line.remaining),
        "case_url": back_to(found),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def _task(request: StaffRequest, case: str) -> tuple[StaffCase, TaskView]:
    """The case and the stage to be reviewed: the one that was sent, or the open one that is his."""
    if request.method == "POST":
        found = selectors.staff_case(request.actor, case)
        wanted = number(request.POST.get("task"))
    else:
        found, button = open_step(request, case, "review")
        wanted = button.task
    task = next((one for one in found.tasks if one.id == wanted), None)
    if task is None:
        raise Http404
    return found, task


def send_back(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "send_back")
    form = forms.SendBackForm(typed(request), initial={"version": found.line.version}, stages=earlier_stages(found))
    return one_form(
        request,
        found,
        form,
        verb="send_back",
        act=lambda: services.send_back(
            case,
            by=request.actor,
            stage=form.cleaned_data["stage"],
            reason=form.cleaned_data["reason"],
            expected=form.expected,
        ),
        said=_("已退回，重新办理的岗位收到消息。"),
        title=_("退回前一环节"),
        submit=_("退回"),
        intro=_("退回后，这个环节和它后面的环节都要重新办理；办理时限照常计算。"),
    )


def earlier_stages(found: StaffCase) -> list[tuple[str, str]]:
    """The finished stages between acceptance and decision."""
    kinds = {stage.key: stage.kind for stage in found.document.stages}
    return [(key, name) for key, name, place in found.stages if place == "done" and kinds.get(key) in REVIEWING]


def deliver(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "deliver")
    form = forms.DeliverForm(
        typed(request), initial={"version": found.line.version, "method": found.delivery or "electronic"}
    )
    return one_form(
        request,
        found,
        form,
        verb="deliver",
        act=lambda: services.deliver(
            case, by=request.actor, method=form.cleaned_data["method"], expected=form.expected
        ),
        said=_("已送达，申请人收到消息。"),
        title=_("送达"),
        submit=_("送达"),
        intro=_("送达后，申请人可以在网上看到结果。选窗口领取的，领取时还要登记。"),
    )


def close(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "close")
    intro = _("办结后不能再改，材料转入归档，申请人收到评价邀请。")
    if found.line.state == "delivered":
        intro += _("这件没有登记领取，会标记为“未登记领取办结”，监察可以看到。")
    if found.handed.kept:
        intro += _("还有 %(n)s 份原件没有退还：%(names)s。") % {
            "n": len(found.handed.kept),
            "names": "、".join(one.name for one in found.handed.kept),
        }
    form = forms.OnCase(typed(request), initial={"version": found.line.version})
    return one_form(
        request,
        found,
        form,
        verb="close",
        act=lambda: services.close(case, by=request.actor, expected=form.expected),
        said=_("已办结。"),
        title=_("办结"),
        submit=_("确认办结"),
        intro=intro,
    )


def urge(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "urge")
    form = forms.UrgeForm(typed(request), initial={"version": found.line.version})
    return one_form(
        request,
        found,
        form,
        verb="urge",
        act=lambda: services.urge(case, by=request.actor, words=form.cleaned_data["words"]),
        said=_("已催办，承办的岗位收到消息。"),
        title=_("催办"),
        submit=_("催办"),
    )


def found_for(request: StaffRequest, case: str, verb: str, other: str = "") -> StaffCase:
    """To look at, only what is open to him; to do, the service decides and tells who was faster.

    `other`: the verb that the same page serves in another state.
    """
    found = selectors.staff_case(request.actor, case)
    if request.method == "POST":
        return found
    if other and any(one.verb == other for one in found.verbs):
        verb = other
    return open_step(request, case, verb)[0]


def one_form(
    request: StaffRequest,
    found: StaffCase,
    form: forms.OnCase,
    *,
    verb: str,
    act: Callable[[], Any],
    said: Any,
    title: Any,
    submit: Any,
    intro: Any = "",
) -> Answer:
    """One step that is one form: done, told what to mend, or told who was faster."""
    if sent(request) and form.is_valid():
        answer = attempt(request, found, form, traced_act(request, found, verb, act))
        if answer is not None:
            return answer
        if not form.errors:
            return done(request, said, "case", address_of(found))
    named = f"{title}：{found.line.applicant_name} {found.line.item_name}"
    return form_page(form, title=named, submit=submit, cancel=back_to(found), intro=intro)
