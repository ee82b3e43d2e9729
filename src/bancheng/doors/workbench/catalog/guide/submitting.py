"""送审 and 撤回: who may write a guide but not publish it hands it over, and may take it back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.forms import SubmitForm
from bancheng.doors.workbench.catalog.guide.reviewing import reviewed
from bancheng.doors.workbench.catalog.guide.surround import editable, frame, revision_of
from bancheng.doors.workbench.forms import done, question
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import DraftView, Fault, GuideRefused


def submit(request: StaffRequest, pk: int) -> Answer:
    """The author sees what the reviewer will see, says what he has to say, and hands it over."""
    view = editable(request, pk)
    form, faults = SubmitForm(request.POST or None), list(view.faults)
    if form.is_valid():
        item = selectors.implementation(request.actor, pk)
        try:
            told = services.submit_draft(
                item=item, by=request.actor, revision=revision_of(request), **form.cleaned_data
            )
        except GuideRefused as refused:
            faults = list(refused.faults)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, _said(view, told), "item", pk)
    return _page(request, view, form, faults)


def recall(request: StaffRequest, pk: int) -> Answer:
    view = editable(request, pk)
    return question(
        request,
        title=_("撤回送审"),
        sentence=_("第 %(n)s 版草稿不再等审核，改好以后可以再送审。") % {"n": view.number},
        submit=_("确认撤回"),
        back=reverse("workbench:item", args=[pk]),
        act=lambda: services.recall_draft(item=selectors.implementation(request.actor, pk), by=request.actor),
        said=_("已撤回，可以继续修改。"),
        serious=False,
    )


def _said(view: DraftView, told: int) -> str:
    if told:
        return _("第 %(n)s 版已送审，%(told)s 位审核人员收到了消息。") % {"n": view.number, "told": told}
    return _("第 %(n)s 版已送审，但是这里还没有别的审核人员，请联系系统管理员授予“事项审核员”。") % {"n": view.number}


def _page(request: StaffRequest, view: DraftView, form: SubmitForm, faults: list[Fault]) -> dict[str, Any]:
    wrong = form.is_bound
    return {
        **frame(request, view, None),
        **reviewed(view, faults),
        "page_title": _("送审 %(name)s") % {"name": view.item.name},
        "place": "submit",
        "form": form,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }
