"""After a decision: a slip corrected, a grant revoked; the originals at the window; the whole case as a file."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import StaffCase
from bancheng.doors.workbench.cases import after_forms as forms
from bancheng.doors.workbench.cases.acts import found_for, one_form
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.cases.standing import address_of, attempt, sent, traced_act, typed
from bancheng.doors.workbench.forms import done, form_page
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.files import content_disposition
from bancheng.ground.law import Refused

PERMIT = "01"  # 行政许可, GB/T 39046
HEADS = ("部分", "序号", "项目", "内容")


def correct(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "correct")
    form = forms.CorrectForm(typed(request), initial={"version": found.line.version})
    return one_form(
        request,
        found,
        form,
        verb="correct",
        act=lambda: services.correct(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已更正，更正通知书正在制作，申请人收到消息。"),
        title=_("更正决定书"),
        submit=_("更正"),
        intro=_("只更正决定书里的笔误；决定、日期和文号不变，另外出具更正通知书。"),
    )


def revoke(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "revoke")
    permit = found.document.identity.item_type == PERMIT
    form = forms.RevokeForm(typed(request), initial={"version": found.line.version}, permit=permit)
    return one_form(
        request,
        found,
        form,
        verb="revoke",
        act=lambda: services.revoke(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已撤销，证照同时注销，撤销决定书正在制作，被许可人收到消息。"),
        title=_("撤销决定"),
        submit=_("撤销决定"),
        intro=_("撤销后不能恢复：准予决定失效，据此颁发的证照同时注销，任何人核验都会看到。"),
    )


def export(request: StaffRequest, case: str, form: str) -> HttpResponse:
    """The seven regulated parts of the case (FLW-06); that it was taken out is written down."""
    try:
        told = services.export_case(case, by=request.actor, form=form)
    except Refused as refusal:
        raise Http404 from refusal
    if form != "json":
        return download(Table(told.number, HEADS, told.rows()), form)
    text = json.dumps(told.plain(), ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition(f"{told.number}.json")
    return answer


def originals(request: StaffRequest, case: str) -> Answer:
    """What the window holds of this case and what went back; below it the form to take more."""
    found = selectors.staff_case(request.actor, case)
    form = forms.OriginalsForm(typed(request), initial={"version": found.line.version})
    if sent(request) and form.is_valid():
        act = lambda: services.receive_originals(case, by=request.actor, **form.told())  # noqa: E731
        answer = attempt(request, found, form, traced_act(request, found, "receive_originals", act))
        if answer is None and not form.errors:
            return done(request, _("原件已登记，材料接收凭证正在制作。"), "case-originals", address_of(found))
        if answer is not None:
            return answer
    wrong = form.is_bound and bool(form.errors)
    return {
        "page_title": _("原件：%(item)s") % {"item": found.line.item_name},
        "case": found,
        "form": form,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def original_back(request: StaffRequest, case: str, pk: int) -> Answer:
    """Hand one original back: to whom, and how he is known."""
    found = selectors.staff_case(request.actor, case)
    kept = next((one for one in found.handed.kept if one.id == pk), None)
    if kept is None:
        raise Http404
    form = forms.ReturnForm(typed(request), initial={"version": found.line.version, "name": kept.received_from})
    back = reverse("workbench:case-originals", args=[address_of(found)])
    if sent(request) and form.is_valid():
        answer = _returned(request, found, form, pk)
        if answer is not None:
            return answer
    return form_page(form, title=_("退还原件：%(name)s") % {"name": kept.name}, submit=_("登记退还"), cancel=back)


def _returned(request: StaffRequest, found: StaffCase, form: forms.ReturnForm, pk: int) -> Answer | None:
    """Done, or None with what to mend; the page that tells who was faster is given a form without the number."""
    said: dict[str, Any] = form.told()
    bare = OnCase(request.POST)
    act = lambda: services.return_original(found.line.key, original=pk, by=request.actor, **said)  # noqa: E731
    answer = (
        attempt(request, found, bare, traced_act(request, found, "return_original", act)) if bare.is_valid() else None
    )
    if answer is None and not bare.errors:
        return done(request, _("原件已退还。"), "case-originals", address_of(found))
    form.add_error(None, bare.non_field_errors())
    return answer
