"""A person just found, lent to the page that asks for the purpose: signed for one member of staff, and soon void.

A bare key would let anybody with the right walk through the register, key by key, without ever giving a number.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from bancheng.ground.access import Actor

SALT = "workbench.people"
LASTS = timedelta(minutes=10)


def lend(person: int, to: Actor) -> str:
    """The handle of this person for this member of staff."""
    return signing.dumps([person, to.key], salt=SALT)


def held(handle: str, by: Actor) -> int | None:
    """The key of the person; None where the handle is forged, another's or older than ten minutes."""
    try:
        person, key = signing.loads(handle, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return int(person) if key == by.key else None
