"""待办: what one's posts have to do, the one due first on top; what others in the scope have; what one has done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import InboxLine, InboxPage
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.lists import LONGEST, Tab, address, number, pager
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.saved import bar
from bancheng.doors.workbench.tables import Table, download
from bancheng.doors.workbench.todo import many
from bancheng.doors.workbench.todo.forms import TodoFilters
from bancheng.ground.access import may
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import StaffFilters

HEADS = ("编号", "申请人", "事项", "环节", "岗位", "实施机关", "地区", "状态", "环节开始", "到期", "时限")
VIEWS = {
    "mine": gettext_lazy("我的岗位"),
    "all": gettext_lazy("全部"),
    "warning": gettext_lazy("预警"),
    "overdue": gettext_lazy("逾期"),
    "done": gettext_lazy("我已办"),
}
COUNTED = {"mine": "all", "warning": "warning", "overdue": "overdue"}
MOST, BATCH, MOST_ITEMS = 50_000, 500, 200


KEPT = bar.keeps(
    "todo", label=gettext_lazy("待办"), url="todo", action="cases.view", names=("q", "item", "post", "view")
)
BATCH_VERBS = (("accept", "cases.take_in"), ("deliver", "cases.deliver"), ("close", "cases.deliver"))


def listed(request: StaffRequest) -> Answer:
    kept = bar.kept(request, KEPT)
    if (first := bar.opening(request, KEPT, kept)) is not None:
        return first
    filters = _filters(request)
    view = _view(filters)
    page = _page(request, filters, after=request.GET.get("after", "")[:LONGEST])
    counts = selectors.inbox_counts(request.actor)
    return {
        "filters": filters,
        "view": view,
        "rows": [(row, pictures.left(row.remaining)) for row in page.rows],
        "tabs": _tabs(request, view, counts),
        "counts": counts,
        **_batching(request, view, page),
        **bar.around(KEPT, kept, filters, lambda asked: _sizes(request, asked)),
        "waiting": selectors.waiting_talks(request.actor),
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
        **pager(request, page.next_cursor),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("待办"), HEADS, _lines(request, _filters(request))), form)


def _batching(request: StaffRequest, view: str, page: InboxPage) -> dict[str, Any]:
    """The steps that may be taken upon several at once, where there is anything to tick."""
    verbs = [(verb, many.VERBS[verb]) for verb, action in BATCH_VERBS if may(request.actor, action).allowed]
    return {
        "may_batch": bool(verbs) and view not in {"done", "all"},
        "batch_verbs": verbs,
        "instant": any(row.case.handling == "instant" for row in page.rows),
    }


def _sizes(request: StaffRequest, asked: Sequence[QueryDict]) -> tuple[int, ...]:
    """How many tasks each kept filter lets pass; what one has done is not counted."""
    return tuple(_size(request, data) for data in asked)


def _size(request: StaffRequest, data: QueryDict) -> int:
    view = data.get("view", "")
    return selectors.inbox_size(
        request.actor,
        mine=view != "all",
        post=data.get("post", ""),
        light=view if view in {"warning", "overdue"} else "",
        q=data.get("q", "").strip(),
        item=number(data.get("item")),
        most=bar.MOST_COUNTED,
    )


def _page(request: StaffRequest, filters: TodoFilters, *, after: str, size: int = 50) -> InboxPage:
    view = _view(filters)
    if view == "done":
        return selectors.done_by_me(request.actor, after=after, size=size)
    return selectors.inbox(
        request.actor,
        mine=view != "all",
        post=filters.value("post"),
        light=view if view in {"warning", "overdue"} else "",
        q=filters.value("q").strip(),
        item=number(filters.value("item")),
        after=after,
        size=size,
    )


def _lines(request: StaffRequest, filters: TodoFilters) -> Iterator[tuple[Any, ...]]:
    after, told = "", 0
    while told < MOST:
        page = _page(request, filters, after=after, size=BATCH)
        yield from (_cells(row) for row in page.rows)
        told, after = told + len(page.rows), page.next_cursor
        if not after:
            return


def _cells(row: InboxLine) -> tuple[Any, ...]:
    case = row.case
    return (
        case.number,
        case.applicant_name,
        case.item_name,
        row.stage_name,
        row.post_label,
        case.organisation,
        case.region_name,
        case.state_label,
        row.opened_at,
        row.due_on,
        row.light_label,
    )


def _filters(request: StaffRequest) -> TodoFilters:
    items = catalog.staff_items(request.actor, StaffFilters(state="published", size=MOST_ITEMS)).items
    return TodoFilters(request.GET, choices={"item": [(str(one.id), one.name) for one in items]})


def _view(filters: TodoFilters) -> str:
    chosen = filters.value("view")
    return chosen if chosen in VIEWS else "mine"


def _tabs(request: StaffRequest, view: str, counts: Mapping[str, int]) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            str(label),
            address(request, view=key if key != "mine" else ""),
            view == key,
            counts.get(COUNTED[key], 0) if key in COUNTED else None,
        )
        for key, label in VIEWS.items()
    )


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:todo-export', args=[form])}?{request.GET.urlencode()}"
