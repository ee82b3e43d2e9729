"""The tree of regions with their organisations, and the page of one organisation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.lists import pager
from bancheng.doors.workbench.organisations.forms import OrganisationFilters
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import Target, may
from bancheng.ground.law import today
from bancheng.registers.identity import selectors as identity
from bancheng.registers.organisations import selectors

SIZE = 60
HEADS = (
    "名称",
    "简称",
    "类别",
    "实施主体性质",
    "所在区划",
    "区划代码",
    "统一社会信用代码",
    "咨询电话",
    "办公地址",
    "是否在用",
)


def tree(request: StaffRequest) -> dict[str, Any]:
    filters = OrganisationFilters(request.GET)
    region = selectors.region(filters.value("region")) if filters.value("region") else None
    rows, cursor = _page(_found(filters), request.GET.get("after", ""))
    path = {above.code for above in selectors.ancestors(region.code)} | {region.code} if region else set()
    return {
        "filters": filters,
        "nodes": selectors.tree(organisations=False),
        "region": region,
        "path": path,
        "rows": rows,
        "may_edit": may(request.actor, "organisations.edit").allowed,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    rows = _found(OrganisationFilters(request.GET)).iterator(chunk_size=500)
    return download(Table(_("机构"), HEADS, (_line(row) for row in rows)), form)


def organisation(request: StaffRequest, pk: int) -> dict[str, Any]:
    row = found(pk)
    return {
        "page_title": row.name,
        "row": row,
        "region": selectors.region(row.region_id),
        "history": tuple(reversed(selectors.history(row))),
        "posts": list(_posts(row)),
        "children": list(row.children.filter(active=True)),
        "staff_url": reverse("workbench:staff") + f"?organisation={pk}",
        "may_edit": may(request.actor, "organisations.edit", Target(region=row.region_id, organisation=pk)).allowed,
        "may_see_staff": may(request.actor, "staff.view").allowed,
    }


def found(pk: int) -> Any:
    """The row of an organisation, in use or not; 404 without it."""
    row = selectors.organisations(active=None).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _posts(row: Any) -> Iterator[tuple[Any, Any]]:
    """Each post with who holds it today."""
    posts = list(selectors.posts(row))
    holders = identity.holders([post.pk for post in posts], today())
    for post in posts:
        yield post, holders.get(post.pk, ())


def _found(filters: OrganisationFilters) -> QuerySet[Any]:
    active = {"no": False, "all": None}.get(filters.value("active"), True)
    region = filters.value("region")
    return selectors.organisations(
        region=region if region and selectors.region(region) else None,
        kind=filters.value("kind"),
        q=filters.value("q"),
        active=active,
    )


def _page(rows: QuerySet[Any], after: str) -> tuple[list[Any], str]:
    """Rows stand in the order of region and number; so does the cursor: `region-number`."""
    region, _dash, number = after.partition("-")
    if region and number.isascii() and number.isdigit() and len(number) < 19:
        rows = rows.filter(Q(region_id__gt=region) | Q(region_id=region, pk__gt=int(number)))
    shown = list(rows[: SIZE + 1])
    last = shown[SIZE - 1] if len(shown) > SIZE else None
    return shown[:SIZE], f"{last.region_id}-{last.pk}" if last else ""


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:organisations-export', args=[form])}?{request.GET.urlencode()}"


def _line(row: Any) -> tuple[Any, ...]:
    return (
        row.name,
        row.short_name,
        row.get_kind_display(),
        row.get_owner_type_display(),
        row.region.name,
        row.region_id,
        row.uscc,
        row.phone,
        row.address,
        row.active,
    )
