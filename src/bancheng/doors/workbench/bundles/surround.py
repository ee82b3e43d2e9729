"""What stands around every page of the editor: the sections, what lacks, the merge explained, the foot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.types import Checked, Written
from bancheng.doors.workbench.bundles.explaining import explained
from bancheng.doors.workbench.bundles.sections import FIRST, SECTIONS, of_line
from bancheng.doors.workbench.catalog.guide.sections import Section, table_of
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground import law
from bancheng.ground.access import Target, demand, may
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused

EDIT, PUBLISH = "bundles.edit", "bundles.publish"
Lacking = list[tuple[Checked, str]]
"""Lines of the check that are not met, each with where it is put right."""


def found(request: StaffRequest, pk: int) -> Any:
    """The bundle of a person who may write or publish it; 404 for others."""
    return selectors.workshop_bundle(request.actor, pk)


def target_of(row: Any) -> Target:
    return Target(region=row.region_id, organisation=row.lead_id)


def editable(request: StaffRequest, pk: int) -> Any:
    """The bundle of a person who may write it: 404 out of scope, 403 without the right."""
    row = found(request, pk)
    demand(request.actor, EDIT, target_of(row))
    return row


def publishable(request: StaffRequest, pk: int) -> Any:
    """The bundle of a person who may publish it: 404 out of scope, 403 without the right."""
    row = found(request, pk)
    demand(request.actor, PUBLISH, target_of(row))
    return row


def rights(request: StaffRequest, row: Any) -> dict[str, bool]:
    """What this person may do with this bundle; the services ask again."""
    return {name: may(request.actor, f"bundles.{name}", target_of(row)).allowed for name in ("edit", "publish")}


def stored_of(written: Written) -> BundleBody | None:
    """The text that an editor begins from; None while nothing is written. What is stored can always be read."""
    return BundleBody.model_validate(written.body) if written.body else None


def readable(body: Mapping[str, Any]) -> BundleBody | None:
    """A text as it is typed; None while it cannot be read."""
    try:
        return services.readable(body)
    except Refused:
        return None


def section_named(key: str) -> Section:
    if key not in SECTIONS:
        raise Http404
    return SECTIONS[key]


def revision_of(request: StaffRequest) -> int:
    """The revision that the page began from, as it was sent back."""
    return number(request.POST.get("revision"), most=2**31) or 0


def frame(
    request: StaffRequest, row: Any, written: Written, section: Section | None, shown: BundleBody | None = None
) -> dict[str, Any]:
    """The context around a section; `shown`: what the explanation is of, if not what is stored."""
    return {
        "page_title": _("编排 %(name)s") % {"name": row.name},
        "bundle": selectors.workshop_line(row),
        "written": written,
        "chosen": section,
        "sections": [(one, len(table_of(written.body, one.table))) for one in SECTIONS.values()],
        "saved_at": saved_at(row) if written.saved else "",
        "rights": rights(request, row),
        **panel(row, shown or stored_of(written)),
    }


def panel(row: Any, text: BundleBody | None) -> dict[str, Any]:
    """The context of `bundles/panel.html`: the merge of a text, and what it lacks to be published."""
    if text is None:
        return {"page": None, "lacking": []}
    page, checked = selectors.sketched(row, text), selectors.examination(row, text)
    lacking: Lacking = [(line, link(row.pk, line)) for line in checked if not line.met]
    return {"page": page, "explained": explained(page), "checked": checked, "lacking": lacking}


def link(pk: int, line: Checked) -> str:
    """Where a line of the check is put right."""
    if line.kind in {"lead", "stage"}:
        return reverse("workbench:bundle-change", args=[pk])
    return reverse("workbench:bundle-edit", args=[pk, of_line(line.kind, line.key) or FIRST])


def saved_at(row: Any) -> str:
    """“10:24 周敏”, when and by whom the draft was saved last; with its day when that was not today."""
    entry = journal.latest(kind="bundle", key=str(row.pk), verb="save", refused=False).first()
    if entry is None:
        return ""
    at = law.in_shanghai(entry.at)
    shown = f"{at:%H:%M}" if at.date() == law.today() else f"{at:%Y-%m-%d %H:%M}"
    return f"{shown} {entry.actor_name}"
