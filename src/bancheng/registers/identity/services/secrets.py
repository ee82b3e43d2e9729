"""Passwords: changed by their owner, reset by a one-time code, or given anew to a member of staff.

A session carries a mark of the password it was opened with, so every change ends the sessions of the account; the door
keeps the one that asked for it, if it likes. A password that had to be reset may be in others' hands: tokens end with it.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from bancheng.ground.access import Actor, limits
from bancheng.ground.codes import id_number as read_id_number
from bancheng.ground.codes import mobile
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused
from bancheng.registers.identity.backends import unlock
from bancheng.registers.identity.events import PasswordChanged
from bancheng.registers.identity.lookups import id_lookup, phone_lookup
from bancheng.registers.identity.models import Account, Staff
from bancheng.registers.identity.selectors import actor_of
from bancheng.registers.identity.services.codes import Purpose, spend_code
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.services.passwords import checked_password
from bancheng.registers.identity.services.sessions import account_subject
from bancheng.registers.identity.services.staff import demand_login
from bancheng.registers.identity.services.tokens import revoke_tokens

OLD_TRIES, OLD_WINDOW = 5, timedelta(minutes=15)


def change_password(*, account: AbstractBaseUser, old: str, new: str) -> None:
    """Raises Refused: identity.old_password when the old one is wrong, identity.password when the new one is weak or the
    same; TooManyTries after five wrong old ones in a quarter of an hour.
    """
    assert isinstance(account, Account)
    who = str(account.pk)
    limits.spend("identity.old_password", who, limit=OLD_TRIES, window=OLD_WINDOW)
    if not account.check_password(old):
        raise Refused("identity.old_password", "原密码不正确，请重新输入。")
    limits.forget("identity.old_password", who)
    if new == old:
        raise Refused("identity.password", "新密码不能与原密码相同，请换一个。")
    number = account.staff.number if account.staff else ""
    _set(account, checked_password(new, private=(number,)), "change_password", by=actor_of(account))


def reset_password(*, id_number: str, phone: str, code: str, password: str) -> None:
    """Set a new password with the one-time code, end all sessions, lift the lock.

    A wrong code and an unknown person read the same. Raises CodeError, Refused: identity.password, identity.code.
    """
    number, handset = read_id_number(id_number).number, mobile(phone)
    checked_password(password, private=(number, handset))
    spend_code(purpose=Purpose.RESET, phone=handset, code=code)
    account = _account_for_reset(number, handset)
    if account is None:
        raise Refused("identity.code", "验证码不正确或已过期，请重新获取。")
    _set(account, password, "reset_password", by=actor_of(account))


def reset_staff_password(*, staff: Staff | int, password: str, by: Actor) -> None:
    """Give a member of staff a first password again, to be changed at the next login; his sessions end.

    Raises AccessDenied, Refused: identity.password, identity.own_account (one's own is changed with the old one),
    identity.wider_roles.
    """
    row = row_of(Staff, staff, "organisation")
    demand_login(by, row)
    checked_password(password, private=(row.number,))
    account = Account.objects.select_related("person", "staff__organisation").get(staff=row)
    _set(account, password, "reset_staff_password", by=by, must_change=True)


def _account_for_reset(number: str, handset: str) -> Account | None:
    """The account whose ID number and phone both fit; None otherwise, which the page must not tell."""
    account = Account.objects.filter(login=id_lookup(number), is_active=True).select_related("person").first()
    if account is None or account.person is None or account.person.phone_lookup != phone_lookup(handset):
        return None
    return account


def _set(account: Account, password: str, verb: str, *, by: Actor, must_change: bool = False) -> None:
    with transaction.atomic():
        account.set_password(password)
        account.must_change_password = must_change
        account.save(update_fields=["password", "must_change_password"])
        if verb != "change_password":
            revoke_tokens(account)
        entry = journal.append(account_subject(account), verb, by=by)
        announce(PasswordChanged(account.pk, entry.number))
        unlock(account.login)
