"""The powers of chief representatives: which were granted to which post, and who holds them today."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from bancheng.ground.access import Actor, demand, may, region_stem
from bancheng.ground.law import today
from bancheng.registers.identity.models import Account, PostPower
from bancheng.registers.identity.selectors.dated import holds, in_force
from bancheng.registers.identity.selectors.posts import holders
from bancheng.registers.identity.selectors.seats import CHIEF
from bancheng.registers.identity.types import PowerView
from bancheng.registers.organisations import selectors as organisations

GRANT = "powers.grant"
MOST = 500


def power_labels() -> Mapping[str, str]:
    """The five powers with their Chinese labels, in the order of the law."""
    return {str(value): str(label) for value, label in PostPower.Power.choices}


def powers(actor: Actor) -> tuple[PowerView, ...]:
    """The powers granted to posts within the actor's `powers.grant`, those in force first, the newest first; at most MOST.

    Raises AccessDenied without the right anywhere. Three queries.
    """
    demand(actor, GRANT)
    rows = PostPower.objects.filter(_scope(actor)).select_related("post__organisation")
    found = list(rows.order_by("-pk")[:MOST])
    seats, day = holders({row.post_id for row in found}, today()), today()
    views = [
        PowerView(
            id=row.pk,
            post_id=row.post_id,
            post_name=row.post.name,
            organisation_id=row.post.organisation_id,
            organisation=row.post.organisation.name,
            power=row.power,
            power_label=row.get_power_display(),
            basis=row.basis,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            granted_by=row.granted_by,
            current=row.revoked_at is None and holds(row.valid_from, row.valid_to, day),
            holders=seats.get(row.post_id, ()),
        )
        for row in found
    ]
    return tuple(sorted(views, key=lambda view: not view.current))


def chief_posts(actor: Actor) -> tuple[tuple[int, str], ...]:
    """The posts of chief representatives to which the actor may grant powers: (key, organ and name). One query."""
    demand(actor, GRANT)
    rows = organisations.posts_of_kind(CHIEF).filter(_scope(actor, "")).select_related("organisation")
    return tuple((row.pk, f"{row.organisation.name} {row.name}") for row in rows[:MOST])


def holders_of_power(power: str, organisation: int) -> QuerySet[Account]:
    """Open accounts of those who hold the power for an organisation's own matters today; the B of an absent A, not A."""
    rows = PostPower.objects.filter(in_force(), power=power, revoked_at=None, post__organisation=organisation)
    posts = rows.filter(post__active=True, post__kind=CHIEF).values_list("post_id", flat=True)
    there = [
        next((one.staff_id for one in seats if not one.on_leave), 0) for seats in holders(list(posts), today()).values()
    ]
    return Account.objects.filter(is_active=True, staff__active=True, staff__in=there).order_by("pk")


def _scope(actor: Actor, path: str = "post__") -> Q:
    """Rows of posts (or posts themselves) of the organs that the actor's grants cover; none of them covers nothing."""
    scope = Q(pk__in=())
    for grant in dict.fromkeys(actor.grants):
        if not may(Actor(kind="staff", key="", name="", grants=(grant,)), GRANT).allowed:
            continue
        part = ~Q(pk__in=())
        if grant.region:
            part &= Q(**{f"{path}organisation__region__code__startswith": region_stem(grant.region)})
        if grant.organisation is not None:
            part &= Q(**{f"{path}organisation": grant.organisation})
        scope |= part
    return scope
