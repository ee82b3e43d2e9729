"""What is done to a running bundle from its page: one form or one question each; who was faster is told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import PartView, RunningBundle
from bancheng.casework.cases.services import FormRefused
from bancheng.doors.workbench.bundle_cases.forms import (
    AddForm,
    CollectAllForm,
    FindingsForm,
    NoticeForm,
    ReasonForm,
    UrgeForm,
    VisitForm,
)
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, question, telling
from bancheng.doors.workbench.pages import other_page
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused

PAGE = "bundle-case"


def urge(request: StaffRequest, key: str, member: str) -> Answer:
    found, part = _member(request, key, member)
    form = UrgeForm(request.POST or None)
    return _one_form(
        request,
        found,
        form,
        act=lambda: services.urge(key, member=member, by=request.actor, words=form.cleaned_data["words"]),
        said=_("已催办“%(label)s”，%(organ)s的承办岗位收到消息。") % {"label": part.label, "organ": part.organ},
        title=_("催办：%(label)s") % {"label": part.label},
        submit=_("催办"),
    )


def accept(request: StaffRequest, key: str) -> Answer:
    """All members that wait for it; what cannot be accepted is named and stops nothing else."""
    found = selectors.running_bundle(request.actor, key)
    waiting = [one for one in found.parts if one.case_state in {"submitted", "pre_reviewed"}]
    return question(
        request,
        title=_("统一受理：%(name)s") % {"name": found.name},
        sentence=_("材料齐全、符合法定形式的，一次受理；每一项各出受理通知书，各自开始计时。"),
        lines=[f"{one.label}：{one.organ}" for one in waiting],
        submit=_("全部受理"),
        back=_back(key),
        act=lambda: services.accept(key, by=request.actor),
        said=_("已受理，申请人会收到通知书。"),
        serious=False,
    )


def notice(request: StaffRequest, key: str) -> Answer:
    """一次告知: what all waiting members ask for on one list; asked once more before it goes out."""
    found = selectors.running_bundle(request.actor, key)
    form = NoticeForm(request.POST if request.method == "POST" else None, askable=selectors.askable(request.actor, key))
    if form.is_valid():
        if not confirmed(request):
            return _asked_of_gaps(request, found, form)
        with telling(form):
            services.request_supplement(key, by=request.actor, gaps=form.gaps, fields=form.elements)
            return done(request, _("已一次告知，申请人收到一条消息，各项的补正通知书分别出具。"), PAGE, key)
    wrong = form.is_bound and bool(form.errors)
    rows = form.rows()
    fields = [row for row in rows if row[0].element]
    return {
        "page_title": _("一次告知：%(name)s") % {"name": found.name},
        "whole": found,
        "form": form,
        "papers": [row for row in rows if row[0].code],
        "fields": fields,
        "fields_picked": any(picked for _one, _name, picked, _words in fields),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def call_visit(request: StaffRequest, key: str) -> Answer:
    found = selectors.running_bundle(request.actor, key)
    choices = [(one.key, f"{one.label}（{one.organ}）") for one in found.parts if one.state in {"open", "held"}]
    form = VisitForm(request.POST or None, members=choices)
    return _one_form(
        request,
        found,
        form,
        act=lambda: services.call_visit(key, by=request.actor, **form.cleaned_data),
        said=_("已召集联合踏勘，申请人收到一条消息。"),
        title=_("召集联合踏勘"),
        submit=_("召集"),
        intro=_("选中的成员同一天一起到现场，申请人只接待一次。"),
    )


def record_visit(request: StaffRequest, key: str, visit: int) -> Answer:
    found = selectors.running_bundle(request.actor, key)
    if visit not in {one.id for one in found.visits}:
        raise Http404
    form = FindingsForm(request.POST or None)
    return _one_form(
        request,
        found,
        form,
        act=lambda: services.record_visit(key, visit=visit, findings=form.cleaned_data["findings"], by=request.actor),
        said=_("共同意见已记录，各成员都看得到。"),
        title=_("记录联合踏勘的共同意见"),
        submit=_("记录"),
    )


def add(request: StaffRequest, key: str) -> Answer:
    found = selectors.running_bundle(request.actor, key)
    form = AddForm(request.POST or None, members=selectors.addable(request.actor, key))
    return _one_form(
        request,
        found,
        form,
        act=lambda: services.add_member(key, by=request.actor, **form.cleaned_data),
        said=_("已增加。申请人在“我的办件”里补充这一项以后，由平台提交给部门。"),
        title=_("增加成员"),
        submit=_("增加"),
        intro=_("办理中发现新的事实、需要再办一项的才增加；其他成员填过的内容不用再填。"),
    )


def drop(request: StaffRequest, key: str, member: str) -> Answer:
    found, part = _member(request, key, member)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and not confirmed(request):
        sentence = _("去掉“%(label)s”，这件事里不再办这一项；填写的内容会删去。") % {"label": part.label}
        return other_page(
            request,
            "bundle-cases",
            "parts/form_page.html",
            confirm_page(
                request,
                title=_("去掉成员：%(label)s") % {"label": part.label},
                sentence=sentence,
                lines=[form.cleaned_data["reason"]],
                submit=_("确认去掉"),
                cancel=_back(key),
            ),
        )
    return _one_form(
        request,
        found,
        form,
        act=lambda: services.drop_member(key, member=member, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("已去掉“%(label)s”。") % {"label": part.label},
        title=_("去掉成员：%(label)s") % {"label": part.label},
        submit=_("去掉"),
    )


def hand_over(request: StaffRequest, key: str) -> Answer:
    """统一发证: all paper results at one desk, with one look at who collects; then the sheet to be signed."""
    found = selectors.running_bundle(request.actor, key)
    form = CollectAllForm(request.POST or None)
    if form.is_valid():
        form.demand_mandate(applicant=found.applicant_name, masked=found.applicant_masked, filer=found.applicant_name)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "id_number", "method")}
        with telling(form):
            services.hand_over(key, by=request.actor, **said)
            return done(request, _("领取已登记，请打印发放清单给领取人签字。"), "bundle-sheet", key)
    wrong = form.is_bound and bool(form.errors)
    return {
        "page_title": _("统一发证：%(name)s") % {"name": found.name},
        "whole": found,
        "ready": [one for one in found.parts if one.case_state == "delivered"],
        "form": form,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def sheet(request: StaffRequest, key: str) -> dict[str, Any]:
    """The list of all results on one sheet, for the signature of who takes them."""
    found = selectors.running_bundle(request.actor, key)
    if found.collected_at is None:
        raise Http404
    results = [one for one in found.parts if one.state in {"granted", "refused"}]
    return {"page_title": _("一件事结果发放清单"), "whole": found, "results": results}


def _member(request: StaffRequest, key: str, member: str) -> tuple[RunningBundle, PartView]:
    found = selectors.running_bundle(request.actor, key)
    part = next((one for one in found.parts if one.key == member), None)
    if part is None:
        raise Http404
    return found, part


def _one_form(
    request: StaffRequest,
    found: RunningBundle,
    form: Any,
    *,
    act: Callable[[], Any],
    said: Any,
    title: Any,
    submit: Any,
    intro: Any = "",
) -> Answer:
    if form.is_valid():
        try:
            act()
        except FormRefused as refused:
            for problem in refused.problems:
                form.add_error(None, problem.sentence)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return done(request, said, PAGE, found.key)
    named = f"{title} · {found.applicant_name} {found.name}"
    return form_page(form, title=named, submit=submit, cancel=_back(found.key), intro=intro)


def _asked_of_gaps(request: StaffRequest, found: RunningBundle, form: NoticeForm) -> Answer:
    words = {one.code or one.element: (one.name, one.members) for one in form.askable}
    told = {**form.gaps, **form.elements}
    lines = [f"{words[code][0]}（{'、'.join(words[code][1])}）：{said}" for code, said in told.items()]
    return other_page(
        request,
        "bundle-cases",
        "parts/form_page.html",
        confirm_page(
            request,
            title=_("一次告知：%(name)s") % {"name": found.name},
            sentence=_("发出以后，现在就能看到的问题不能再提第二次。请核对："),
            lines=lines,
            submit=_("发出一次告知"),
            cancel=_back(found.key),
            serious=False,
        ),
    )


def _back(key: str) -> str:
    return reverse(f"workbench:{PAGE}", args=[key])
