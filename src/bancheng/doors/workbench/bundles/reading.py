"""Reading a bundle before and after it is published: under chosen answers, version against version, as four documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.types import DOCUMENTS, BundlePage, MergedQuestion, WorkshopEdition
from bancheng.doors.workbench.bundles.documents import document
from bancheng.doors.workbench.bundles.explaining import explained
from bancheng.doors.workbench.bundles.surround import found, rights
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground import law
from bancheng.ground.codes import half_width

LONGEST = 60


def preview(request: StaffRequest, pk: int) -> dict[str, Any]:
    """A version under the answers of the address, as the citizen finds it: what he is asked, fills in, hands in, waits for."""
    row = found(request, pk)
    editions = selectors.editions(row)
    chosen = _chosen(request, editions, "version")
    whole = _edition(row, chosen) if chosen else None
    page = None
    if whole is not None:
        answers = {element: text for element in _asked_of(whole) if (text := _typed(request, element))}
        page = selectors.edition(row, chosen, answers)
    return {
        "page_title": _("预览 %(name)s") % {"name": row.name},
        "bundle": selectors.workshop_line(row),
        "editions": editions,
        "chosen": chosen,
        "page": page,
        "asked": _asked(request, page) if page else [],
        "whole": whole,
        "explained": explained(page) if page else None,
        "idle": page.merged.idle if page else (),
    }


def compare(request: StaffRequest, pk: int) -> dict[str, Any]:
    """Any two versions, the draft among them, by what the citizen finds changed; where none is chosen, in force and newest."""
    row = found(request, pk)
    editions = selectors.editions(row)
    others = [one.number for one in editions[1:]]
    current = row.current.number if row.current else 0
    usual = current if current in others else next(iter(others), 0)
    before = _chosen(request, editions, "before") if "before" in request.GET else usual
    after = _chosen(request, editions, "after")
    pages = [_edition(row, one) for one in (before, after)] if before and after else []
    return {
        "page_title": _("比较版本：%(name)s") % {"name": row.name},
        "bundle": selectors.workshop_line(row),
        "editions": editions,
        "before": before,
        "after": after,
        "changes": selectors.compared(pages[0], pages[1]) if pages else (),
        "newest_is_draft": bool(editions) and editions[0].state == "draft",
        "rights": rights(request, row),
    }


def paper(request: StaffRequest, pk: int, key: str) -> dict[str, Any]:
    """One of the four documents of a version, the newest unless said otherwise, to be read or printed."""
    row = found(request, pk)
    editions = selectors.editions(row)
    chosen = _chosen(request, editions, "version")
    if key not in DOCUMENTS or not chosen:
        raise Http404
    page = _edition(row, chosen)
    return {
        "page_title": _("%(document)s：%(name)s") % {"document": DOCUMENTS[key], "name": row.name},
        "bundle": selectors.workshop_line(row),
        "edition": next(one for one in editions if one.number == chosen),
        "document": document(key, page),
        "documents": [(one, label, one == key) for one, label in DOCUMENTS.items()],
        "page": page,
        "printed": law.now(),
    }


def _asked_of(page: BundlePage) -> set[str]:
    """All that the bundle or a member may ask, whatever was answered so far."""
    own = {one.element for one in page.body.questions}
    members = (*page.merged.active, *page.merged.idle)
    return own | {one.element for each in members for one in each.document.questions}


def _asked(request: StaffRequest, page: BundlePage) -> list[tuple[MergedQuestion, str, str]]:
    """Each question with what was typed and what is wrong with it."""
    faults = {fault.path: fault.sentence for each in page.merged.situations.values() for fault in each.faults}
    keys = [(one, one.question.element) for one in page.merged.questions]
    return [(one, _typed(request, element), faults.get(element, "")) for one, element in keys]


def _typed(request: StaffRequest, element: str) -> str:
    return half_width(request.GET.get(element, "")).replace("\x00", "").strip()[:LONGEST]


def _chosen(request: StaffRequest, editions: Sequence[WorkshopEdition], name: str) -> int:
    """The version that the address names, else the newest; 0 where there is none. 404 for one that does not exist."""
    if name not in request.GET:
        return editions[0].number if editions else 0
    wanted = number(request.GET[name], most=10**6)
    if wanted is None or wanted not in {one.number for one in editions}:
        raise Http404
    return wanted


def _edition(row: Any, number: int) -> BundlePage:
    found = selectors.edition(row, number)
    if found is None:
        raise Http404
    return found
