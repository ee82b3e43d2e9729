"""One function decides: `may(actor, action, target)`. Pure; rooms above build the actor and the target.

Out of scope is invisible (the door answers 404, like what is absent); in scope without the action is forbidden (403 with
the reason). Regions nest by their code: two digits a province, four a city, six a county, nine a town, twelve a village.
"""

from __future__ import annotations

from dataclasses import dataclass

from bancheng.ground.access.types import Actor, Grant, Target, Via

_LEVELS = (2, 4, 6, 9, 12)


class AccessDenied(Exception):
    """Refused. `visible` tells whether the target may be known to exist; the sentence is for the person."""

    def __init__(self, sentence: str, *, visible: bool, action: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.visible = visible
        self.action = action


@dataclass(frozen=True, slots=True)
class Answer:
    allowed: bool
    visible: bool
    reason: str = ""


def region_stem(code: str) -> str:
    """The significant digits of a 12-digit region code: 411323000000 → 411323."""
    for length in _LEVELS:
        if not code[length:].strip("0"):
            return code[:length]
    return code


def within(code: str, subtree: str) -> bool:
    """Whether region `code` lies in the subtree of region `subtree`; subtree "" is everywhere.

    Code "" belongs to no region and lies in all; EVERYWHERE is the whole installation and lies in subtree "" only.
    """
    return not subtree or not code or code.startswith(region_stem(subtree))


def _covers(grant: Grant, target: Target) -> bool:
    if not within(target.region, grant.region):
        return False
    if target.organisation is None:
        # A thing of a whole region is not for a grant that stops at one organisation.
        return grant.organisation is None or not target.region
    return grant.organisation is None or grant.organisation == target.organisation


def _names(grant: Grant, action: str) -> bool:
    if grant.action in {"*", action}:
        return True
    return grant.action.endswith(".*") and action.startswith(grant.action[:-1])


def may(actor: Actor, action: str, target: Target | None = None, *, reason: str = "") -> Answer:
    """Whether the actor may do the action on the target.

    1. What is named `own.…` the owner may do, and nobody else; without a target, everyone who is signed in.
    2. A grant that names the action and covers the target allows.
    3. Otherwise the target is visible if any grant covers it, and the reason says what is missing.
    """
    target = target or Target()
    if action.startswith("own."):
        return _own(actor, target)
    if any(_names(grant, action) and _covers(grant, target) for grant in actor.grants):
        return Answer(True, True)
    seen = target.subject is None and not target.region
    visible = seen or any(_covers(grant, target) for grant in actor.grants)
    return Answer(False, visible, reason or "您的岗位没有这项权限。需要办理的，请联系本单位管理员。")


def ways(actor: Actor, action: str, target: Target | None = None) -> tuple[tuple[Via, ...], ...]:
    """Each of the ways in which the actor may do the action, the plainest first: () is a role of his own. Empty: he may not."""
    asked = target or Target()
    found = {grant.via: None for grant in actor.grants if _names(grant, action) and _covers(grant, asked)}
    return tuple(sorted(found, key=len))


def _own(actor: Actor, target: Target) -> Answer:
    if target.subject is None and not target.owner:
        signed_in = bool(actor.account)
        return Answer(signed_in, True, "" if signed_in else "请先登录。")
    # A thing nobody owns is nobody's own.
    mine = bool(actor.account) and bool(target.owner) and target.owner == actor.key
    return Answer(mine, mine, "" if mine else "没有找到您要的内容。")


def demand(actor: Actor, action: str, target: Target | None = None) -> None:
    """Raise AccessDenied unless the actor may."""
    answer = may(actor, action, target)
    if not answer.allowed:
        raise AccessDenied(answer.reason, visible=answer.visible, action=action)
