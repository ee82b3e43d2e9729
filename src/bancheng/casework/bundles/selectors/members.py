"""The draft of one member, for the pages on which it is completed by itself."""

from __future__ import annotations

from bancheng.casework.bundles import running
from bancheng.casework.bundles.alone import alone
from bancheng.casework.bundles.applied import MemberDraft
from bancheng.casework.cases.types import DraftView
from bancheng.ground.access import AccessDenied, Actor


def member_draft(actor: Actor, view: DraftView) -> MemberDraft:
    """A member's draft with the whole that it belongs to. Raises AccessDenied, invisible, where that is not his.

    `view`: as `cases.draft` gives it.
    """
    row, parts = running.demand_sight(actor, view.part_of)
    part = next((one for one in parts if one.case is not None and one.case.key == view.key), None)
    if part is None:
        raise AccessDenied(running.NOT_THERE, visible=False, action=running.VIEW)
    return alone(row, running.load(row), running.current(parts), part, view)
