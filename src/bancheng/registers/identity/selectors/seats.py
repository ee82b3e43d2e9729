"""What a seat gives beside one's own roles: the powers of a chief representative, and A's work while B stands in for him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from bancheng.ground.access import Grant, Via
from bancheng.ground.law import today
from bancheng.registers.identity.models import Leave, PostHolding, PostPower, RoleGrant, Staff
from bancheng.registers.identity.roles import ROLES
from bancheng.registers.identity.selectors.dated import in_force

CHIEF = "chief"
"""The kind of post of a 首席代表."""
ROLE_OF = {
    "window": "clerk",
    "review": "reviewer",
    "approve": "approver",
    "result": "result_desk",
    CHIEF: "chief_representative",
}
"""Kind of post → the role whose work is held by it. Posts of other kinds hand nothing on."""
ACTIONS_OF = {
    PostPower.Power.ACCEPT: ("cases.take_in", "people.enter"),
    PostPower.Power.REVIEW: ("cases.review",),
    PostPower.Power.DECIDE: ("cases.decide", "cases.chief"),
    PostPower.Power.ISSUE: ("licences.view", "licences.print"),
    PostPower.Power.DELIVER: ("cases.deliver",),
}
"""What each of the five powers lets the post do on the matters of its own organ (新密市政务服务管理办法第三十二条)."""
ALWAYS = ("cases.urge",)
"""What comes with any of them (settled 13)."""


def seated() -> Exists:
    """Whether a member of staff (`staff` of the row asked) holds a post today that may give more than his roles."""
    rows = PostHolding.objects.filter(in_force(), Q(ab="B") | Q(post__kind=CHIEF), post__active=True)
    return Exists(rows.filter(staff=OuterRef("staff")))


def of_staff(staff: Staff) -> tuple[tuple[Grant, ...], frozenset[str]]:
    """The further grants of a member of staff today, each with its `via`, and the roles in whose stead he works.

    Nobody stands in while he is away himself. One query for who has no such seat, at most five.
    """
    day = today()
    mine = PostHolding.objects.filter(in_force(day), staff=staff, post__active=True).select_related(
        "post__organisation"
    )
    seats = [one for one in _latest(mine) if one.ab == "B" or one.post.kind == CHIEF]
    if not seats:
        return (), frozenset()
    absent = _absent([one for one in seats if one.ab == "B"], staff, day)
    at = [one for one in seats if one.ab == "A" or one.post_id in absent]
    powers = _powers([one.post_id for one in at if one.post.kind == CHIEF], day)
    grants: list[Grant] = []
    for one in at:
        away = absent.get(one.post_id) if one.ab == "B" else None
        via = (Via("stand_in", f"staff:{away.number}", away.name),) if away else ()
        grants += _of_post(one, powers.get(one.post_id, ()), via)
    borrowed, roles = _borrowed({one.post_id: one for one in at if one.ab == "B"}, absent)
    return (*grants, *borrowed), roles


def standing_in_for(holders: QuerySet[RoleGrant], role: str, on: date | None = None) -> QuerySet[PostHolding]:
    """The B holders who do the work of these grants of a role today, because their A is away."""
    day = on or today()
    away = Leave.objects.filter(starts__lte=day, ends__gte=day)
    a = PostHolding.objects.filter(in_force(day), ab="A", staff__in=holders.values("staff"))
    a = a.filter(Q(staff__in=away.values("staff")) | Q(staff__active=False))
    kinds = [kind for kind, one in ROLE_OF.items() if one == role]
    rows = PostHolding.objects.filter(in_force(day), ab="B", post__kind__in=kinds, post__active=True)
    return rows.filter(post__in=a.values("post")).exclude(staff__in=away.values("staff"))


def _latest(rows: Iterable[PostHolding]) -> list[PostHolding]:
    """On the day of a hand-over the newcomer holds the post: of two rows of one seat the later one counts."""
    return list({(one.post_id, one.ab): one for one in sorted(rows, key=lambda one: (one.valid_from, one.pk))}.values())


def _absent(seats: Collection[PostHolding], staff: Staff, day: date) -> Mapping[int, Staff]:
    """By post, the A holder who is away today, where this B is there."""
    if not seats:
        return {}
    rows = PostHolding.objects.filter(in_force(day), post__in=[one.post_id for one in seats], ab="A")
    holders = {one.post_id: one.staff for one in _latest(rows.select_related("staff"))}
    asked = {staff.pk, *(one.pk for one in holders.values())}
    away = set(Leave.objects.filter(staff__in=asked, starts__lte=day, ends__gte=day).values_list("staff_id", flat=True))
    if staff.pk in away:
        return {}
    return {post: one for post, one in holders.items() if one.pk in away or not one.active}


def _powers(posts: Collection[int], day: date) -> Mapping[int, tuple[str, ...]]:
    if not posts:
        return {}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for post, power in PostPower.objects.filter(in_force(day), post__in=posts, revoked_at=None).values_list(
        "post_id", "power"
    ):
        found[post].append(power)
    return {post: tuple(powers) for post, powers in found.items()}


def _of_post(holding: PostHolding, powers: Collection[str], via: tuple[Via, ...]) -> list[Grant]:
    """What a chief representative may do on the matters of his department."""
    if not powers:
        return []
    organ = holding.post.organisation
    through = (*via, Via("powers", f"post:{holding.post_id}", holding.post.name))
    actions = dict.fromkeys((*ALWAYS, *(one for power in powers for one in ACTIONS_OF[PostPower.Power(power)])))
    return [Grant(action, organ.region_id, organ.pk, through) for action in actions]


def _borrowed(
    seats: Mapping[int, PostHolding], absent: Mapping[int, Staff]
) -> tuple[tuple[Grant, ...], frozenset[str]]:
    """A's own grants of the role whose work the post holds, as wide as they are, for as long as A is away."""
    wanted = {(absent[post].pk, ROLE_OF.get(one.post.kind, "")) for post, one in seats.items()}
    if not wanted:
        return (), frozenset()
    away = {one.pk: one for one in absent.values()}
    rows = [
        row
        for row in RoleGrant.objects.filter(in_force(), staff__in=away)
        if (row.staff_id, row.role) in wanted and row.role in ROLES
    ]
    grants = []
    for row in rows:
        via = (Via("stand_in", f"staff:{away[row.staff_id].number}", away[row.staff_id].name),)
        grants += [Grant(action, row.region_id or "", row.organisation_id, via) for action in ROLES[row.role].actions]
    return tuple(grants), frozenset(row.role for row in rows)
