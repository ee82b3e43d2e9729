"""Staff within one's scope, the page of a person, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.lists import pager
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.staff.forms import StaffFilters
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import Target, may
from bancheng.registers.identity import selectors
from bancheng.registers.organisations import selectors as organisations

HEADS = ("工号", "姓名", "职务", "单位", "地区", "角色", "在岗")
MOST = 20_000


def conditions(filters: StaffFilters) -> dict[str, Any]:
    return {
        "q": filters.value("q"),
        "region": filters.value("region"),
        "role": filters.value("role"),
        "organisation": filters.value("organisation") or None,
        "active": {"no": False, "all": None}.get(filters.value("active"), True),
    }


def people(request: StaffRequest) -> dict[str, Any]:
    filters = StaffFilters(request.GET)
    given = conditions(filters)
    page = selectors.staff_list(request.actor, after=request.GET.get("after", "")[:60], **given)
    organ = organisations.organisations(active=None).filter(pk=given["organisation"] or 0).first()
    return {
        "filters": filters,
        "rows": page.rows,
        "organ": organ,
        "may_edit": may(request.actor, "staff.edit").allowed,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("人员"), HEADS, _lines(request)), form)


def person(request: StaffRequest, pk: int) -> dict[str, Any]:
    view = selectors.staff_view(request.actor, pk)
    target = Target(region=view.region_code, organisation=view.organisation_id)
    own = request.actor.key == f"staff:{view.number}"
    return {
        "page_title": view.name,
        "view": view,
        "may_edit": may(request.actor, "staff.edit", target).allowed and not own,
        "may_grant": may(request.actor, "roles.grant", target).allowed and not own,
        "own": own,
    }


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One action, and for each role whether it may."""

    key: str
    label: str
    cells: tuple[bool, ...]


def matrix(request: StaffRequest) -> dict[str, Any]:
    roles = selectors.roles()
    rows = [
        MatrixRow(key, label, tuple(key in role.actions for role in roles))
        for key, label in selectors.actions().items()
    ]
    groups = selectors.group_labels()
    return {"roles": [(role, groups[role.group]) for role in roles], "rows": rows}


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:staff-export', args=[form])}?{request.GET.urlencode()}"


def _lines(request: StaffRequest) -> Iterator[tuple[Any, ...]]:
    given, after, written = conditions(StaffFilters(request.GET)), "", 0
    while written < MOST:
        page = selectors.staff_list(request.actor, after=after, size=200, **given)
        for row in page.rows:
            yield row.number, row.name, row.title, row.organisation, row.region_name, "、".join(row.roles), row.active
        written, after = written + len(page.rows), page.next_cursor
        if not after:
            return
