"""What stands around every page of the editor: the sections with their counts and findings, the preview, the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide import saving, seen
from bancheng.doors.workbench.catalog.guide.sections import SECTIONS, Section, section_of
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.pages import other_page
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground import law
from bancheng.ground.access import Target, demand, may
from bancheng.ground.codes import LEVELS
from bancheng.ground.journal import selectors as journal
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import DraftConflict, DraftView, Fault
from bancheng.registers.organisations import selectors as organisations

OF_THE_ITEM = "item"
"""How the path of a fault begins that lies in the item, not in its guide."""


def editable(request: StaffRequest, pk: int) -> DraftView:
    """The draft of an item in scope that this person may write; 404 out of scope, 403 without the right."""
    view: DraftView = selectors.draft(request.actor, pk)
    demand(request.actor, "catalog.edit", Target(region=view.item.region_code, organisation=view.item.organisation_id))
    return view


def frame(
    request: StaffRequest, view: DraftView, section: Section | None, *, body: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The context around a section; `body`: what the preview shows, if not what is stored."""
    item = view.item
    target = Target(region=item.region_code, organisation=item.organisation_id)
    blocking = [fault for fault in view.faults if fault.blocks]
    return {
        "page_title": _("编辑指南 %(name)s") % {"name": item.name},
        "view": view,
        "item": item,
        "level": LEVELS.get(item.use_level, item.use_level),
        "section": "items",
        "chosen": section,
        "sections": _sections(view),
        "faults_left": len(blocking) if view.body else None,
        "warnings_left": len(view.faults) - len(blocking),
        "item_faults": linked(item.id, [one for one in view.faults if one.path.split(".")[0] == OF_THE_ITEM]),
        "saved_at": saved_at(view) if view.saved else "",
        "impact": selectors.impact([item.id]) if item.version else (),
        "today": law.today().isoformat(),
        "may_publish": may(request.actor, "catalog.publish", target).allowed,
        "may_edit": may(request.actor, "catalog.edit", target).allowed,
        "four_eyes": organisations.rule("catalog.four_eyes", item.region_code),
        **panel(view, section, view.body if body is None else body),
    }


def panel(view: DraftView, section: Section | None, body: Mapping[str, Any]) -> dict[str, Any]:
    """The context of `guide/panel.html`: the guide as people will see it, and the questions where these are being written."""
    public = selectors.guide(view.item.id)
    shown = seen.seen(view.item.name, body, public.document.model_dump(mode="json") if public else None)
    phone = seen.phone(body, section.key) if section is not None and section.designed else ()
    return {"item": view.item, "chosen": section, "seen": shown, "preview": shown.small, "phone": phone}


def conflicted(request: StaffRequest, view: DraftView, conflict: DraftConflict, section: Section | None) -> Answer:
    context = frame(request, view, section) | saving.conflict_page(view.item.id, conflict, section)
    return other_page(request, "items", "catalog/conflict.html", context)


def saved_at(view: DraftView) -> str:
    """“10:24 周敏”, when and by whom the draft was saved last; with its day when that was not today."""
    entry = journal.latest(kind="catalog.guide", key=str(view.item.id), verb="save_draft", refused=False).first()
    if entry is None:
        return ""
    at = law.in_shanghai(entry.at)
    shown = f"{at:%H:%M}" if at.date() == law.today() else f"{at:%Y-%m-%d %H:%M}"
    return f"{shown} {entry.actor_name}"


def section_named(key: str) -> Section:
    if key not in SECTIONS:
        raise Http404
    return SECTIONS[key]


def revision_of(request: StaffRequest) -> int:
    """The revision that the page began from, as it was sent back."""
    return number(request.POST.get("revision"), most=2**31) or 0


def link(pk: int, fault: Fault) -> str:
    """Where a fault is put right: the section, and in it the row; a material has a page of its own, and so has the item."""
    found, names = section_of(fault), fault.path.split(".")
    if names[0] == OF_THE_ITEM:
        return reverse("workbench:lint-item", args=[pk])
    if found is None:
        return reverse("workbench:guide-json", args=[pk])
    row = names[1] if len(names) > 1 and names[1].isdigit() and len(names[1]) < 6 else ""
    if found.key == "materials" and row:
        return reverse("workbench:material", args=[pk, int(row)])
    return reverse("workbench:guide-edit", args=[pk, found.key]) + (f"#row-{row}" if row else "")


def linked(pk: int, faults: Sequence[Fault]) -> list[tuple[Fault, str]]:
    """Faults with the way to each, what blocks first."""
    return [(fault, link(pk, fault)) for fault in sorted(faults, key=lambda fault: not fault.blocks)]


def _sections(view: DraftView) -> list[tuple[Section, str, int, int]]:
    """Each section, how much of it is written, its faults that block and those that do not."""
    wrong: dict[str, list[int]] = {}
    for fault in view.faults:
        found = section_of(fault)
        count = wrong.setdefault(found.key if found else "", [0, 0])
        count[0 if fault.blocks else 1] += 1
    return [(one, one.count(view.body), *wrong.get(one.key, (0, 0))) for one in SECTIONS.values()]
