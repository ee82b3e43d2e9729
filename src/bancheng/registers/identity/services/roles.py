"""Roles: given within a scope and a time, never by oneself, never wider than one's own."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from bancheng.ground.access import Actor, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, today
from bancheng.registers.identity.models import RoleGrant, Staff
from bancheng.registers.identity.roles import ROLES
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.services.staff import covers, subject_of, target_of
from bancheng.registers.organisations import selectors as organisations

GRANT = "roles.grant"


def grant_role(
    *,
    staff: Staff | int,
    role: str,
    by: Actor,
    region: str | None = None,
    organisation_id: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Give a role within a region subtree (None = everywhere) and, if said, one organisation of it.

    A role limited to an organisation without a region gets that organisation's. Nobody grants himself, nor wider than his
    own `roles.grant`. Raises AccessDenied, Refused: identity.role, .own_role, .role_scope, .role_dates, .role_taken.
    """
    row = row_of(Staff, staff, "organisation")
    demand(by, GRANT, target_of(row))
    if role not in ROLES:
        raise Refused("identity.role", "没有这个角色，请从列表中选择。")
    if by.key == f"staff:{row.number}":
        raise Refused("identity.own_role", "不能给自己授予角色，请由另一位管理员办理。")
    place = _scope(region, organisation_id, by)
    start = valid_from or today()
    if start < today() or (valid_to is not None and valid_to < start):
        raise Refused("identity.role_dates", "角色从今天或者以后开始，截止日不能早于起始日。")
    with transaction.atomic():
        Staff.objects.select_for_update().get(pk=row.pk)
        held = RoleGrant.objects.filter(staff=row, role=role, region=place, organisation=organisation_id)
        if held.filter(Q(valid_to=None) | Q(valid_to__gte=start)).exists():
            raise Refused("identity.role_taken", "这个人在同一范围内已经有这个角色。要改期限，请先收回原来的。")
        made = RoleGrant.objects.create(
            staff=row,
            role=role,
            region_id=place,
            organisation_id=organisation_id,
            valid_from=start,
            valid_to=valid_to,
            granted_by=by.name,
        )
        facts = {"role": role, "region": place or "", "organisation": organisation_id, "from": start, "to": valid_to}
        journal.append(subject_of(row), "grant_role", by=by, facts=facts)
    return made


def revoke_role(*, grant: RoleGrant | int, by: Actor) -> None:
    """End a role yesterday, so that it is gone at once; the row stays as history.

    Raises AccessDenied, Refused: identity.own_role, identity.role_ended.
    """
    row = row_of(RoleGrant, grant, "staff__organisation")
    demand(by, GRANT, target_of(row.staff))
    if by.key == f"staff:{row.staff.number}":
        raise Refused("identity.own_role", "不能收回自己的角色，请由另一位管理员办理。")
    with transaction.atomic():
        locked = RoleGrant.objects.select_for_update().get(pk=row.pk)
        if locked.valid_to is not None and locked.valid_to < today():
            raise Refused("identity.role_ended", "这个角色已经失效，不需要收回。")
        if not covers(by=by, action=GRANT, region=locked.region_id, organisation_id=locked.organisation_id):
            raise Refused("identity.role_scope", "这个角色的范围大于您自己的管理范围，请由上级管理员收回。")
        row.valid_to = today() - timedelta(days=1)
        RoleGrant.objects.filter(pk=row.pk).update(valid_to=row.valid_to)
        facts = {"role": row.role, "region": row.region_id or "", "organisation": row.organisation_id}
        journal.append(subject_of(row.staff), "revoke_role", by=by, facts=facts)


def _scope(region: str | None, organisation_id: int | None, by: Actor) -> str | None:
    """The region of the grant, checked: it exists, holds the organisation, and lies within the granter's own scope."""
    wrong = Refused("identity.role_scope", "没有这个范围，请重新选择区划和机构。")
    place = organisations.region(region) if region else None
    if region and place is None:
        raise wrong
    code = place.code if place else None
    if organisation_id is not None:
        organ = organisations.organisations(region=code, active=None).filter(pk=organisation_id).first()
        if organ is None:
            raise wrong
        code = code or organ.region_id
    if not covers(by=by, action=GRANT, region=code, organisation_id=organisation_id):
        raise Refused("identity.role_scope", "授予的范围不能大于您自己的管理范围。")
    return code
