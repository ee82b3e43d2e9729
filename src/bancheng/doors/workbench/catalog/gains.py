"""减环节、减材料、减时间、减跑动: the four of a version before and after, and 精简成效 by department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.forms import GainFilters
from bancheng.doors.workbench.catalog.views import organ_choices
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground import law
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import Delta, Gains, OrganGain
from bancheng.registers.organisations import selectors as organisations

LABELS = {
    "steps": gettext_lazy("办理环节"),
    "materials": gettext_lazy("要交的材料"),
    "days": gettext_lazy("承诺时限"),
    "trips": gettext_lazy("到现场次数"),
}
UNITS = {"steps": gettext_lazy("个"), "materials": gettext_lazy("份"), "trips": gettext_lazy("次")}
DAYS = {
    "workday": gettext_lazy("个工作日"),
    "day": gettext_lazy("天"),
    "month": gettext_lazy("个月"),
    "year": gettext_lazy("年"),
    "instant": gettext_lazy("天"),
}
HEADS = (
    *("事项编号", "事项", "实施主体", "地区", "之前的版本", "现在的版本", "施行日期"),
    *("环节（前）", "环节（后）", "环节增减", "材料（前）", "材料（后）", "材料增减"),
    *("承诺时限（前）", "承诺时限（后）", "时限增减", "到现场（前）", "到现场（后）", "到现场增减"),
)
SHOWN = 100


@dataclass(frozen=True, slots=True)
class DeltaLine:
    """One of the four as a line of a table; `less` None where nothing changed or nothing can be subtracted."""

    label: str
    before: str
    after: str
    said: str
    less: bool | None


def delta_lines(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[DeltaLine, ...]:
    """The before/after table of two bodies or documents."""
    was = selectors.measures(before) if before else None
    return tuple(_line(delta) for delta in selectors.deltas(was, selectors.measures(after)))


def board(request: StaffRequest) -> dict[str, Any]:
    """精简成效: each department's sum over a period, and the items behind it."""
    filters, found = _found(request)
    return {
        "filters": filters,
        "found": found,
        "organs": [(row, _sums(row)) for row in found.organs],
        "total": _sums(found.total),
        "heads": [str(label) for label in LABELS.values()],
        "items": [(one, [_line(delta) for delta in one.deltas]) for one in found.items[:SHOWN]],
        "shown": SHOWN,
        "csv_url": _export(request, "csv"),
        "xlsx_url": _export(request, "xlsx"),
        "parts": ("list",),
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("精简成效"), HEADS, _lines(_found(request)[1])), form)


def _found(request: StaffRequest) -> tuple[GainFilters, Gains]:
    region = organisations.region(request.GET.get("region", "")[:12])
    filters = GainFilters(request.GET, choices={"organisation": organ_choices(request, region.code if region else "")})
    today = law.today()
    until = filters.value("until") or today
    since = filters.value("since") or date(until.year, 1, 1)
    found = selectors.gains(
        request.actor,
        since=since,
        until=until,
        region=region.code if region else "",
        organisation=number(filters.value("organisation")),
    )
    return filters, found


def _sums(row: OrganGain) -> list[tuple[int, str]]:
    """The four sums, each with its sentence."""
    return [
        (row.sums[key], _said(row.sums[key], str(DAYS["workday"] if key == "days" else UNITS[key]))) for key in LABELS
    ]


def _line(delta: Delta) -> DeltaLine:
    label = str(LABELS[delta.key])
    unit = str(DAYS.get(delta.unit, "") if delta.key == "days" else UNITS[delta.key])
    before, after = (_with(text, delta.key, unit) for text in (delta.before, delta.after))
    if delta.change is None:
        return DeltaLine(label, before, after, _not_told(delta), None)
    return DeltaLine(label, before, after, _said(delta.change, unit), delta.change < 0 if delta.change else None)


def _with(text: str, key: str, unit: str) -> str:
    """The number with its unit; a term says its own."""
    if not text:
        return "—"
    return text if key == "days" else f"{text} {unit}"


def _not_told(delta: Delta) -> str:
    if not delta.before:
        return _("以前没有版本") if delta.after else "—"
    return _("不能相减") if delta.after else _("还没有写")


def _said(change: int, unit: str) -> str:
    if change == 0:
        return _("不变")
    told = {"n": abs(change), "unit": unit}
    return _("少 %(n)s %(unit)s") % told if change < 0 else _("多 %(n)s %(unit)s") % told


def _export(request: StaffRequest, form: str) -> str:
    return f"{reverse('workbench:gains-export', args=[form])}?{request.GET.urlencode()}"


def _lines(found: Gains) -> Iterator[tuple[Any, ...]]:
    for one in found.items:
        told = (one.item_id, one.name, one.organ, one.region_name, one.before, one.after, one.effective_from)
        cells = (cell for delta in one.deltas for cell in (delta.before, delta.after, delta.change))
        yield (*told, *cells)
