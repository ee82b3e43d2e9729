"""Who holds a post: work is held by the post, and B stands in while A is away (settled 15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from bancheng.ground.law import today
from bancheng.registers.identity.models import Leave, PostHolding
from bancheng.registers.identity.selectors.dated import in_force
from bancheng.registers.identity.types import HolderView, StandIn


def holder(post_id: int, on: date | None = None) -> HolderView | None:
    """Who works on the post that day: A, else B while A is on leave, closed or missing; None when neither is there.

    On the day of a hand-over the newcomer holds it. Two queries.
    """
    there = (one for one in holders([post_id], on).get(post_id, ()) if not one.on_leave)
    return next(there, None)


def holders(post_ids: Collection[int], on: date | None = None) -> Mapping[int, tuple[HolderView, ...]]:
    """Everybody on each of these posts that day, A before B, absent ones too, with who is away and who stands in. Two queries."""
    day = on or today()
    rows = PostHolding.objects.filter(in_force(day), post__in=post_ids, staff__active=True).select_related("staff")
    held: defaultdict[int, dict[str, PostHolding]] = defaultdict(dict)
    for row in rows.order_by("valid_from", "pk"):
        held[row.post_id][row.ab] = row
    staff = {row.staff_id for pair in held.values() for row in pair.values()}
    away = set(Leave.objects.filter(staff__in=staff, starts__lte=day, ends__gte=day).values_list("staff_id", flat=True))
    return {post: tuple(_views(pair, away)) for post, pair in held.items()}


def stand_ins(staff: int, starts: date, ends: date) -> tuple[StandIn, ...]:
    """Who, with an open account, is B of the posts that a member of staff holds as A on some day from `starts` to `ends`.

    Each once, with the names of those posts. Two queries.
    """
    within = Q(valid_from__lte=ends) & (Q(valid_to=None) | Q(valid_to__gte=starts))
    held = PostHolding.objects.filter(within, staff=staff, ab="A", post__active=True)
    his = dict(held.values_list("post_id", "staff__name"))
    rows = PostHolding.objects.filter(within, post__in=his.keys(), ab="B", staff__active=True)
    rows = rows.filter(staff__account__is_active=True).select_related("post", "staff__account")
    posts: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("pk"):
        posts[row.staff.account.pk].append(row.post.name)
    absent = next(iter(his.values()), "")
    return tuple(StandIn(account, absent, tuple(dict.fromkeys(names))) for account, names in posts.items())


def _views(pair: Mapping[str, PostHolding], away: Collection[int]) -> list[HolderView]:
    first = pair.get("A")
    missing = first is None or first.staff_id in away
    return [
        HolderView(row.staff_id, row.staff.name, ab, ab == "B" and missing, on_leave=row.staff_id in away)
        for ab, row in sorted(pair.items())
    ]
