"""Which cases and tasks a member of staff may see: what each of his grants covers, and nothing else (SEC-16)."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from bancheng.casework.cases import standing
from bancheng.ground.access import Actor, Grant, may, region_stem

POST_OF = {
    standing.TAKE_IN: "clerk",
    standing.REVIEW: "reviewer",
    standing.DECIDE: "approver",
    standing.DELIVER: "result_desk",
}


def covered(actor: Actor, action: str) -> Q | None:
    """The rows (with `organisation` and `region`) on which the actor may do the action; None when there are none."""
    found: Q | None = None
    for grant in dict.fromkeys(actor.grants):
        if not _names(actor, grant, action):
            continue
        one = _rows(grant)
        found = one if found is None else found | one
    return found


def my_tasks(actor: Actor) -> Q | None:
    """The tasks that wait for one of his posts; None when he holds none."""
    found: Q | None = None
    for action, post in POST_OF.items():
        rows = covered(actor, action)
        if rows is not None:
            found = (rows & Q(post=post)) if found is None else found | (rows & Q(post=post))
    return found


def _names(actor: Actor, grant: Grant, action: str) -> bool:
    return may(replace(actor, grants=(grant,)), action).allowed


def _rows(grant: Grant) -> Q:
    """What one grant covers: its organ, its region with all below, or both; a grant without limits covers everything."""
    rows = Q()
    if grant.organisation is not None:
        rows &= Q(organisation=grant.organisation)
    if grant.region:
        rows &= Q(region__code__startswith=region_stem(grant.region))
    return rows or Q(pk__isnull=False)
