"""告知承诺: the checks that one's organ shares, their outcome, and what was shared with the credit platform (APP-21, APP-22)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import CREDIT_STATES, WORDS_OF_CHECKS
from bancheng.doors.workbench.commitments.forms import CheckFilters, OutcomeForm
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, question
from bancheng.doors.workbench.lists import SIZE, pager, tabs
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import may
from bancheng.ground.law import Refused

REVOCABLE = frozenset({"decided", "delivered", "collected", "closed"})
ASKED = gettext_lazy(
    "登记为未履行后，申请人在规定的年限内不能再用告知承诺，结果报送信用平台，并提请审批人员依法处理。登记以后不能再改。"
)


def listed(request: StaffRequest) -> dict[str, Any]:
    filters, part = CheckFilters(request.GET), request.GET.get("part", "")
    page = selectors.commitment_checks(
        request.actor,
        part=part if part in WORDS_OF_CHECKS else "",
        risk=filters.value("risk"),
        q=filters.value("q"),
        after=request.GET.get("after", "")[:20],
        size=SIZE,
    )
    return {
        "filters": filters,
        "rows": page.lines,
        "tabs": tabs(request, "part", WORDS_OF_CHECKS),
        "parts": ("list",),
        **pager(request, page.after),
    }


def check(request: StaffRequest, pk: int) -> dict[str, Any]:
    found = selectors.commitment_check(request.actor, pk)
    return {
        "page_title": _("核查告知承诺 %(number)s") % {"number": found.line.number},
        "found": found,
        "line": found.line,
        "commitment": found.commitment,
        "revocable": found.commitment.result == "breached" and found.sees_case and found.state in REVOCABLE,
        "may_revoke": may(request.actor, "cases.decide").allowed,
    }


def record(request: StaffRequest, pk: int) -> Answer:
    """The outcome: written, asked once more where it is a breach, kept."""
    found, back = selectors.commitment_check(request.actor, pk), reverse("workbench:commitment", args=[pk])
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        if given["result"] == "breached" and given["evidence"] and not confirmed(request):
            return _asked(request, found, back)
        try:
            services.record_commitment_outcome(pk, by=request.actor, **given)
        except Refused as refused:
            form.add_error(form.place(refused.code), str(refused))
        else:
            return done(request, _("核查结果已登记，已报送信用平台。"), "commitment", pk)
    title = _("登记核查结果：%(name)s") % {"name": found.line.applicant_name}
    intro = f"{found.line.item_name}（{found.line.number}）"
    return form_page(form, title=title, submit=_("登记"), cancel=back, intro=intro)


def _asked(request: StaffRequest, found: Any, back: str) -> Answer:
    return confirm_page(
        request,
        title=_("认定没有履行承诺：%(name)s") % {"name": found.line.applicant_name},
        sentence=ASKED,
        submit=_("确认登记"),
        cancel=back,
    )


def credit(request: StaffRequest) -> dict[str, Any]:
    state = request.GET.get("state", "")
    page = selectors.credit_records(request.actor, state=state, after=request.GET.get("after", "")[:20], size=SIZE)
    return {
        "rows": page.lines,
        "may_send": may(request.actor, "cases.decide").allowed,
        "tabs": tabs(request, "state", CREDIT_STATES),
        "parts": ("list",),
        **pager(request, page.after),
    }


def send_again(request: StaffRequest, pk: int) -> Answer:
    return question(
        request,
        title=_("重新报送"),
        sentence=_("再向信用平台报送一次，同一条记录平台只收一次。"),
        submit=_("重新报送"),
        back=reverse("workbench:credit-records"),
        act=lambda: services.send_credit_again(pk, by=request.actor),
        said=_("已重新排队报送。"),
    )
