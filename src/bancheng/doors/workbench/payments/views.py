"""缴费: bills, what happened to each, refunds, and raising one for a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases.services import charging
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, question, telling
from bancheng.doors.workbench.intake.files import within_our_pages
from bancheng.doors.workbench.lists import number as whole_number
from bancheng.doors.workbench.lists import pager, tabs
from bancheng.doors.workbench.payments.forms import BillFilters, ChargeForm, ReasonForm
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import Target, may
from bancheng.ground.files import Kind
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.types import BillDetail, BillPage, yuan

VIEW, REFUND = "payments.view", "payments.refund"
STATES = {
    "unpaid": gettext_lazy("待缴费"),
    "paid": gettext_lazy("已缴费"),
    "refunding": gettext_lazy("退款中"),
    "refunded": gettext_lazy("已退款"),
    "void": gettext_lazy("已作废"),
}
HEADS = ("缴款单号", "为何事", "事项", "执收单位", "缴款人", "金额（元）", "状态", "缴费期限", "开单时间", "缴费时间")
BATCH, MOST = 200, 50_000


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = _filters(request)
    sums = selectors.sums(request.actor, q=filters.value("q"), region=filters.value("region"))
    page = _page(request, filters, after=whole_number(request.GET.get("after")) or 0, size=50)
    export = reverse("workbench:bills-export", args=["csv"]) + f"?{request.GET.urlencode()}"
    return {
        "filters": filters,
        "rows": page.rows,
        "tabs": tabs(request, "state", STATES, sums.counts),
        "paid_yuan": yuan(sums.fen.get("paid", 0)),
        "unpaid_yuan": yuan(sums.fen.get("unpaid", 0)),
        "csv_url": export,
        "xlsx_url": export.replace("/csv/", "/xlsx/"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("缴款单"), HEADS, _lines(request, _filters(request))), form)


def bill(request: StaffRequest, number: str) -> dict[str, Any]:
    found = selectors.bill(number, request.actor)
    return {
        "page_title": _("缴款单 %(number)s") % {"number": number},
        "found": found,
        "bill": found.bill,
        "keeps": may(request.actor, REFUND, _target(found)).allowed,
    }


def refund(request: StaffRequest, number: str) -> Answer:
    """退款: a reason, then the question, then the cashier."""
    found, back = selectors.bill(number, request.actor), reverse("workbench:pay-bill", args=[number])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if not confirmed(request):
            return confirm_page(
                request,
                title=_("退款：%(item)s") % {"item": found.bill.item_name},
                sentence=_("%(amount)s 元原路退给 %(payer)s，原票据冲红。退出去的钱不能收回。")
                % {"amount": found.bill.amount_yuan, "payer": found.bill.payer_name},
                submit=_("确认退款"),
                cancel=back,
                lines=(_("原因：%(reason)s") % {"reason": reason},),
            )
        with telling(form):
            services.refund(number=number, reason=reason, by=request.actor)
            return done(request, _("已向收款平台提出退款，到账后自动冲红。"), "pay-bill", number)
    return form_page(form, title=_("退款"), submit=_("下一步"), cancel=back, intro=_money(found))


def void(request: StaffRequest, number: str) -> Answer:
    """作废 an unpaid bill."""
    found, back = selectors.bill(number, request.actor), reverse("workbench:pay-bill", args=[number])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            services.void_bill(number=number, reason=form.cleaned_data["reason"], by=request.actor)
            return done(request, _("缴款单已作废。"), "pay-bill", number)
    return form_page(form, title=_("作废缴款单"), submit=_("作废"), cancel=back, intro=_money(found))


def retry(request: StaffRequest, number: str, refund: str) -> Answer:
    selectors.bill(number, request.actor)
    return question(
        request,
        title=_("再次退款"),
        sentence=_("再向收款平台提出一次退款 %(number)s，同一笔款只会退一次。") % {"number": refund},
        submit=_("再次退款"),
        back=reverse("workbench:pay-bill", args=[number]),
        act=lambda: services.retry_refund(number=refund, by=request.actor),
        said=_("已再次提出退款。"),
    )


def ticket(request: StaffRequest, number: str, ticket: str) -> HttpResponse:
    file = selectors.ticket_file(ticket, actor=request.actor)
    return within_our_pages(file.open(), file.name, Kind.PDF)


def charge(request: StaffRequest, case: str) -> Answer:
    """开缴款单: quantities of the fees of the guide that the case is pinned to; prices are the standard's."""
    fees = charging.fees_of(case, by=request.actor)
    form = ChargeForm(request.POST if request.method == "POST" else None, fees=fees)
    if form.is_bound and form.is_valid():
        with telling(form):
            made = charging.charge(case, charges=form.charges, by=request.actor)
            said = _("已开单 %(amount)s 元，并告知申请人。") % {"amount": made.amount_yuan}
            return done(request, said, "case", case)
    intro = (
        _("金额按办事指南的标准自动计算。")
        if form.fees
        else _("这个事项不收费，或者收费项目不能网上开单，不得开单收费。")
    )
    cancel = reverse("workbench:case", args=[case])
    return form_page(form, title=_("开缴款单"), submit=_("开单"), cancel=cancel, intro=intro)


def _filters(request: StaffRequest) -> BillFilters:
    regions = in_scope(request.actor, VIEW, region_choices())
    return BillFilters(request.GET, choices={"region": regions})


def _page(request: StaffRequest, filters: BillFilters, *, after: int, size: int) -> BillPage:
    state = request.GET.get("state", "")
    return selectors.bills(
        request.actor,
        q=filters.value("q"),
        region=filters.value("region"),
        state=state if state in STATES else "",
        after=after,
        size=size,
    )


def _lines(request: StaffRequest, filters: BillFilters) -> Iterator[tuple[Any, ...]]:
    after, told = 0, 0
    while told < MOST:
        page = _page(request, filters, after=after, size=BATCH)
        for one in page.rows:
            yield (
                *(one.number, one.about, one.item_name, one.organisation, one.payer_name, one.amount_yuan),
                *(one.state_label, one.due_on, one.raised_at, one.paid_at),
            )
        told += len(page.rows)
        if not page.next_cursor:
            return
        after = int(page.next_cursor)


def _target(found: BillDetail) -> Target:
    return Target(region=found.bill.region, organisation=found.bill.organisation_id)


def _money(found: BillDetail) -> str:
    facts = {"payer": found.bill.payer_name, "amount": found.bill.amount_yuan, "number": found.bill.number}
    return _("缴款单 %(number)s，%(payer)s，%(amount)s 元。") % facts
