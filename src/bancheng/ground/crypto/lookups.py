"""Keyed hashes: find a row by an ID number without storing the number.

An ID number has too few values for a plain hash (a list of all can be tried in minutes), so the hash is HMAC-SM3
(RFC 2104) under the installation's look-up key, whatever the suite: equal values keep equal hashes.
"""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes, hmac

from bancheng.ground.crypto.keys import get_provider


def keyed_hash(value: str, *, purpose: str) -> str:
    """64 lower-case hexadecimal digits. The caller first brings the value into its one form (half-width, capital X)."""
    return _hash(value, purpose=purpose, key_id=get_provider().lookup())


def keyed_hash_under(value: str, *, purpose: str, key_id: str) -> str:
    """The hash under a chosen key of the ring: for the job that rebuilds a column before its key is retired.

    Raises UnknownKey.
    """
    return _hash(value, purpose=purpose, key_id=key_id)


def _hash(value: str, *, purpose: str, key_id: str) -> str:
    key = get_provider().derive(key_id, use="lookup-hmac-sm3", purpose=purpose)
    mac = hmac.HMAC(key, hashes.SM3())
    mac.update(value.encode("utf-8"))
    return mac.finalize().hex()
