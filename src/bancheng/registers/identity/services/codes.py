"""One-time codes by phone: six digits, ten minutes, five tries, used once; only the keyed hash is kept."""

from __future__ import annotations

import logging
import re
import secrets
from datetime import timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F

from bancheng.ground.access import limits
from bancheng.ground.codes import compact, mobile
from bancheng.ground.crypto import keyed_hash
from bancheng.ground.law import Refused, now
from bancheng.registers.identity import keys
from bancheng.registers.identity.lookups import phone_lookup
from bancheng.registers.identity.models import OneTimeCode
from bancheng.registers.identity.types import code_sender
from bancheng.registers.organisations.selectors import rule

CODES_AN_HOUR = 5
TRIES = 5
PURPOSE = "identity.one_time_code"
log = logging.getLogger("bancheng.identity")


class Purpose(StrEnum):
    """What a code permits."""

    REGISTER = "register"
    RESET = "reset"


def request_code(*, purpose: Purpose, phone: str, deliver: bool = True, address: str = "") -> None:
    """Send a code to a mobile number. Raises CodeError for a bad number, TooManyTries after five an hour for the number or
    `identity.address_codes` from one network address, and Refused (identity.code_not_sent) when a code to register could
    not be sent.

    `deliver=False` does everything but send: whoever asks about a number that is not registered learns nothing from it.
    Neither does he from a code to reset that could not be sent, so that one is only logged.
    """
    number = mobile(phone)
    lookup = phone_lookup(number)
    if address:
        most = int(rule(keys.ADDRESS_CODES.key, None))
        limits.spend("identity.code_address", address, limit=most, window=timedelta(hours=1))
    limits.spend("identity.code", lookup, limit=CODES_AN_HOUR, window=timedelta(hours=1))
    code = f"{secrets.randbelow(10**6):06d}"
    minutes = int(rule(keys.CODE_MINUTES.key, None))
    moment = now()
    with transaction.atomic():
        OneTimeCode.objects.filter(purpose=purpose, target_lookup=lookup, used_at=None).delete()
        OneTimeCode.objects.create(
            purpose=purpose,
            target_lookup=lookup,
            code_hash=_hash(purpose, lookup, code),
            expires_at=moment + timedelta(minutes=minutes),
            created_at=moment,
        )
    if deliver:
        _send(number, code, purpose, minutes)


def spend_code(*, purpose: Purpose, phone: str, code: str) -> None:
    """Use a code up. Raises Refused (identity.code) when it is wrong, old, used, or tried too often.

    Each try is a transaction of its own, so that a wrong one counts; raises RuntimeError inside another.
    """
    lookup = phone_lookup(mobile(phone))
    moment, typed = now(), compact(code)
    wrong = Refused("identity.code", "验证码不正确或已过期，请重新获取。")
    with transaction.atomic(durable=True):
        row = OneTimeCode.objects.filter(purpose=purpose, target_lookup=lookup, used_at=None).order_by("-id").first()
        live = row is not None and row.expires_at > moment and _count_try(row)
    if row is None or not live or not re.fullmatch("[0-9]{6}", typed):
        raise wrong
    if not secrets.compare_digest(row.code_hash, _hash(purpose, lookup, typed)):
        raise wrong
    with transaction.atomic():
        open_codes = OneTimeCode.objects.filter(purpose=purpose, target_lookup=lookup, used_at=None)
        if not open_codes.filter(pk=row.pk).update(used_at=moment):
            raise wrong
        # Two requests at one moment leave two codes; the older one ends with this.
        open_codes.delete()


def _hash(purpose: Purpose, lookup: str, code: str) -> str:
    return keyed_hash(f"{purpose}\n{lookup}\n{code}", purpose=PURPOSE)


def _count_try(row: OneTimeCode) -> bool:
    """Counted before it is compared, by a conditional update, so that parallel guesses are counted too."""
    still_open = OneTimeCode.objects.filter(pk=row.pk, tries__lt=TRIES, used_at=None)
    return bool(still_open.update(tries=F("tries") + 1))


def _send(number: str, code: str, purpose: Purpose, minutes: int) -> None:
    try:
        code_sender()(number, code, purpose=purpose.value, minutes=minutes)
    except Exception as error:  # whatever a gateway raises; its words may hold the code, so only the kind is logged
        log.error("a one-time code (%s) could not be sent: %s", purpose.value, type(error).__name__)
        if purpose is not Purpose.RESET:
            raise Refused("identity.code_not_sent", "验证码没有发出，请稍后再试。") from None
