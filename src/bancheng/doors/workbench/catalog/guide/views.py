"""Writing a guide: section by section, or the whole body as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.guide import entering as elements
from bancheng.doors.workbench.catalog.guide import materials, picking, rowwork, saving, surround
from bancheng.doors.workbench.catalog.guide.compare import differences
from bancheng.doors.workbench.catalog.guide.editing import Editing
from bancheng.doors.workbench.catalog.guide.graph import graph
from bancheng.doors.workbench.catalog.guide.sections import Section, after, table_of
from bancheng.doors.workbench.catalog.guide.stages import finished
from bancheng.doors.workbench.catalog.guide.surround import (
    conflicted,
    editable,
    frame,
    link,
    linked,
    revision_of,
    section_named,
)
from bancheng.doors.workbench.forms import done, question
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import DraftConflict, DraftView, Fault

__all__ = ["compare", "drop", "edit", "link", "panel", "whole"]
LONGEST_JSON = 1_000_000
LOCKED = gettext_lazy(
    "设定依据由基本目录统一（四级四同），本级不能修改。有不同意见的，请报省级目录主管部门调整基本目录。"
)
WAYS = {"compare": "guide-compare", "try": "guide-try", "publish": "guide-publish", "submit": "guide-submit"}
"""Where a button of the foot leads once the section is saved."""


def edit(request: StaffRequest, pk: int, key: str) -> Answer:
    """One section: shown, its rows moved (`do`), or saved and on to where the button says (`go`)."""
    section, view = section_named(key), editable(request, pk)
    if request.method != "POST":
        editing = Editing(section, view.body, region=view.item.region_code)
        editing.point_out(view.faults)
        return _page(request, view, section, editing)
    if section.key in view.locked:
        raise Refused("guide.locked", str(LOCKED))
    if "do" in request.POST:
        return _worked(request, view, section)
    editing = Editing(section, view.body, request.POST, region=view.item.region_code)
    if editing.is_valid():
        try:
            faults = _save(request, view, section, editing)
        except DraftConflict as conflict:
            return conflicted(request, view, conflict, section)
        if not faults:
            return _onward(request, view, section)
        editing.tell(faults)
    return _page(request, view, section, editing) | {"errors": True, "status": 422}


def _worked(request: StaffRequest, view: DraftView, section: Section) -> dict[str, Any]:
    """The rows with what a button asks done to them; a new data element is entered at once, its row waits to be saved."""
    data: QueryDict = request.POST
    entering = None
    if section.designed and data["do"] in {elements.ENTER, elements.ALTHOUGH}:
        entering = elements.entered(section, data, item=view.item.id, by=request.actor)
        if entering.made:
            data = data.copy()
            data["do"] = f"pick:{entering.made.code}"
    editing = rowwork.worked(section, view.body, data, view.item.region_code)
    body = _as_typed(section, view, request.POST)
    if body is not None and section.designed:
        body[section.table] = [*table_of(body, section.table), *rowwork.picked(section, body, data)]
    context = _page(request, view, section, editing, unsaved=True, body=body)
    return context | ({"entering": entering} if entering else {})


def panel(request: StaffRequest, pk: int, key: str) -> dict[str, Any]:
    """The preview beside the section as it is typed now; nothing is checked or saved."""
    section, view = section_named(key), editable(request, pk)
    body = _as_typed(section, view, request.POST) if request.method == "POST" else None
    return surround.panel(view, section, view.body if body is None else body)


def whole(request: StaffRequest, pk: int) -> Answer:
    """高级: the whole body as JSON; every fault is listed with its path."""
    view = editable(request, pk)
    text, problem, faults = saving.dumped(view.body), "", []
    if request.method == "POST":
        text = request.POST.get("body", "")[:LONGEST_JSON]
        try:
            faults = _save_text(request, pk, text)
        except DraftConflict as conflict:
            return conflicted(request, view, conflict, None)
        except Refused as refusal:
            problem = str(refusal)
        else:
            if not faults:
                return done(request, _("指南已保存。"), "guide-json", pk)
    wrong = bool(problem or faults)
    told = linked(pk, faults)
    more = {"text": text, "problem": problem, "faults": told, "errors": wrong, "status": 422 if wrong else 200}
    return {**frame(request, view, None), **more}


def compare(request: StaffRequest, pk: int) -> dict[str, Any]:
    """The draft beside the version in force."""
    view: DraftView = selectors.draft(request.actor, pk)
    public = selectors.guide(pk)
    document = public.document.model_dump(mode="json") if public else {}
    found = differences(document, view.body)
    return {
        "view": view,
        "item": view.item,
        "public": public,
        "differences": found,
        "page_title": _("比较：%(name)s") % {"name": view.item.name},
    }


def drop(request: StaffRequest, pk: int) -> Answer:
    view = editable(request, pk)
    return question(
        request,
        title=_("放弃草稿"),
        sentence=_("第 %(n)s 版草稿里还没有发布的修改全部丢弃，不能找回。线上的版本不受影响。") % {"n": view.number},
        submit=_("确认放弃"),
        back=reverse("workbench:item", args=[pk]),
        act=lambda: services.drop_draft(item=selectors.implementation(request.actor, pk), by=request.actor),
        said=_("草稿已放弃。"),
    )


def _page(
    request: StaffRequest,
    view: DraftView,
    section: Section,
    editing: Editing,
    *,
    unsaved: bool = False,
    body: dict[str, Any] | None = None,
) -> dict[str, Any]:
    shown = view.body if body is None else body
    find = request.POST.get("find", "")[:60] if request.POST.get("do") == "find" else ""
    around = editing.around
    return {
        **frame(request, view, section, body=shown),
        "editing": editing,
        "lines": materials.lines(view) if section.key == "materials" else (),
        "unsaved": unsaved,
        "locked": section.key in view.locked,
        "graph": graph(finished(editing.shown)) if section.key == "stages" else None,
        "elements": tuple(around.elements.values()) if section.designed else (),
        "papers": around.papers.items() if section.key in {"results", "sharing"} else (),
        "services": around.services.items() if section.key == "intermediaries" else (),
        "find": find,
        "found": elements.placed(picking.search(find, around.elements)) if find else (),
        "entering": elements.begun(section, request.POST) if section.designed else None,
        "next_section": after(section),
    }


def _as_typed(section: Section, view: DraftView, data: QueryDict) -> dict[str, Any] | None:
    """The body with the section as it stands on the page; None where that cannot be read."""
    if section.key == "materials" or section.key in view.locked:
        return None
    editing = Editing(section, view.body, data, region=view.item.region_code)
    return editing.body() if editing.is_valid() else None


def _save(request: StaffRequest, view: DraftView, section: Section, editing: Editing) -> list[Fault]:
    """Save; but who only goes on to look at something, having changed nothing, leaves no new revision behind."""
    body = editing.body()
    if request.POST.get("go") in WAYS and view.body and not differences(view.body, body):
        return []
    return saving.save(request.actor, view.item.id, body, revision_of(request), section)


def _onward(request: StaffRequest, view: DraftView, section: Section) -> HttpResponseRedirect:
    pk, go = view.item.id, request.POST.get("go", "")
    if go in WAYS:
        day = QueryDict(mutable=True)
        day["day"] = request.POST.get("effective_from", "")[:20]
        return HttpResponseRedirect(
            reverse(f"workbench:{WAYS[go]}", args=[pk]) + (f"?{day.urlencode()}" if go == "publish" else "")
        )
    messages.success(request, _("“%(section)s”已保存。") % {"section": section.label}, extra_tags="ok")
    onward = after(section) if go == "next" else section
    return HttpResponseRedirect(reverse("workbench:guide-edit", args=[pk, onward.key]))


def _save_text(request: StaffRequest, pk: int, text: str) -> list[Fault]:
    """Read the JSON and save it. Raises Refused with the line where it is not JSON, DraftConflict."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise Refused(
            "guide.json", _("第 %(line)s 行不是正确的 JSON，请检查逗号、引号和括号。") % {"line": line}
        ) from error
    if request.POST.get("act") == "keep":
        saving.keep(request.actor, pk, body, revision_of(request))
        return []
    return saving.save(request.actor, pk, body, revision_of(request), None)
