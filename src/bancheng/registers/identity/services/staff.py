"""Staff: who works where, with which login."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.db.models import Q

from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand, may
from bancheng.ground.codes import compact, half_width, person_name
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.identity.models import Account, RoleGrant, Staff
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.services.passwords import checked_password
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations.types import EVERYWHERE

EDIT = "staff.edit"
NUMBER = re.compile(r"[0-9A-Za-z]{1,40}")
# A staff number stands in the journal and in lists, so it must not be a personal number.
PERSONAL = re.compile(r"\d{17}[\dXx]|\d{15}|1[3-9]\d{9}")


def subject_of(staff: Staff) -> Subject:
    """The member of staff as the journal names him."""
    return Subject("identity.staff", staff.number)


def target_of(staff: Staff) -> Target:
    """Where he works, which decides who may manage him."""
    return Target(subject_of(staff), staff.organisation.region_id, staff.organisation_id)


def covers(*, by: Actor, action: str, region: str | None, organisation_id: int | None) -> bool:
    """Whether one grant of the actor covers the whole scope; one limited to an organisation covers that one only."""
    wide = tuple(grant for grant in by.grants if grant.organisation in (None, organisation_id))
    narrowed = Actor(kind=by.kind, key=by.key, name=by.name, grants=wide)
    return may(narrowed, action, Target(region=region or EVERYWHERE, organisation=organisation_id)).allowed


def demand_login(by: Actor, staff: Staff) -> None:
    """Raise unless the actor may manage this login: where its owner works, and as far as his roles reach.

    Who could give a new password to somebody with wider roles would have those roles. Raises AccessDenied, Refused:
    identity.own_account, identity.wider_roles.
    """
    demand(by, EDIT, target_of(staff))
    if by.key == f"staff:{staff.number}":
        raise Refused(
            "identity.own_account", "自己的账号不能自己管理：密码请到“修改密码”办理，停用请由另一位管理员办理。"
        )
    held = RoleGrant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today()), staff=staff)
    if not all(covers(by=by, action=EDIT, region=one.region_id, organisation_id=one.organisation_id) for one in held):
        raise Refused("identity.wider_roles", "这个人的角色范围大于您自己的管理范围，请由上级管理员办理。")


def create_staff(
    *,
    number: str,
    name: str,
    organisation_id: int,
    password: str,
    by: Actor,
    title: str = "",
    region: str | None = None,
    must_change_password: bool = True,
) -> Staff:
    """A member of staff with an account; the login is the staff number, in capital or small letters.

    `region`, if given, must be the organisation's. Raises AccessDenied, CodeError (the name), Refused:
    identity.staff_number, identity.staff_taken, identity.staff_organisation, identity.password.
    """
    organ = organisations.organisations(active=None).filter(pk=organisation_id).first()
    if organ is None or (region is not None and region != organ.region_id):
        raise AccessDenied("没有找到这个机构，请重新选择。", visible=False, action=EDIT)
    demand(by, EDIT, Target(region=organ.region_id, organisation=organ.pk))
    if not organ.active:
        raise Refused("identity.staff_organisation", f"{organ.name}已经撤销，请另选机构。")
    given = half_width(number).strip()
    if not NUMBER.fullmatch(given) or PERSONAL.fullmatch(compact(given)):
        raise Refused("identity.staff_number", "工号请用字母和数字，不超过 40 位，不能是身份号码或者手机号码。")
    named = person_name(name)
    checked_password(password, private=(given,) if len(given) > 3 else ())
    taken = Refused("identity.staff_taken", f"工号“{given}”已经有人使用，请换一个。")
    try:
        with transaction.atomic():
            staff = Staff.objects.create(number=given, name=named, organisation=organ, title=title.strip()[:60])
            account = Account(login=given.lower(), staff=staff, created_at=now())
            account.must_change_password = must_change_password
            account.set_password(password)
            account.save()
            facts = {"organisation": organ.pk, "title": staff.title}
            journal.append(subject_of(staff), "create", by=by, facts=facts)
    except IntegrityError as error:
        raise taken from error
    return staff


def set_staff_active(*, staff: Staff | int, active: bool, by: Actor) -> None:
    """Close or open the login of a member of staff, at once; nothing he did is touched. B stands in on his posts.

    Raises AccessDenied, Refused: identity.own_account, identity.wider_roles.
    """
    row = row_of(Staff, staff, "organisation")
    demand_login(by, row)
    with transaction.atomic():
        if Staff.objects.filter(pk=row.pk, active=not active).update(active=active):
            journal.append(subject_of(row), "activate" if active else "deactivate", by=by)
    row.active = active
