"""Saving one section: faults of this section come back, faults elsewhere wait for publishing, a conflict loses nothing."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse

from bancheng.doors.workbench.catalog.guide.compare import differences
from bancheng.doors.workbench.catalog.guide.probing import faults_within
from bancheng.doors.workbench.catalog.guide.sections import Section
from bancheng.ground.access import Actor
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import DraftConflict, Fault, GuideRefused


def save(actor: Actor, item_id: int, body: dict[str, Any], revision: int, section: Section | None) -> list[Fault]:
    """Save the body. Returns the faults of the section that block, in which case nothing was saved; [] when it was.

    Without a section every fault counts. Raises DraftConflict.
    """
    item = selectors.implementation(actor, item_id)
    try:
        services.save_draft(item=item, body=body, revision=revision, by=actor)
    except GuideRefused as refused:
        mine = [fault for fault in refused.faults if fault.blocks and (section is None or section.owns(fault))]
        if section is not None and not mine:
            mine = faults_within(section, body)
        if mine:
            return mine
        keep(actor, item_id, body, revision)
    return []


def keep(actor: Actor, item_id: int, body: dict[str, Any], revision: int) -> None:
    """Save the body as work in progress, whatever is wrong with it. Raises DraftConflict."""
    item = selectors.implementation(actor, item_id)
    services.save_draft(item=item, body=body, revision=revision, by=actor, keep_incomplete=True)


def conflict_page(item_id: int, conflict: DraftConflict, section: Section | None) -> dict[str, Any]:
    """The context of `catalog/conflict.html`: both versions whole, and the ways on."""
    mine = (
        {part: conflict.yours[part] for part in section.parts if part in conflict.yours} if section else conflict.yours
    )
    return {
        "conflict": conflict,
        "differences": differences(conflict.theirs, conflict.yours),
        "yours": dumped(conflict.yours),
        "merged": dumped({**conflict.theirs, **mine}),
        "section": section,
        "save_url": reverse("workbench:guide-json", args=[item_id]),
        "item_url": reverse("workbench:guide-edit", args=[item_id, section.key if section else "basic"]),
        "status": 409,
    }


def dumped(body: Any) -> str:
    """The body as people edit it."""
    return json.dumps(body, ensure_ascii=False, indent=2)
