"""办件责任: what a member of staff did on which case, when, and by what right (FLW-26)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import DoingPage
from bancheng.doors.workbench.lists import LONGEST, FilterForm, pager, search_field
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.registers.identity import selectors as identity
from bancheng.registers.identity.types import StaffName

HEADS = ("时间", "办理人", "步骤", "责任", "以什么身份", "编号", "事项", "申请人", "实施机关", "状态")
MOST, BATCH = 50_000, 200


class PersonFilters(FilterForm):
    """Whom, and from which day to which."""

    q = search_field(gettext_lazy("办理人"), gettext_lazy("工号或者姓名"))
    since = forms.DateField(label=gettext_lazy("从"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=gettext_lazy("到"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    chain = forms.BooleanField(label=gettext_lazy("只看受理、审查、决定、送达"))


def traced(request: StaffRequest) -> dict[str, Any]:
    """Without words: what one did oneself. Of several people of one name one is chosen."""
    filters = PersonFilters(request.GET)
    people = _people(request, filters)
    one = people[0] if len(people) == 1 else None
    page = _page(request, filters, one, after=request.GET.get("after", "")[:LONGEST]) if one else DoingPage(())
    return {
        "filters": filters,
        "people": people,
        "one": one,
        "rows": page.rows,
        "may_ask": selectors.may_trace(request.actor),
        "csv_url": _export(request, "csv") if one else "",
        "xlsx_url": _export(request, "xlsx") if one else "",
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("办件责任"), HEADS, _lines(request)), form)


def _people(request: StaffRequest, filters: PersonFilters) -> tuple[StaffName, ...]:
    words = filters.value("q").strip()
    return identity.staff_named(words or request.actor.key.removeprefix("staff:"))


def _page(request: StaffRequest, filters: PersonFilters, one: StaffName, *, after: str, size: int = 50) -> DoingPage:
    return selectors.doings(
        request.actor,
        staff_number=one.number,
        since=filters.value("since") or None,
        until=filters.value("until") or None,
        chain_only=bool(filters.value("chain")),
        after=after,
        size=size,
    )


def _lines(request: StaffRequest) -> Iterator[tuple[Any, ...]]:
    filters = PersonFilters(request.GET)
    people, after, told = _people(request, filters), "", 0
    while len(people) == 1 and told < MOST:
        page = _page(request, filters, people[0], after=after, size=BATCH)
        for row in page.rows:
            case = row.case
            facts = (case.number, case.item_name, case.applicant_name, case.organisation, case.state_label)
            yield row.at, row.who, row.label, row.part, row.by_right, *facts
        told, after = told + len(page.rows), page.next_cursor
        if not after:
            return


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:responsibility-export', args=[form])}?{request.GET.urlencode()}"
