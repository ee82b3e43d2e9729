"""清理报告: materials and stamps without a legal basis, retired in one action (CAT-33)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import confirm_page, confirmed
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import may
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import UnfoundedItem

HEADS = ("事项编号", "事项", "实施主体", "地区", "没有法定依据的", "名称")
NAMED = 40


def report(request: StaffRequest, pk: int) -> dict[str, Any]:
    """Everything that stands on no law, by item."""
    run, found = selectors.lint_run(request.actor, pk), selectors.lint_unfounded(request.actor, pk)
    rows = found.items
    return {
        "page_title": _("清理报告"),
        "run": run,
        "rows": rows,
        "found": found,
        "materials": sum(len(row.materials) for row in rows),
        "stamps": sum(len(row.stamps) for row in rows),
        "may_edit": may(request.actor, "catalog.edit").allowed,
        "csv_url": reverse("workbench:lint-cleanup-export", args=[pk, "csv"]),
        "xlsx_url": reverse("workbench:lint-cleanup-export", args=[pk, "xlsx"]),
    }


def export(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    rows = selectors.lint_unfounded(request.actor, pk).items
    return download(Table(_("清理报告"), HEADS, _lines(rows)), form)


def retire(request: StaffRequest, pk: int) -> Answer:
    """What is ticked, or all that one may edit, is asked about once and then taken out of the drafts."""
    if request.method != "POST":
        raise Http404
    rows = selectors.lint_unfounded(request.actor, pk, action="catalog.edit").items
    back = reverse("workbench:lint-cleanup", args=[pk])
    materials, stamps = _chosen(request, "material"), _chosen(request, "stamp")
    if "all" in request.POST:
        materials = {row.item_id for row in rows if row.materials}
        stamps = {row.item_id for row in rows if row.stamps}
    if not materials and not stamps:
        messages.error(request, _("请先勾选要清理的事项。"), extra_tags="warn")
        return redirect(back)
    if not confirmed(request):
        return _question(request, rows, materials, stamps, back)
    try:
        gone = services.retire_unfounded(materials=materials, stamps=stamps, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    else:
        told = {"items": gone.items, "materials": gone.materials, "stamps": gone.stamps}
        sentence = _("已在 %(items)s 个事项的草稿里取消 %(materials)s 份材料、%(stamps)s 处盖章。发布以后生效。")
        messages.success(request, sentence % told, extra_tags="ok")
    return redirect(back)


def _question(
    request: StaffRequest, rows: tuple[UnfoundedItem, ...], materials: set[int], stamps: set[int], back: str
) -> dict[str, Any]:
    lines = [line for row in rows for line in _told(row, row.item_id in materials, row.item_id in stamps)]
    more = [_("……共 %(n)s 处") % {"n": len(lines)}] if len(lines) > NAMED else []
    return confirm_page(
        request,
        title=_("清理没有法定依据的材料和盖章"),
        sentence=_("从草稿里取消下面的材料和盖章；没有草稿的先从现行指南起一份草稿。线上的版本不变，发布以后生效。"),
        submit=_("确认清理"),
        cancel=back,
        lines=[*lines[:NAMED], *more],
    )


def _told(row: UnfoundedItem, materials: bool, stamps: bool) -> Iterator[str]:
    if materials:
        yield from (_("%(item)s：取消材料“%(name)s”") % {"item": row.item_name, "name": one} for one in row.materials)
    if stamps:
        yield from (_("%(item)s：取消“%(name)s”的盖章") % {"item": row.item_name, "name": one} for one in row.stamps)


def _chosen(request: StaffRequest, name: str) -> set[int]:
    return {key for key in map(number, request.POST.getlist(name)) if key}


def _lines(rows: tuple[UnfoundedItem, ...]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        for kind, names in ((_("材料"), row.materials), (_("盖章"), row.stamps)):
            for name in names:
                yield row.item_id, row.item_name, row.organ, row.region_name, kind, name
