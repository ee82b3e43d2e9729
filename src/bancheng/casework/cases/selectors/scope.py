"""Which cases and tasks a member of staff may see: what each of his grants covers, and nothing else (SEC-16)."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from bancheng.casework.cases import standing
from bancheng.casework.cases.rules import stages
from bancheng.ground.access import Actor, Grant, may, region_stem

POST_OF = {
    standing.TAKE_IN: "clerk",
    standing.REVIEW: "reviewer",
    standing.DECIDE: "approver",
    standing.DELIVER: "result_desk",
    standing.CHIEF: "chief",
}
ACTION_OF = {post: action for action, post in POST_OF.items()}
AT_THE_WINDOW = (*stages.REVIEWING, "decide")
"""Kinds of stage that a dated grant lets a clerk finish himself."""


def covered(actor: Actor, action: str) -> Q | None:
    """The rows (with `organisation` and `region`) on which the actor may do the action; None when there are none."""
    found: Q | None = None
    named = (grant for grant in actor.grants if _names(actor, grant, action))
    for one in map(_rows, dict.fromkeys(replace(grant, action="", via=()) for grant in named)):
        found = one if found is None else found | one
    return found


def my_tasks(actor: Actor) -> Q | None:
    """The tasks that wait for one of his posts, or that a dated grant lets him finish at the window; None when he has none.

    One query where he takes applications in.
    """
    found: Q | None = None
    for action, post in POST_OF.items():
        rows = covered(actor, action)
        if rows is not None:
            found = (rows & Q(post=post)) if found is None else found | (rows & Q(post=post))
    rows = covered(actor, standing.TAKE_IN)
    if rows is not None and (items := standing.granted_items(actor)):
        spot = rows & Q(case__item__in=items, kind__in=AT_THE_WINDOW)
        found = spot if found is None else found | spot
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
