"""Writing a guide: section by section, or the whole body as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide import saving
from bancheng.doors.workbench.catalog.guide.compare import differences
from bancheng.doors.workbench.catalog.guide.sections import SECTIONS, Editing, Section, section_of
from bancheng.doors.workbench.catalog.preview import preview
from bancheng.doors.workbench.forms import done, question
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.pages import other_page
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import Target, demand, may
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import DraftConflict, DraftView, Fault

LONGEST_JSON = 1_000_000


def edit(request: StaffRequest, pk: int, key: str) -> Answer:
    section, view = section_named(key), editable(request, pk)
    editing = Editing(section, view.body, request.POST if request.method == "POST" else None)
    if request.method == "POST" and editing.is_valid():
        try:
            faults = saving.save(request.actor, pk, editing.body(), revision_of(request), section)
        except DraftConflict as conflict:
            return conflicted(request, view, conflict, section)
        if not faults:
            return done(request, _("“%(section)s”已保存。") % {"section": section.label}, "guide-edit", pk, key)
        editing.tell(faults)
    wrong = request.method == "POST"
    return {**frame(request, view, section), "editing": editing, "errors": wrong, "status": 422 if wrong else 200}


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
    told = [(fault, link(pk, fault)) for fault in faults]
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


def editable(request: StaffRequest, pk: int) -> DraftView:
    """The draft of an item in scope that this person may write; 404 out of scope, 403 without the right."""
    view: DraftView = selectors.draft(request.actor, pk)
    demand(request.actor, "catalog.edit", Target(region=view.item.region_code, organisation=view.item.organisation_id))
    return view


def frame(request: StaffRequest, view: DraftView, section: Section | None) -> dict[str, Any]:
    """What stands around every section: the others with their counts, the preview, what is still wrong."""
    wrong: dict[str, int] = {}
    for fault in view.faults:
        found = section_of(fault)
        wrong[found.key if found else ""] = wrong.get(found.key if found else "", 0) + 1
    item = view.item
    target = Target(region=item.region_code, organisation=item.organisation_id)
    return {
        "page_title": _("编辑指南 %(name)s") % {"name": item.name},
        "view": view,
        "item": item,
        "section": "items",
        "chosen": section,
        "sections": [(one, one.count(view.body), wrong.get(one.key, 0)) for one in SECTIONS.values()],
        "faults_left": len(view.faults) if view.body else None,
        "preview": preview(item.name, view.body),
        "may_publish": may(request.actor, "catalog.publish", target).allowed,
    }


def conflicted(request: StaffRequest, view: DraftView, conflict: DraftConflict, section: Section | None) -> Answer:
    context = frame(request, view, section) | saving.conflict_page(view.item.id, conflict, section)
    return other_page(request, "items", "catalog/conflict.html", context)


def section_named(key: str) -> Section:
    if key not in SECTIONS:
        raise Http404
    return SECTIONS[key]


def revision_of(request: StaffRequest) -> int:
    """The revision that the page began from, as it was sent back."""
    return number(request.POST.get("revision"), most=2**31) or 0


def link(pk: int, fault: Fault) -> str:
    """Where a fault is put right."""
    found = section_of(fault)
    return (
        reverse("workbench:guide-edit", args=[pk, found.key]) if found else reverse("workbench:guide-json", args=[pk])
    )


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
