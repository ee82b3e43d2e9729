"""The draft of one member, for the pages on which it is completed by itself: of who applies, and of the window."""

from __future__ import annotations

from bancheng.casework.bundles import running
from bancheng.casework.bundles.alone import alone
from bancheng.casework.bundles.applied import MemberDraft
from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.cases import selectors as cases
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


def to_complete(actor: Actor, key: str, member: str) -> MemberDraft:
    """A member's draft for who fills the whole in: at the window also that of another organ, with a right lent (settled 15).

    Raises AccessDenied: invisible for what is absent or not his, visible for other staff who see the whole.
    """
    row, parts = running.demand_sight(actor, key)
    running.demand_filler(actor, row)
    here = running.current(parts)
    part = here.get(member)
    if part is None or part.case is None or part.state != BundlePart.State.HELD:
        raise AccessDenied("没有等待补充的这一项。", visible=False, action=running.VIEW)
    view = cases.draft(running.with_rights(actor, row, [part], "cases.view", "cases.take_in"), part.case.key)
    return alone(row, running.load(row), here, part, view)
