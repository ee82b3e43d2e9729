"""Sign and verify with the installation's keys: a signature is one line of text that names its algorithm and key.

ecdsa-p256-sha256:k1f0c…:MEUCIQ…        algorithm : key id : base64 of the DER signature
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from bancheng.ground.crypto.errors import UnknownKey
from bancheng.ground.crypto.keys import checked_purpose, get_provider
from bancheng.ground.crypto.signers import ECDSA_P256_SHA256, verify_with_pem


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as it is stored and shown. `value` is DER."""

    algorithm: str
    key_id: str
    value: bytes

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.key_id}:{base64.b64encode(self.value).decode('ascii')}"

    @classmethod
    def parse(cls, text: str) -> Signature | None:
        """None when the text is no signature."""
        parts = text.split(":")
        if len(parts) != 3:
            return None
        try:
            found = cls(parts[0], parts[1], base64.b64decode(parts[2], validate=True))
        except (binascii.Error, ValueError):
            return None
        # Base64 has several spellings of one value (unused bits of the last character); only ours counts.
        return found if str(found) == text else None


def sign(data: bytes, *, purpose: str) -> str:
    """The signature text over `data`, by the newest key for that purpose ("journal.anchor")."""
    keys = get_provider()
    signer = keys.signer(keys.current(), purpose=checked_purpose(purpose))
    return str(Signature(signer.algorithm, signer.key_id, signer.sign(data)))


def verify(data: bytes, signature: str, *, purpose: str) -> bool:
    """Whether a key of this installation signed exactly `data` for `purpose`.

    False for an altered, malformed or foreign signature; to tell a missing key from a forged line, look whether
    `Signature.parse(signature).key_id` is among `get_provider().ids()`.
    """
    parsed = Signature.parse(signature)
    if parsed is None or parsed.algorithm != ECDSA_P256_SHA256:
        return False
    try:
        pem = public_key_pem(purpose=purpose, key_id=parsed.key_id)
    except UnknownKey:
        return False
    return verify_with_pem(data, parsed.value, pem)


def public_key_pem(*, purpose: str, key_id: str | None = None) -> str:
    """The public key (PEM) of that purpose, by default of the newest key. Raises UnknownKey."""
    keys = get_provider()
    return keys.signer(key_id or keys.current(), purpose=checked_purpose(purpose)).public_pem()
