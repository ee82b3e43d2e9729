"""Staff: who works where, with which login."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand
from bancheng.ground.codes import compact, half_width, person_name
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.identity.models import Account, Staff
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.services.passwords import checked_password
from bancheng.registers.organisations import selectors as organisations

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
    """Close or open the login of a member of staff, at once; nothing he did is touched. B stands in on his posts."""
    row = row_of(Staff, staff, "organisation")
    demand(by, EDIT, target_of(row))
    if by.key == f"staff:{row.number}":
        raise Refused("identity.own_account", "不能停用自己的账号，请由另一位管理员办理。")
    with transaction.atomic():
        if Staff.objects.filter(pk=row.pk, active=not active).update(active=active):
            journal.append(subject_of(row), "activate" if active else "deactivate", by=by)
    row.active = active
