"""What a reviewer must see of a draft, and its author before he hands it over: findings, differences, whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bancheng.doors.workbench.catalog.gains import delta_lines
from bancheng.doors.workbench.catalog.guide.surround import linked
from bancheng.doors.workbench.catalog.history import scheduled
from bancheng.doors.workbench.catalog.marking import marked
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import DraftView, Fault


def reviewed(view: DraftView, faults: Iterable[Fault]) -> dict[str, Any]:
    """The context of `guide/reviewed.html`; the draft is compared with the version in force."""
    found = list(faults)
    public = selectors.guide(view.item.id)
    before = public.document.model_dump(mode="json") if public and view.saved else {}
    return {
        "public": public,
        "faults": linked(view.item.id, [fault for fault in found if fault.blocks]),
        "warnings": linked(view.item.id, [fault for fault in found if not fault.blocks]),
        "parts_changed": marked(before, view.body) if before else (),
        "deltas": delta_lines(before, view.body) if before else (),
        "scheduled": scheduled(view),
    }
