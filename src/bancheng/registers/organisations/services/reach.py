"""What touches every region needs a grant for every region."""

from __future__ import annotations

from bancheng.ground.access import AccessDenied, Actor, Target, may
from bancheng.registers.organisations.types import EVERYWHERE


def demand_everywhere(by: Actor, action: str, what: str) -> None:
    """Raise AccessDenied unless the actor holds the action without a limit of region; the sentence names what it is about."""
    if not may(by, action, Target(region=EVERYWHERE)).allowed:
        raise AccessDenied(f"{what}对全平台有效，请由管理全平台的人员办理。", visible=True, action=action)
