"""Staff as lists and pages show them, within the scope of who asks; the catalogue of roles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, Grant, Target, demand, may, region_stem
from bancheng.ground.codes import ancestor_codes, region_code
from bancheng.ground.law import today
from bancheng.registers.identity.models import Account, Leave, PostHolding, RoleGrant, Staff
from bancheng.registers.identity.roles import ACTIONS, GROUPS, ROLES
from bancheng.registers.identity.selectors.dated import holds, in_force
from bancheng.registers.identity.selectors.seats import standing_in_for
from bancheng.registers.identity.types import (
    HoldingView,
    LeaveView,
    Role,
    RoleGrantView,
    StaffName,
    StaffPage,
    StaffView,
)

VIEW = "staff.view"
EVERYWHERE = "全平台"
LARGEST_PAGE = 200
NOT_THERE = "没有找到这位工作人员。"


def roles() -> tuple[Role, ...]:
    """The catalogue of roles, in its order."""
    return tuple(ROLES.values())


def group_labels() -> Mapping[str, str]:
    """The groups of roles with their Chinese labels."""
    return GROUPS


def actions() -> Mapping[str, str]:
    """Every action with its Chinese label, in the order of the matrix of roles and actions."""
    return ACTIONS


def staff_list(
    actor: Actor,
    *,
    q: str = "",
    region: str = "",
    organisation: int | None = None,
    role: str = "",
    active: bool | None = None,
    after: str = "",
    size: int = 50,
) -> StaffPage:
    """Staff within the actor's `staff.view` grants, by staff number; each condition only where given.

    `q` is a part of a name or number, `region` a code with all below it, `role` one held today, `after` the `next_cursor`
    of the page before, `size` 1–200. Raises AccessDenied without the right anywhere. Two queries.
    """
    demand(actor, VIEW)
    found = Staff.objects.filter(_scope(actor)).select_related("organisation__region")
    for word in q.replace("\x00", "").split():
        found = found.filter(Q(name__icontains=word) | Q(number__icontains=word))
    if region:
        found = found.filter(organisation__region__code__startswith=region_stem(region))
    if organisation is not None:
        found = found.filter(organisation=organisation)
    if role:
        found = found.filter(pk__in=RoleGrant.objects.filter(in_force(), role=role).values("staff"))
    if active is not None:
        found = found.filter(active=active)
    if after:
        found = found.filter(number__gt=after.replace("\x00", ""))
    held = Prefetch("role_grants", RoleGrant.objects.filter(in_force()), to_attr="held_now")
    count = max(1, min(size, LARGEST_PAGE))
    rows = list(found.order_by("number").prefetch_related(held)[: count + 1])
    views = tuple(_view(row, row.held_now) for row in rows[:count])
    return StaffPage(views, views[-1].number if len(rows) > count else "")


def staff_view(actor: Actor, staff_id: int) -> StaffView:
    """One member of staff with roles, posts and leaves, past ones too, the newest first. Four queries.

    Raises AccessDenied: not visible when outside the actor's scope or absent, which read the same.
    """
    row = Staff.objects.select_related("organisation__region").filter(pk=staff_id).first()
    target = Target(region=row.organisation.region_id, organisation=row.organisation_id) if row else None
    if row is None or not may(actor, VIEW, target).allowed:
        raise AccessDenied(NOT_THERE, visible=False, action=VIEW)
    day = today()
    grants = list(row.role_grants.select_related("region", "organisation").order_by("-valid_from", "-pk"))
    posts = row.holdings.select_related("post__organisation").order_by("-valid_from", "-pk")
    current = [grant for grant in grants if holds(grant.valid_from, grant.valid_to, day)]
    return _view(
        row,
        current,
        grants=tuple(_grant(grant, day) for grant in grants),
        holdings=tuple(_holding(holding, day) for holding in posts),
        leaves=tuple(_leave(leave, day) for leave in row.leaves.order_by("-starts", "-pk")),
    )


def staff_of(account: Account | AnonymousUser) -> StaffView | None:
    """The member of staff of an account, for his own desk; None for persons and visitors."""
    if not isinstance(account, Account) or account.staff is None:
        return None
    return _view(account.staff, list(account.staff.role_grants.filter(in_force())))


def staff_by_number(number: str) -> StaffView | None:
    """The member of staff with this number, in capital or small letters; None when there is none. Who may ask is the caller's business."""
    rows = Staff.objects.select_related("organisation__region").filter(account__login=number.strip().lower())
    row = rows.first()
    return None if row is None else _view(row, list(row.role_grants.filter(in_force())))


