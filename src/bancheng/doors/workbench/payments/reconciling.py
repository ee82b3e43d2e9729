"""对账 by day, its differences, the log of callbacks, and the codes of fees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.lists import address
from bancheng.doors.workbench.lists import number as whole_number
from bancheng.doors.workbench.payments.forms import CodeForm, DayForm, NoteForm
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.ground.law import today
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.types import CashierDown, DifferenceView, FeeLine

HEADS = (
    "对账日",
    "渠道",
    "收或退",
    "订单号",
    "缴款单",
    "差异",
    "本平台（元）",
    "收款平台（元）",
    "发现时间",
    "处理时间",
    "处理人",
    "处理说明",
)
SIZE, BATCH, MOST = 50, 500, 50_000


def days(request: StaffRequest) -> dict[str, Any]:
    return {
        "days": selectors.days(request.actor, size=3 * 31),
        "rows": selectors.differences(request.actor, open_only=True, size=SIZE),
        "csv_url": reverse("workbench:reconciliation-export", args=["csv"]),
        "xlsx_url": reverse("workbench:reconciliation-export", args=["xlsx"]),
    }


def day(request: StaffRequest, day: date) -> dict[str, Any]:
    shown = selectors.days(request.actor, day=day)
    if not shown:
        raise Http404
    return {
        "page_title": _("%(day)s 对账") % {"day": day.isoformat()},
        "day": day,
        "days": shown,
        "rows": selectors.differences(request.actor, day=day, size=500),
        "csv_url": reverse("workbench:reconciliation-export", args=["csv"]) + f"?day={day:%Y-%m-%d}",
        "xlsx_url": reverse("workbench:reconciliation-export", args=["xlsx"]) + f"?day={day:%Y-%m-%d}",
    }


def run(request: StaffRequest) -> Answer:
    """对账 a past day again, by hand."""
    form = DayForm(request.POST or None, initial={"day": today() - timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["day"]
        with telling(form, "day"):
            try:
                left = services.reconcile(day=chosen, by=request.actor)
            except CashierDown:
                form.add_error(None, _("收款平台暂时连不上，请过几分钟再对账。"))
            else:
                said = _("已对账，还有 %(n)s 条差异要处理。") % {"n": left}
                return done(request, said, "reconciliation-day", chosen)
    return form_page(form, title=_("重新对账"), submit=_("对账"), cancel=reverse("workbench:reconciliation"))


def settle(request: StaffRequest, key: int) -> Answer:
    found = selectors.difference(key, request.actor)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling(form):
            services.settle_difference(difference=key, note=form.cleaned_data["note"], by=request.actor)
            return done(request, _("差异已处理。"), "reconciliation-day", found.day)
    facts = {
        "order": found.order,
        "kind": found.kind_label,
        "ours": found.ours_yuan or "—",
        "theirs": found.theirs_yuan or "—",
    }
    intro = _("%(order)s：%(kind)s。本平台 %(ours)s 元，收款平台 %(theirs)s 元。") % facts
    back = reverse("workbench:reconciliation-day", args=[found.day])
    return form_page(form, title=_("处理差异"), submit=_("记为已处理"), cancel=back, intro=intro)


def export(request: StaffRequest, form: str) -> HttpResponse:
    try:
        chosen = date.fromisoformat(request.GET["day"]) if request.GET.get("day") else None
    except ValueError:
        raise Http404 from None
    return download(Table(_("对账差异"), HEADS, _lines(request, chosen)), form)


def callbacks(request: StaffRequest) -> dict[str, Any]:
    """Everything that came in as a callback, with what became of it."""
    verdict = request.GET.get("verdict", "")[:20]
    after = whole_number(request.GET.get("after")) or 0
    rows = selectors.callbacks(request.actor, verdict=verdict, after=after, size=SIZE)
    more = address(request, after=str(rows[-1].id)) if len(rows) == SIZE else ""
    return {"rows": rows, "next_url": more, "first_url": address(request) if after else ""}


def codes(request: StaffRequest) -> dict[str, Any]:
    return {
        "rows": selectors.fee_lines(request.actor),
        "taking": bool(selectors.channels()),
        "keeps": may(request.actor, "payments.codes").allowed,
    }


def enter_code(request: StaffRequest, item: int, line: int) -> Answer:
    """The code of one fee of an item, named by its place in the guide."""
    found = _fee(request, item, line)
    form = CodeForm(request.POST or None, initial={"code": found.fee.nontax_code, "valid_from": today()})
    if request.method == "POST" and form.is_valid():
        with telling(form, "code"):
            facts = {"code": form.cleaned_data["code"], "valid_from": form.cleaned_data["valid_from"]}
            services.enter_code(item=item, fee=found.fee.name, by=request.actor, **facts)
            return done(request, _("编码已登记。"), "fee-codes")
    intro = f"{found.item_name}：{found.fee.name}（{found.fee.standard}）"
    back = reverse("workbench:fee-codes")
    return form_page(form, title=_("登记非税项目编码"), submit=_("登记"), cancel=back, intro=intro)


def _fee(request: StaffRequest, item: int, line: int) -> FeeLine:
    mine = (one for one in selectors.fee_lines(request.actor) if (one.item, one.line) == (item, line))
    found = next(mine, None)
    if found is None:
        raise Http404
    return found


def _lines(request: StaffRequest, chosen: date | None) -> Iterator[tuple[Any, ...]]:
    after, told = 0, 0
    while told < MOST:
        rows = selectors.differences(request.actor, day=chosen, after=after, size=BATCH)
        yield from (_cells(one) for one in rows)
        told += len(rows)
        if len(rows) < BATCH:
            return
        after = rows[-1].id


def _cells(one: DifferenceView) -> tuple[Any, ...]:
    return (
        *(one.day, one.channel_label, one.flow_label, one.order, one.bill, one.kind_label),
        *(one.ours_yuan, one.theirs_yuan, one.found_at, one.settled_at, one.settled_by, one.note),
    )
