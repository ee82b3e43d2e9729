"""The board of running bundles, nearest date first, and the page of one: its graph, its dates, its members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.types import PART_STATES, RunLine, RunningBundle
from bancheng.casework.cases.types import CHANNELS, LIGHTS
from bancheng.doors.workbench.bundle_cases import picture
from bancheng.doors.workbench.bundle_cases.forms import WAITING, BoardFilters
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.lists import LONGEST, Tab, address, number, pager
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import AccessDenied, may
from bancheng.ground.codes import CaseNumber, CodeError

VIEWS = {
    "running": gettext_lazy("在办"),
    "overdue": gettext_lazy("逾期"),
    "warning": gettext_lazy("预警"),
    "closed": gettext_lazy("已办结"),
}
HEADS = (
    *("受理号", "一件事", "申请人", "牵头部门", "状态", "结果", "提交时间", "整体承诺", "时限", "已有结果", "成员数"),
    *("逾期成员", "各成员", "走流程"),
)
MOST, BATCH = 20_000, 100
LINKED = {
    "complete": ("bundle-complete", gettext_lazy("补充")),
    "refile": ("bundle-refile", gettext_lazy("重新申请")),
    "urge": ("bundle-urge", gettext_lazy("催办")),
    "drop": ("bundle-drop", gettext_lazy("去掉")),
}
ACTS = (
    ("accept", "bundle-accept", gettext_lazy("统一受理")),
    ("request_supplement", "bundle-notice", gettext_lazy("一次告知补正")),
    ("supplement", "bundle-supplement", gettext_lazy("窗口补交")),
    ("hand_over", "bundle-hand-over", gettext_lazy("统一发证")),
    ("call_visit", "bundle-visit-call", gettext_lazy("召集联合踏勘")),
    ("add_member", "bundle-add", gettext_lazy("增加成员")),
)


def listed(request: StaffRequest) -> Answer:
    """A whole number leads to the page itself."""
    filters = _filters(request)
    if key := _exact(request, filters.value("q")):
        return redirect("workbench:bundle-case", key)
    found = selectors.board(request.actor, **_wanted(request, filters), after=request.GET.get("after", "")[:LONGEST])
    return {
        "filters": filters,
        "rows": [
            (line, pictures.left(line.remaining), picture.dots(line, PART_STATES, dict(LIGHTS))) for line in found.lines
        ],
        "tabs": _tabs(request, filters),
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "may_take_in": may(request.actor, "bundles.take_in").allowed or may(request.actor, "bundles.steer").allowed,
        "parts": ("list",),
        **pager(request, found.after),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("一件事办件"), HEADS, _lines(request)), form)


def bundle_case(request: StaffRequest, key: str) -> Answer:
    found = selectors.running_bundle(request.actor, key)
    if key != found.key:
        return redirect("workbench:bundle-case", found.key)
    return page_of(request, found)


def page_of(request: StaffRequest, found: RunningBundle) -> dict[str, Any]:
    """The context of `bundle_cases/page.html`."""
    critical = picture.critical_path(found.parts)
    return {
        "page_title": f"{found.applicant_name} {found.name}",
        "whole": found,
        "left": pictures.left(found.remaining),
        "picture": picture.picture(found.parts),
        "critical": "、".join(one.label for one in sorted(found.parts, key=_by_date) if one.key in critical),
        "parts_shown": [(one, _part_links(found, one)) for one in found.parts],
        "channel": CHANNELS.get(found.channel, found.channel),
        "acts": [
            (reverse(f"workbench:{name}", args=[found.key]), label) for verb, name, label in ACTS if verb in found.verbs
        ],
        "may_steer": "call_visit" in found.verbs,
        "trace": tuple(reversed(found.trace)),
    }


def _by_date(one: Any) -> tuple[str, int]:
    return (str(one.due_on or ""), one.layer)


def _part_links(found: RunningBundle, one: Any) -> list[tuple[str, str]]:
    return [
        (reverse(f"workbench:{name}", args=[found.key, one.key]), str(label))
        for verb, (name, label) in LINKED.items()
        if verb in one.verbs
    ]


def _filters(request: StaffRequest) -> BoardFilters:
    bundles = [(str(pk), name) for pk, name in selectors.bundles_run(request.actor)]
    return BoardFilters(request.GET, choices={"bundle": bundles})


def _wanted(request: StaffRequest, filters: BoardFilters) -> dict[str, Any]:
    view = filters.value("view") or "running"
    return {
        "state": "closed" if view == "closed" else "running",
        "light": view if view in {"overdue", "warning"} else "",
        "bundle": number(filters.value("bundle")),
        "waiting": filters.value("waiting") if filters.value("waiting") in WAITING else "",
        "trial": filters.value("trial") == "1",
        "q": filters.value("q"),
    }


def _tabs(request: StaffRequest, filters: BoardFilters) -> tuple[Tab, ...]:
    """With how many, as long as nothing else narrows the list: the counts are of the whole scope."""
    counts = {} if filters.value("trial") == "1" else selectors.board_counts(request.actor)
    chosen = filters.value("view") if filters.value("view") in VIEWS else "running"
    return tuple(
        Tab(str(label), address(request, view="" if key == "running" else key), chosen == key, counts.get(key))
        for key, label in VIEWS.items()
    )


def _exact(request: StaffRequest, words: str) -> str:
    """The key of the bundle whose number, or a member's, was typed; "" for other words and for what is not his."""
    try:
        return selectors.running_bundle(request.actor, str(CaseNumber.parse(words))).key if words else ""
    except (CodeError, AccessDenied):
        return ""


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:bundle-cases-export', args=[form])}?{request.GET.urlencode()}"


def _lines(request: StaffRequest) -> Iterator[tuple[Any, ...]]:
    wanted, after, told = _wanted(request, _filters(request)), "", 0
    while told < MOST:
        found = selectors.board(request.actor, **wanted, after=after, size=BATCH)
        yield from (_cells(line) for line in found.lines)
        told, after = told + len(found.lines), found.after
        if not after:
            return


def _cells(line: RunLine) -> tuple[Any, ...]:
    parts = "；".join(f"{label}：{PART_STATES.get(state, state)}" for label, state, _light in line.parts)
    return (
        *(line.number, line.name, line.applicant_name, line.lead, line.state_label, line.outcome),
        *(line.submitted_at, line.due_on, line.light_label, line.done, len(line.parts), line.late_parts, parts),
        _("是") if line.trial else "",
    )
