"""Batches, the board, one unit's list on its way, and the inbox of the two offices."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, question, telling
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.lists_once.forms import ApprovalForm, BatchForm, EntriesForm, NoteForm
from bancheng.doors.workbench.lists_once.places import (
    REVIEW,
    VIEW,
    exports,
    may_in,
    organs,
    region_of,
    sections,
    with_items,
)
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.registers.lists import selectors, services

BOARD_HEADS = ("单位", "状态", "事项数", "提交时间", "报送时间", "逾期", "逾期天数", "在谁手里")


def batches(request: StaffRequest) -> dict[str, Any]:
    return {
        "sections": sections(request, "once-batches"),
        "rows": selectors.batches(request.actor),
        "may_open": may(request.actor, REVIEW).allowed,
    }


def open_batch(request: StaffRequest) -> Answer:
    choices = in_scope(request.actor, REVIEW, region_choices())
    region = request.POST.get("region") or region_of(request)
    units = organs(request, region if region in dict(choices) else "")
    initial = {"region": region, "units": with_items(request, region)}
    form = BatchForm(request.POST or None, regions=choices, units=units, initial=initial)
    back, title = reverse("workbench:once-batches"), _("布置一批清单")
    if form.is_valid():
        given = form.cleaned_data
        if not confirmed(request):
            told = {"n": len(given["units"]), "day": long_date(given["due_on"])}
            sentence = _("%(n)s 个单位应在 %(day)s 前报送清单，各单位会收到限期任务。") % told
            return confirm_page(request, title=title, sentence=sentence, submit=_("布置"), cancel=back, serious=False)
        with telling(form):
            batch = services.open_batch(by=request.actor, **given)
            return done(request, _("已布置，各单位的限期任务已开启。"), "once-batch", batch.pk)
    intro = _("每季度梳理公布一批；到期没有报送的单位在看板上列为逾期。")
    return form_page(form, title=title, submit=_("核对"), cancel=back, intro=intro)


def batch(request: StaffRequest, pk: int) -> dict[str, Any]:
    found = selectors.batch(request.actor, pk)
    return {
        "page_title": found.name,
        "sections": sections(request, "once-batches"),
        "batch": found,
        "rows": selectors.board(request.actor, pk),
        **exports(request, "once-batch-export", pk),
    }


def batch_export(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    found = selectors.batch(request.actor, pk)
    rows = (
        (
            *(row.organ, row.state_label, row.entries, row.submitted_at, row.delivered_at, row.late),
            *(row.overdue_days, row.with_whom),
        )
        for row in selectors.board(request.actor, pk)
    )
    return download(Table(found.name, BOARD_HEADS, rows), form)


def unit(request: StaffRequest, pk: int) -> Answer:
    found = selectors.unit_list(request.actor, pk)
    items = [(str(key), name) for key, name in selectors.listable(request.actor, pk)] if found.may_edit else []
    form = EntriesForm(request.POST or None, items=items)
    if found.may_edit and form.is_valid():
        with telling(form, "items"):
            services.add_entries(unit_list=pk, items=form.cleaned_data["items"], by=request.actor)
            return done(request, _("已列入。"), "once-unit", pk)
    wrong = form.is_bound and bool(form.errors)
    return {
        "page_title": f"{found.line.organ}　{found.line.batch_name}",
        "sections": sections(request, "once-batches"),
        "list": found,
        "may_see": may_in(request, VIEW, found.line.region_code, found.line.organisation_id),
        "form": form,
        "items": items,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def remove(request: StaffRequest, pk: int, item: int) -> Answer:
    return question(
        request,
        title=_("移出清单"),
        sentence=_("把这个事项从清单草稿中移出。"),
        submit=_("移出"),
        back=_unit(pk),
        act=lambda: services.remove_entry(unit_list=pk, item=item, by=request.actor),
        said=_("已移出。"),
        serious=False,
    )


def submit(request: StaffRequest, pk: int) -> Answer:
    found = selectors.unit_list(request.actor, pk)
    return question(
        request,
        title=_("提交编办审核"),
        sentence=_("“%(batch)s”清单共 %(n)s 项，提交后不能修改，除非退回。")
        % {"batch": found.line.batch_name, "n": len(found.entries)},
        submit=_("提交"),
        back=_unit(pk),
        act=lambda: services.submit_list(unit_list=pk, by=request.actor),
        said=_("已提交，等待编办审核。"),
        serious=False,
    )


def send_back(request: StaffRequest, pk: int) -> Answer:
    found = selectors.unit_list(request.actor, pk)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        with telling(form, "note"):
            services.send_back(unit_list=pk, note=form.cleaned_data["note"], by=request.actor)
            return done(request, _("已退回，报送单位会收到消息。"), "once-unit", pk)
    title = _("退回：%(organ)s") % {"organ": found.line.organ}
    return form_page(form, title=title, submit=_("退回"), cancel=_unit(pk))


def approve(request: StaffRequest, pk: int) -> Answer:
    found = selectors.unit_list(request.actor, pk)
    form = ApprovalForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.approve_list(unit_list=pk, note=form.cleaned_data["note"], by=request.actor)
            return done(request, _("已通过，两级平台建设办公室同时收到。"), "once-unit", pk)
    title = _("审核通过：%(organ)s") % {"organ": found.line.organ}
    intro = _("共 %(n)s 项。通过后同一时刻送达本级和上一级电子政务服务平台建设办公室，并列入公开清单。") % {
        "n": len(found.entries)
    }
    return form_page(form, title=title, submit=_("通过并报送"), cancel=_unit(pk), intro=intro)


def inbox(request: StaffRequest) -> Answer:
    if request.method == "POST" and (delivery := number(request.POST.get("delivery"))):
        services.receive_list(delivery=delivery, by=request.actor)
        return done(request, _("已签收。"), "once-inbox")
    return {"sections": sections(request, "once-inbox"), "rows": selectors.inbox(request.actor)}


def _unit(pk: int) -> str:
    return reverse("workbench:once-unit", args=[pk])
