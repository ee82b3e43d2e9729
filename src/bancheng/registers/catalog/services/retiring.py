"""清理: what no law demands is taken out of the guides, in one action (CAT-33)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, demand_for_item, guide_subject
from bancheng.registers.catalog.lint.raw import MATERIAL, STAMP, Weak, weak_materials
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.services.drafts import EDITED, next_number
from bancheng.registers.catalog.services.items import locked
from bancheng.registers.catalog.submissions.answering import put_back
from bancheng.registers.catalog.types import Retired

DRAFT = GuideVersion.State.DRAFT
NO_STAMP = "没有法定依据，取消盖章"


def retire_unfounded(*, materials: Collection[int] = (), stamps: Collection[int] = (), by: Actor) -> Retired:
    """Take out of the drafts of some items (ids) the materials that no law names, and the stamps for which no article is given.

    An item without a draft gets one, begun from its guide in force: nothing public changes before it is published. One
    transaction, one journal entry an item; what was put right meanwhile is left alone. Raises AccessDenied for an item out
    of scope, `Refused` retire.nothing.
    """
    wanted = {MATERIAL: set(materials), STAMP: set(stamps)}
    keys = sorted(wanted[MATERIAL] | wanted[STAMP])
    gone: list[Weak] = []
    touched = 0
    with transaction.atomic():
        for item in ImplementationItem.objects.filter(pk__in=keys).order_by("pk"):
            row = locked(item)
            demand_for_item(by, EDIT, row)
            found = _retire(row, {kind for kind, items in wanted.items() if row.pk in items}, by)
            touched += bool(found)
            gone += found
    if not gone:
        raise Refused("retire.nothing", "没有要清理的材料或者盖章，可能已经改好，请重新检查。")
    removed = sum(weak.kind == MATERIAL for weak in gone)
    return Retired(touched, removed, len(gone) - removed)


def _retire(item: ImplementationItem, kinds: set[str], by: Actor) -> list[Weak]:
    draft = GuideVersion.objects.select_for_update().filter(item=item, state=DRAFT).first()
    begun = draft or (GuideVersion.objects.filter(pk=item.current_id).first() if item.current_id else None)
    if begun is None or item.cancelled_on is not None:
        return []
    weak = [one for one in weak_materials(begun.body) if one.kind in kinds]
    if not weak:
        return []
    if draft is None:
        draft = GuideVersion(item=item, number=next_number(item), created_at=law.now(), revision=0)
    draft.body, draft.revision, draft.created_by = _without(begun.body, weak), draft.revision + 1, by.name[:100]
    draft.save()
    facts = {
        "number": draft.number,
        "revision": draft.revision,
        "materials": [one.name for one in weak if one.kind == MATERIAL],
        "stamps": [one.name for one in weak if one.kind == STAMP],
    }
    append(guide_subject(item), "retire_unfounded", by=by, facts=facts)
    put_back(item, why=EDITED, by=by)
    return weak


def _without(body: dict[str, Any], weak: Iterable[Weak]) -> dict[str, Any]:
    """The body without these; a seal beside a signature leaves the signature."""
    clean = deepcopy(body)
    gone = {one.index for one in weak if one.kind == MATERIAL}
    for one in weak:
        if one.kind == STAMP:
            row = clean["materials"][one.index]
            row["signature"] = "signature" if row["signature"] == "both" else "none"
            row["signature_note"] = NO_STAMP
    codes = {row.get("code") for index, row in enumerate(clean["materials"]) if index in gone and isinstance(row, dict)}
    clean["materials"] = [row for index, row in enumerate(clean["materials"]) if index not in gone]
    kept = {row.get("code") for row in clean["materials"] if isinstance(row, dict)}
    if isinstance(points := clean.get("points"), list):
        # A point looks at a paper that is no longer asked for: it is judged without.
        for point in points:
            if isinstance(point, dict) and point.get("material") in codes - kept:
                point.pop("material")
    if isinstance(needs := clean.get("data_needs"), list):
        lost = codes - kept - {None, ""}
        clean["data_needs"] = [need for need in needs if not (isinstance(need, dict) and need.get("material") in lost)]
    return clean
