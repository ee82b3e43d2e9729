"""竞争性委托: anybody reads them; who needs a service publishes one, firms bid, the owner ends it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.doors.portal.lists.views import region_of
from bancheng.doors.portal.site.ways import applicant, whole_number
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors as identity
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.types.intermediaries import CommissionView, FirmView

SELF = "self"
METHODS = (("lot", gettext_lazy("随机抽取")), ("choice", gettext_lazy("由我选定")))
DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]


class CommissionForm(LabelledForm):
    """What is needed, for whom, until when."""

    owner = forms.ChoiceField(label=gettext_lazy("委托人"))
    service = forms.ChoiceField(label=gettext_lazy("中介服务"))
    title = forms.CharField(label=gettext_lazy("委托名称"), max_length=200)
    requirement = forms.CharField(
        label=gettext_lazy("委托要求"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    method = forms.ChoiceField(label=gettext_lazy("选定方式"), choices=METHODS)
    closes_on = forms.DateField(
        label=gettext_lazy("报价截止日"),
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("含当天，最多 90 天"),
    )

    def __init__(
        self, *args: Any, owners: list[tuple[str, str]], offered: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]
        self.fields["service"].choices = offered  # type: ignore[attr-defined]


class BidForm(LabelledForm):
    """What one's firm offers."""

    firm = forms.TypedChoiceField(label=gettext_lazy("报价的机构"), coerce=int)
    price = forms.DecimalField(label=gettext_lazy("报价（元）"), max_digits=12, decimal_places=2, min_value=Decimal(0))
    days = forms.IntegerField(label=gettext_lazy("完成天数（工作日）"), min_value=1, max_value=1000)
    proposal = forms.CharField(
        label=gettext_lazy("服务方案"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, firms: tuple[FirmView, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"].choices = [(str(one.id), one.name) for one in firms]  # type: ignore[attr-defined]


def listed(request: HttpRequest) -> dict[str, Any]:
    region = region_of(request)
    after = whole_number(request.GET.get("after", "")) or 0
    rows, cursor = selectors.commissions(region, after=after) if region else ((), "")
    return {
        "nav": "lists",
        "rows": rows,
        "next_url": f"?after={cursor}" if cursor else "",
        "first_url": "?" if after else "",
    }


def create(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    actor, region = applicant(request), region_of(request)
    person = identity.person_of(request.user)
    firms = identity.legal_persons_of(person) if person else ()
    owners = [(SELF, _("本人")), *((str(one.id), one.name) for one in firms)]
    offered = [(one.code, one.name) for one in selectors.intermediary_services(region)] if region else []
    form = CommissionForm(request.POST if request.method == "POST" else None, owners=owners, offered=offered)
    if form.is_valid():
        given = dict(form.cleaned_data)
        owner = given.pop("owner")
        try:
            legal = None if owner == SELF else int(owner)
            row = services.open_commission(region=region, legal_person=legal, by=actor, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.info(request, _("委托已发布。"), extra_tags="ok")
            return redirect("portal:commission", row.number)
    return {"nav": "lists", "form": form, "status": 422 if form.errors else 200}


def commission(request: HttpRequest, number: str) -> HttpResponse | dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    found = _found(request, number)
    firms = selectors.firms_of(actor, found.service_code, found.region_code) if found.bidding else ()
    form = BidForm(request.POST if request.method == "POST" else None, firms=firms) if firms else None
    if form is not None and form.is_valid():
        try:
            services.bid(commission=found.number, by=actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.info(request, _("报价已收到，截止后公开。"), extra_tags="ok")
            return redirect("portal:commission", number)
    status = 422 if form is not None and form.errors else 200
    return {"nav": "lists", "page_title": found.title, "one": found, "form": form, "status": status}


def end(request: HttpRequest, number: str) -> HttpResponse:
    """The owner chooses, has the lot drawn, or takes the commission back."""
    if request.method != "POST":
        return redirect("portal:commission", number)
    actor, act = applicant(request), request.POST.get("act", "")
    reason = request.POST.get("reason", "")
    try:
        if act == "cancel":
            services.cancel_commission(commission=number, reason=reason, by=actor)
        else:
            bid = whole_number(request.POST.get("bid", ""))
            services.award(commission=number, bid=bid, reason=reason, by=actor)
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    return redirect("portal:commission", number)


def _found(request: HttpRequest, number: str) -> CommissionView:
    found = selectors.commission(number, request.actor)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found
