"""The answers of 行政许可法 article 32 to a file received: accepted, told once what is missing, or not accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import FieldView, StaffCase
from bancheng.doors.frame.refusals import traced
from bancheng.doors.workbench.cases.asking import ArrivalForm
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.cases.standing import address_of, attempt, open_step, sent, typed
from bancheng.doors.workbench.forms import confirm_page, confirmed
from bancheng.doors.workbench.intake.forms import GapsForm, NotAcceptForm
from bancheng.doors.workbench.intake.outlook import outlook
from bancheng.doors.workbench.pages import other_page
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import may
from bancheng.registers.organisations import selectors as organisations

TAKE_IN = "cases.take_in"


def accept(request: StaffRequest, case: str) -> Answer:
    """The materials with their results, and the button that starts the clocks."""
    found = _standing(request, case, "accept")
    form = OnCase(_sent(request), initial={"version": found.line.version})
    if form.is_valid():
        act = lambda: services.accept(case, by=request.actor, expected=form.expected)  # noqa: E731
        answer = _carried_out(request, found, form, "accept", act, _("已受理。"))
        if answer is not None:
            return answer
        found = _standing(request, case, "accept")
    return _desk(found, form)


def supplement(request: StaffRequest, case: str) -> Answer:
    """一次性告知: lines of the guide only, each with what is missing; asked once more before it goes out."""
    found = _standing(request, case, "request_supplement")
    form = GapsForm(
        typed(request), initial={"version": found.line.version}, materials=found.materials, fields=fields_of(found)
    )
    if sent(request) and form.is_valid():
        if not confirmed(request):
            return _asked_of_gaps(request, found, form)

        def act() -> None:
            services.request_supplement(case, by=request.actor, gaps=form.gaps, expected=form.expected)

        answer = _carried_out(request, found, form, "request_supplement", act, _("已一次性告知，申请人会收到通知书。"))
        if answer is not None:
            return answer
    return _telling(found, form)


def not_accept(request: StaffRequest, case: str) -> Answer:
    """不予受理, with the reason, and the right office where the matter is not ours."""
    found = _standing(request, case, "not_accept")
    form = NotAcceptForm(typed(request), initial={"version": found.line.version})
    if sent(request) and form.is_valid():
        if not confirmed(request):
            return _asked_of_refusal(request, found, form)
        said = {name: form.cleaned_data[name] for name in ("ground", "reason", "right_office")}
        act = lambda: services.not_accept(case, by=request.actor, expected=form.expected, **said)  # noqa: E731
        answer = _carried_out(request, found, form, "not_accept", act, _("已决定不予受理，申请人会收到通知书。"))
        if answer is not None:
            return answer
    return _refusing(found, form)


def papers(request: StaffRequest, case: str) -> dict[str, Any]:
    """What was issued, to be printed; a paper still in the making is asked for again by htmx."""
    found = selectors.staff_case(request.actor, case)
    # The receipt is made by a job of its own: for a moment there is nothing yet.
    waiting = not found.papers or any(not paper.ready for paper in found.papers)
    title = _("文书：%(number)s") % {"number": found.line.number}
    takes_in = may(request.actor, TAKE_IN).allowed
    return {
        "page_title": title,
        "standing": found,
        "waiting": waiting,
        "may_take_in": takes_in,
        "parts": ("papers",),
    }


def _standing(request: StaffRequest, case: str, verb: str) -> StaffCase:
    """The case as it stands; a page that is only opened needs the verb, one that was sent is answered by the verb itself."""
    return selectors.staff_case(request.actor, case) if sent(request) else open_step(request, case, verb)[0]


def _sent(request: StaffRequest) -> Any:
    return request.POST if sent(request) else None


def _carried_out(
    request: StaffRequest, found: StaffCase, form: OnCase, verb: str, act: Callable[[], Any], said: str
) -> Answer | None:
    """On to the papers when it is done; who was faster when somebody was; None when the form says what to mend."""
    finished: list[Any] = []

    def traced_act() -> None:
        with traced(found.line.key, verb, by=request.actor):
            finished.append(act())

    answer = attempt(request, found, form, traced_act)
    if answer is not None or not finished:
        return answer
    messages.success(request, said, extra_tags="ok")
    return redirect("workbench:case_papers", address_of(found))


def _desk(found: StaffCase, form: OnCase) -> dict[str, Any]:
    wrong = bool(form.is_bound and form.errors)
    return {
        "page_title": _("受理：%(item)s") % {"item": found.line.item_name},
        "standing": found,
        "outlook": outlook(found.document),
        "verbs": {one.verb: one for one in found.verbs},
        "bad": sum(one.check == "bad" for one in found.materials),
        "lacking": sum(one.lacking for one in found.materials),
        "unchecked": sum(not one.check and not one.spared for one in found.materials),
        "arrival": ArrivalForm(),
        "form": form,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def _telling(found: StaffCase, form: GapsForm) -> dict[str, Any]:
    wrong = bool(form.is_bound and form.errors)
    return {
        "page_title": _("一次性告知：%(item)s") % {"item": found.line.item_name},
        "standing": found,
        "form": form,
        "again": bool(found.notices) or (found.pre_review is not None and found.pre_review.must_come),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def fields_of(found: StaffCase) -> list[FieldView]:
    """The fields of the form, in its order."""
    return [one for section in found.sections for one in section.fields]


def _asked_of_gaps(request: StaffRequest, found: StaffCase, form: GapsForm) -> Answer:
    names = {one.line: one.name for one in found.materials}
    labels = {one.element.code: one.label for one in fields_of(found)}
    return _asked(
        request,
        title=_("一次性告知"),
        sentence=_("通知书发出后，现在就能看到的问题不能再提第二次。请核对："),
        lines=[f"{labels.get(gap.element) or names.get(gap.line, '')}：{gap.sentence}" for gap in form.gaps],
        submit=_("出具补正通知书"),
        cancel=reverse("workbench:case_supplement", args=[address_of(found)]),
        serious=False,
    )


def _refusing(found: StaffCase, form: NotAcceptForm) -> dict[str, Any]:
    wrong = bool(form.is_bound and form.errors)
    here = organisations.organisations().filter(region=found.line.region)
    return {
        "page_title": _("不予受理：%(item)s") % {"item": found.line.item_name},
        "standing": found,
        "form": form,
        "offices": here.exclude(name=found.line.organisation).values_list("name", flat=True)[:200],
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def _asked_of_refusal(request: StaffRequest, found: StaffCase, form: NotAcceptForm) -> Answer:
    office = form.cleaned_data["right_office"]
    return _asked(
        request,
        title=_("不予受理"),
        sentence=_("办件到此结束，申请人会收到不予受理通知书。请核对："),
        lines=[form.cleaned_data["reason"], *([_("请向%(office)s申请。") % {"office": office}] if office else [])],
        submit=_("出具不予受理通知书"),
        cancel=reverse("workbench:case_not_accept", args=[address_of(found)]),
    )


def _asked(request: StaffRequest, **context: Any) -> Answer:
    """The question before the paper goes out, at the address of the page that was filled in."""
    return other_page(request, "cases", "parts/form_page.html", confirm_page(request, **context))
