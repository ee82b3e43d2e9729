"""Signing in: by ID number (citizens) or staff number, with counted tries and a lock."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from bancheng.ground.access import limits
from bancheng.ground.codes import CodeError, compact, id_number
from bancheng.registers.identity import keys
from bancheng.registers.identity.lookups import id_lookup
from bancheng.registers.identity.models import Account
from bancheng.registers.organisations.selectors import rule

TRIES, LOCK, ADDRESS = "identity.login", "identity.login_lock", "identity.login_address"
ADDRESS_WINDOW = timedelta(minutes=15)
LONGEST_PASSWORD = 128
log = logging.getLogger("bancheng.identity")


def login_name(text: str) -> str:
    """What stands in `Account.login`: the keyed hash of an ID number, or the staff number in small letters.

    Full-width letters and digits, spaces and capitals make no difference; "" for what can be nobody's.
    """
    try:
        return id_lookup(id_number(text).number)
    except CodeError:
        name = compact(text).lower()
        return name if re.fullmatch("[0-9a-z]{1,40}", name) else ""


def unlock(name: str) -> None:
    """Forget the wrong tries of an `Account.login`, after it was proved otherwise whose it is."""
    limits.forget(TRIES, name)
    limits.forget(LOCK, name)


class AccountBackend(BaseBackend):
    """The only way in. Wrong, absent and closed accounts take the same time and give the same answer."""

    def authenticate(
        self, request: HttpRequest | None, login: str = "", password: str = "", address: str = "", **ignored: Any
    ) -> Account | None:
        """Raises TooManyTries when the tries of this login are used up, whether it exists or not.

        The last wrong try locks for a full `identity.login_lock_minutes`. A try is counted before the password is looked
        at, in a transaction of its own: raises RuntimeError inside another, which could take the count back. Wrong tries
        from one network `address` are counted too, so that one password cannot be tried on many logins.
        """
        name = login_name(login)
        if not name or not password or len(password) > LONGEST_PASSWORD:
            return None
        limit = int(rule(keys.LOGIN_TRIES.key, None))
        window = timedelta(minutes=int(rule(keys.LOGIN_LOCK_MINUTES.key, None)))
        spread = int(rule(keys.ADDRESS_TRIES.key, None))
        if address:
            limits.check(ADDRESS, address, limit=spread, window=ADDRESS_WINDOW)
        limits.check(LOCK, name, limit=1, window=window)
        left = limits.spend(TRIES, name, limit=limit, window=window)
        account = Account.objects.select_related("person", "staff__organisation").filter(login=name).first()
        if self._right(account, password):
            limits.forget(TRIES, name)
            return account
        if address:
            limits.spend(ADDRESS, address, limit=spread, window=ADDRESS_WINDOW)
        if left == 0:
            # The tries count from the first of them, the lock from the last.
            limits.spend(LOCK, name, limit=1, window=window)
            log.warning("a login is locked for %s after %s wrong tries", window, limit)
        return None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, while it is open. One query, with what `actor_of` needs."""
        account = Account.objects.select_related("person", "staff__organisation").filter(pk=user_id).first()
        return account if account is not None and self._open(account) else None

    def _right(self, account: Account | None, password: str) -> bool:
        if account is None:
            make_password(password)
            return False
        return account.check_password(password) and self._open(account)

    @staticmethod
    def _open(account: Account) -> bool:
        return account.is_active and (account.staff is None or account.staff.active)
