"""Writing a bundle section by section; of two leads the second one keeps what he typed and sees what the other saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import Written
from bancheng.doors.workbench.bundles import rowwork
from bancheng.doors.workbench.bundles.editing import Editing
from bancheng.doors.workbench.bundles.saying import PARTS, said
from bancheng.doors.workbench.bundles.sections import ASKED, FEEDS, FIRST, after
from bancheng.doors.workbench.bundles.surround import (
    editable,
    frame,
    readable,
    revision_of,
    section_named,
    stored_of,
)
from bancheng.doors.workbench.bundles.surround import panel as around_panel
from bancheng.doors.workbench.catalog.guide import picking
from bancheng.doors.workbench.catalog.guide.sections import Section
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import SearchQuery

OUTDATED = "bundles.outdated"
WAYS = {"preview": "bundle-preview", "publish": "bundle-publish"}
"""Where a button of the foot leads once the section is saved."""
MOST_FOUND = 12


def edit(request: StaffRequest, pk: int, key: str) -> Answer:
    """One section: shown, its rows moved (`do`), or saved and on to where the button says (`go`)."""
    row, section = editable(request, pk), section_named(key)
    written = selectors.written(row)
    stored = stored_of(written)
    if stored is None and section.key != FIRST:
        messages.warning(request, _("请先写简介、选成员并保存。"), extra_tags="warn")
        return redirect("workbench:bundle-edit", pk, FIRST)
    if request.method != "POST":
        return _page(
            request, row, written, section, Editing(section, written.body, stored=stored, region=row.region_id)
        )
    if "do" in request.POST:
        editing = rowwork.worked(section, written.body, request.POST, stored=stored, region=row.region_id)
        return _page(request, row, written, section, editing) | {"unsaved": True}
    editing = Editing(section, written.body, request.POST, stored=stored, region=row.region_id)
    if editing.is_valid():
        try:
            _save(request, row, written, editing)
        except Refused as refusal:
            if refusal.code == OUTDATED:
                return _overtaken(request, row, section, editing, str(refusal))
            editing.tell(refusal)
        else:
            return _onward(request, pk, section)
    return _page(request, row, written, section, editing) | {"errors": True, "status": 422}


def _save(request: StaffRequest, row: Any, written: Written, editing: Editing) -> None:
    """Save; but who only goes on, having changed nothing, leaves no new revision behind. Raises Refused."""
    body = editing.body()
    if written.saved and readable(body) == stored_of(written):
        return
    services.save_draft(row, body=body, by=request.actor, revision=revision_of(request))


def panel(request: StaffRequest, pk: int, key: str) -> dict[str, Any]:
    """The merge beside the section as it is typed now; nothing is checked or saved."""
    row, section = editable(request, pk), section_named(key)
    written = selectors.written(row)
    stored = stored_of(written)
    typed = None
    if request.method == "POST" and (stored is not None or section.key == FIRST):
        editing = Editing(section, written.body, request.POST, stored=stored, region=row.region_id)
        typed = readable(editing.body()) if editing.is_valid() else None
    return {"bundle": selectors.workshop_line(row), "chosen": section, **around_panel(row, typed or stored)}


def _page(request: StaffRequest, row: Any, written: Written, section: Section, editing: Editing) -> dict[str, Any]:
    stored = stored_of(written)
    designed = section.key == ASKED
    find = request.POST.get("find", "")[:60] if request.POST.get("do") == "find" else ""
    return {
        **frame(request, row, written, section),
        "editing": editing,
        "next_section": after(section),
        "elements": tuple(editing.around.elements.values()) if designed else (),
        "find": find,
        "found": _found(find, row.region_id, editing, designed=designed) if find else (),
        "proposals": selectors.proposed(stored) if section.key == FEEDS and stored else (),
        "labels": editing.around.members,
        "revision": written.revision,
    }


def _found(words: str, region: str, editing: Editing, *, designed: bool) -> Any:
    """Elements to ask about, or items of the region, of those below and above it, that are no members yet."""
    if designed:
        return picking.search(words, editing.around.elements)
    hits = catalog.find(SearchQuery(q=words, region=region, size=MOST_FOUND)).results
    there = {row.said("item") for row in editing.rows.forms}
    return [(hit, str(hit.item_id) in there) for hit in hits]


def _overtaken(request: StaffRequest, row: Any, section: Section, editing: Editing, sentence: str) -> Answer:
    """What he typed stays; beside it stands what the other saved. To save again writes this section alone over it."""
    written = selectors.written(row)
    theirs, mine = written.body, editing.body()
    parts = [(str(PARTS[part]), said(part, theirs.get(part)), said(part, mine.get(part))) for part in section.parts]
    return _page(request, row, written, section, editing) | {
        "overtaken": sentence,
        "apart": [(label, before, now) for label, before, now in parts if before != now],
        "status": 409,
    }


def _onward(request: StaffRequest, pk: int, section: Section) -> HttpResponseRedirect:
    go = request.POST.get("go", "")
    if go in WAYS:
        return HttpResponseRedirect(reverse(f"workbench:{WAYS[go]}", args=[pk]))
    messages.success(request, _("“%(section)s”已保存。") % {"section": section.label}, extra_tags="ok")
    onward = after(section) if go == "next" else section
    return HttpResponseRedirect(reverse("workbench:bundle-edit", args=[pk, onward.key]))
