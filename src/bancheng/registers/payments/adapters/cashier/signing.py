"""How callbacks are signed: HMAC-SM3 over the canonical JSON of all but the signature.

The key is derived from the installation's root secret (of the environment, or the data directory) for this one purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from secrets import compare_digest
from typing import Any

from bancheng.ground.crypto import CanonicalFault, canonical_json, keyed_hash

PURPOSE = "payments.cashier"
SIGNATURE = "signature"


def signed(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with its signature: 64 lower-case hexadecimal digits."""
    plain = {key: value for key, value in payload.items() if key != SIGNATURE}
    return plain | {SIGNATURE: _sign(plain)}


def is_ours(payload: Mapping[str, Any]) -> bool:
    """Whether the signature is right; compared in constant time."""
    given = payload.get(SIGNATURE)
    plain = {key: value for key, value in payload.items() if key != SIGNATURE}
    try:
        return isinstance(given, str) and compare_digest(given.encode(), _sign(plain).encode())
    except (CanonicalFault, UnicodeError):
        return False


def _sign(plain: Mapping[str, Any]) -> str:
    return keyed_hash(canonical_json(plain).decode(), purpose=PURPOSE)
