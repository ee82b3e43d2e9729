"""快递: envelopes that come to the window and open an intake, results that go out by courier (APP-23)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import ParcelView
from bancheng.doors.workbench.cases.after_forms import AttachForm, ParcelForm, ReasonForm, ShipForm
from bancheng.doors.workbench.cases.standing import address_of, attempt, sent, traced_act, typed
from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import Tab, address, pager
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import AccessDenied, may

PAGE = "workbench:parcels"
RESULT = "workbench:result"


def listed(request: StaffRequest) -> Answer:
    """What came in and what went out, newest first; who hands out looks, who takes in also registers."""
    direction = request.GET.get("direction", "")
    words = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    page = selectors.parcels_of(request.actor, direction=direction, q=words, after=request.GET.get("after", "")[:200])
    kinds = (("", _("全部")), ("in", _("收到的来件")), ("out", _("寄出的结果")))
    tabs = [Tab(label, address(request, direction=code), direction == code) for code, label in kinds]
    takes_in = may(request.actor, "cases.take_in").allowed
    shown = {"rows": page.rows, "words": words, "tabs": tabs, "takes_in": takes_in, "parts": ("list",)}
    return {**shown, **pager(request, page.next_cursor)}


def take(request: StaffRequest) -> Answer:
    """Register an envelope; with a case its intake opens at once (快递接件受理)."""
    form = ParcelForm(request.POST or None, initial={"case": request.GET.get("case", "")[:60]})
    if form.is_valid():
        with telling(form):
            key = _taken(request, form)
            if key is not None:
                return _opened(request, selectors.parcel(request.actor, key))
    intro = _("拆开前看清面单。有办件编号的，登记后直接打开受理；没有的，登记后按寄件人的身份证号码开始受理。")
    return form_page(form, title=_("登记来件"), submit=_("登记"), cancel=reverse(PAGE), intro=intro)


def _taken(request: StaffRequest, form: ParcelForm) -> str | None:
    try:
        return services.take_parcel(by=request.actor, **form.cleaned_data)
    except AccessDenied as denied:
        # A number that names no case of this window is a slip of the pen, and the rest of the form is kept.
        if not form.cleaned_data["case"] or denied.visible:
            raise
        form.add_error("case", denied.sentence)
        return None


def attach(request: StaffRequest, key: str) -> Answer:
    parcel = selectors.parcel(request.actor, key)
    if parcel.direction != "in" or parcel.case:
        raise Http404
    form = AttachForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            try:
                services.attach_parcel(key, case=form.cleaned_data["case"], by=request.actor)
            except AccessDenied as denied:
                if denied.visible:
                    raise
                form.add_error("case", denied.sentence)
            else:
                return _opened(request, selectors.parcel(request.actor, key))
    title = _("关联办件：%(carrier)s %(tracking)s") % {"carrier": parcel.carrier, "tracking": parcel.tracking}
    return form_page(form, title=title, submit=_("关联"), cancel=reverse(PAGE))


def _opened(request: StaffRequest, parcel: ParcelView) -> Answer:
    """The intake of what the envelope is about: its draft or file, else the case; without one, the window's first page."""
    if not parcel.case:
        return done(request, _("来件已登记。请按寄件人的身份证号码开始受理。"), "intake")
    return done(request, _("来件已登记，请接着受理。"), "intake-file", parcel.case)


def ship(request: StaffRequest, case: str) -> Answer:
    """Hand a finished result to the courier; where to, the application says, and the desk checks (快递办件送达)."""
    found = selectors.staff_case(request.actor, case)
    if not any(one.verb == "deliver" for one in found.verbs):
        return redirect(RESULT, case)
    to = selectors.recipient_of(request.actor, case)
    begun = {"version": found.line.version, "name": to.name, "phone": to.phone, "address": to.address}
    form = ShipForm(typed(request), initial=begun)
    if sent(request) and form.is_valid():
        act = lambda: services.ship(case, by=request.actor, **form.told())  # noqa: E731
        answer = attempt(request, found, form, traced_act(request, found, "ship", act))
        if answer is not None:
            return answer
        if not form.errors:
            return done(request, _("已交快递下单，运单号稍后显示；签收后自动登记送达。"), "result", address_of(found))
    title = _("寄送结果：%(item)s") % {"item": found.line.item_name}
    intro = _("地址只给快递公司，别处只显示一部分。申请人能看到快件到了哪里。")
    return form_page(form, title=title, submit=_("交快递"), cancel=reverse(RESULT, args=[case]), intro=intro)


def cancel(request: StaffRequest, key: str) -> Answer:
    parcel: Any = selectors.parcel(request.actor, key)
    if parcel.direction != "out" or parcel.state != "booking":
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.cancel_shipping(key, by=request.actor, reason=form.cleaned_data["reason"])
            return done(request, _("已取消寄送。"), "result", parcel.case)
    return form_page(form, title=_("取消寄送"), submit=_("取消寄送"), cancel=reverse(RESULT, args=[parcel.case]))
