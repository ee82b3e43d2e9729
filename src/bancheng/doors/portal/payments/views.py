"""One's own bills: see them, choose a channel, see what came of it, have the receipt; and verify a receipt, for anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.bundles.selectors import of_case
from bancheng.doors.frame.addresses import address
from bancheng.doors.portal.payments.forms import ChannelForm, TicketForm
from bancheng.doors.portal.site.ways import applicant, pdf, sent, whole_number
from bancheng.ground.access import limits
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.types import BillDetail

AN_HOUR = 30
"""Receipts checked from one address: an accountant has many, a list of guesses more."""
Page = HttpResponse | dict[str, Any]


def bills(request: HttpRequest) -> dict[str, Any]:
    after = whole_number(request.GET.get("after", "")) or 0
    page = selectors.my_bills(applicant(request), after=after)
    return {"nav": "space", "tab": "bills", "page": page, "later": bool(after)}


def bill(request: HttpRequest, number: str) -> Page:
    """The bill; posted, it goes on to the cashier by the chosen channel."""
    actor = applicant(request)
    found = selectors.my_bill(number, actor)
    form = ChannelForm(sent(request), channels=selectors.channels())
    if form.is_valid():
        try:
            return redirect(services.start_payment(number=number, channel=form.cleaned_data["channel"], by=actor))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            found = selectors.my_bill(number, actor)
    return _shown(found) | {"form": form, "status": 422 if form.errors else 200}


def _shown(found: BillDetail) -> dict[str, Any]:
    subject = found.bill.subject
    whole = of_case(subject.key) if subject.kind == "cases.case" else None
    return {
        "whole": whole[0] if whole is not None else "",
        "nav": "space",
        "page_title": _("缴费：%(item)s") % {"item": found.bill.item_name},
        "found": found,
        "bill": found.bill,
        "settled": next((one for one in found.attempts if one.settles), None),
        "parts": ("state",),
    }


def demo(request: HttpRequest, order: str) -> Page:
    """The demo cashier: what happens is chosen; its callbacks then come in like anybody's."""
    actor = applicant(request)
    found = selectors.bill_of_order(order, actor)
    courses = selectors.demo_courses()
    if not courses:
        raise Http404
    if request.method == "POST":
        chosen = request.POST.get("course", "")
        if chosen in courses:
            services.demonstrate(order=order, course=chosen, by=actor)
            return redirect("portal:bill", found.bill.number)
        messages.error(request, _("请选择一种情形。"), extra_tags="bad")
    attempt = next(one for one in found.attempts if one.order == order)
    return {"nav": "space", "bill": found.bill, "attempt": attempt, "courses": courses}


def ticket(request: HttpRequest, number: str, ticket: str) -> HttpResponse:
    """The file of a receipt, or back to the bill while it is being made."""
    actor = applicant(request)
    if ticket not in {one.number for one in selectors.my_bill(number, actor).tickets}:
        raise Http404
    try:
        file = selectors.ticket_file(ticket, actor=actor)
    except Refused as refusal:
        messages.info(request, str(refusal), extra_tags="bad")
        return redirect("portal:bill", number)
    return pdf(file.open(), file.name, inline="download" not in request.GET)


def check(request: HttpRequest) -> dict[str, Any]:
    """Verify a receipt by number and check code; the QR on it fills both in."""
    form = TicketForm(sent(request), initial={"number": request.GET.get("number"), "code": request.GET.get("code")})
    if not form.is_valid():
        return {"nav": "verify", "form": form, "status": 422 if form.errors else 200}
    try:
        limits.spend("portal.receipts", address(request), limit=AN_HOUR, window=timedelta(hours=1))
    except TooManyTries as error:
        form.add_error(None, str(error))
        return {"nav": "verify", "form": form, "status": 429}
    found = selectors.check_ticket(form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        form.add_error(None, _("没有查到这张票据。请核对票据号码和校验码。"))
        return {"nav": "verify", "form": form, "status": 422}
    return {"nav": "verify", "form": form, "ticket": found}


def rollout(request: HttpRequest) -> dict[str, Any]:
    """Which items of the lead fields can be paid online."""
    region = request.region.code if request.region else ""  # type: ignore[attr-defined]
    return {"nav": "lists", "fields": selectors.lead_board(region) if region else ()}