def grants_of(staff_id: int) -> tuple[RoleGrantView, ...]:
    """The roles given to a member of staff, for his own desk: no right is asked, so hand over one's own key only. One query."""
    rows = RoleGrant.objects.filter(staff=staff_id).select_related("region", "organisation")
    return tuple(_grant(row, today()) for row in rows.order_by("-valid_from", "-pk"))


def staff_with_role(
    role: str, region: str = "", *, organisation: int | Collection[int] | None = None
) -> QuerySet[Account]:
    """Open accounts of staff who hold the role today for a region (12-digit code), "" being asked for all who hold it.

    With `organisation` (one or several) those whose role is limited to another organisation are left out. Who stands in
    for one of them today, as B of his post, is among them.
    """
    held = RoleGrant.objects.filter(in_force(), role=role)
    if region:
        code = region_code(region)
        held = held.filter(Q(region__isnull=True) | Q(region__in=(code, *ancestor_codes(code))))
    if organisation is not None:
        organs = [organisation] if isinstance(organisation, int) else organisation
        held = held.filter(Q(organisation__isnull=True) | Q(organisation__in=organs))
    there = Q(staff__in=held.values("staff")) | Q(staff__in=standing_in_for(held, role).values("staff"))
    return Account.objects.filter(there, is_active=True, staff__active=True).order_by("pk")


def staff_named(words: str) -> tuple[StaffName, ...]:
    """Staff of this number, or of exactly this name: those whom a person who knows a name may mean; at most 20. One query.

    Names and units of staff stand on every case page; no right is asked.
    """
    said = words.replace("\x00", "").strip()[:50]
    if not said:
        return ()
    rows = (
        Staff.objects.filter(Q(account__login=said.lower()) | Q(name=said))
        .select_related("organisation")
        .order_by("number")
    )
    return tuple(StaffName(row.number, row.name, row.organisation.name) for row in rows[:20])


def _scope(actor: Actor) -> Q:
    """Rows of staff that the actor's grants cover; none of them covers nothing."""
    scope = Q(pk__in=())
    for grant in {grant for grant in actor.grants if may(_with(grant), VIEW).allowed}:
        part = Q(organisation__region__code__startswith=region_stem(grant.region)) if grant.region else ~Q(pk__in=())
        scope |= part & Q(organisation=grant.organisation) if grant.organisation is not None else part
    return scope


def _with(grant: Grant) -> Actor:
    return Actor(kind="staff", key="", name="", grants=(grant,))


def _view(
    row: Staff,
    current: list[RoleGrant],
    *,
    grants: tuple[RoleGrantView, ...] = (),
    holdings: tuple[HoldingView, ...] = (),
    leaves: tuple[LeaveView, ...] = (),
) -> StaffView:
    place = row.organisation.region
    held = {grant.role for grant in current}
    return StaffView(
        id=row.pk,
        number=row.number,
        name=row.name,
        title=row.title,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        region_code=place.code,
        region_name=place.name,
        active=row.active,
        roles=tuple(role.label for role in ROLES.values() if role.key in held),
        grants=grants,
        posts=tuple(f"{one.organisation}{one.post_name}（{one.ab} 角）" for one in holdings if one.current),
        holdings=holdings,
        leaves=leaves,
    )


def _grant(row: RoleGrant, on: date) -> RoleGrantView:
    role = ROLES.get(row.role)
    return RoleGrantView(
        id=row.pk,
        role=row.role,
        label=role.label if role else row.role,
        group_label=GROUPS[role.group] if role else "",
        region_name=row.region.name if row.region else EVERYWHERE,
        organisation_name=row.organisation.name if row.organisation else "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        granted_by=row.granted_by,
        current=holds(row.valid_from, row.valid_to, on),
    )


def _holding(row: PostHolding, on: date) -> HoldingView:
    return HoldingView(
        id=row.pk,
        post_id=row.post_id,
        post_name=row.post.name,
        organisation=row.post.organisation.name,
        ab=row.ab,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        current=holds(row.valid_from, row.valid_to, on),
    )


def _leave(row: Leave, on: date) -> LeaveView:
    return LeaveView(row.pk, row.starts, row.ends, row.reason, current=row.starts <= on <= row.ends)
