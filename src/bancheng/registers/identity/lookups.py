"""How a person's numbers are kept: sealed to read back, hashed with a key to find, masked to show."""

from __future__ import annotations

from bancheng.ground.crypto import keyed_hash, open_text, seal

ID_PURPOSE = "identity.id_number"
PHONE_PURPOSE = "identity.phone"


def id_lookup(number: str) -> str:
    """The keyed hash by which an ID number is found."""
    return keyed_hash(number, purpose=ID_PURPOSE)


def phone_lookup(number: str) -> str:
    """The keyed hash by which a mobile number is found."""
    return keyed_hash(number, purpose=PHONE_PURPOSE)


def seal_id(number: str) -> bytes:
    return seal(number, purpose=ID_PURPOSE)


def seal_phone(number: str) -> bytes:
    return seal(number, purpose=PHONE_PURPOSE)


def open_id(token: bytes | memoryview) -> str:
    return open_text(bytes(token), purpose=ID_PURPOSE)


def open_phone(token: bytes | memoryview) -> str:
    return open_text(bytes(token), purpose=PHONE_PURPOSE)
