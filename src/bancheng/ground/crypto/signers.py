"""One signing key: ECDSA over P-256 with SHA-256 (FIPS 186-5), deterministic nonces (RFC 6979).

SM2 will stand behind the same `Signer`; it is not offered until it can be done as well.
"""

from __future__ import annotations

from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ECDSA_P256_SHA256: Final = "ecdsa-p256-sha256"
# The order of the base point of P-256 (SP 800-186, 3.2.1.3).
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Signer(Protocol):
    """A private key that signs, wherever it lives."""

    @property
    def key_id(self) -> str: ...

    @property
    def algorithm(self) -> str: ...

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`; for ECDSA a DER SEQUENCE of r and s."""

    def public_pem(self) -> str:
        """The public key as PEM (SubjectPublicKeyInfo), for whoever verifies without us."""


class EcdsaSigner:
    """A private key in memory."""

    # 64 bits more than the order, so that reducing it leaves no bias (FIPS 186-5, A.2.1).
    SEED_LENGTH: Final = 40

    def __init__(self, key_id: str, private_key: ec.EllipticCurvePrivateKey) -> None:
        if not isinstance(private_key.curve, ec.SECP256R1):
            raise ValueError("the key must be on P-256")
        self._key_id = key_id
        self._private_key = private_key

    @classmethod
    def from_seed(cls, key_id: str, seed: bytes) -> EcdsaSigner:
        """The key that `seed` (40 uniform bytes) stands for."""
        if len(seed) != cls.SEED_LENGTH:
            raise ValueError(f"a seed has {cls.SEED_LENGTH} bytes")
        scalar = int.from_bytes(seed, "big") % (_ORDER - 1) + 1
        return cls(key_id, ec.derive_private_key(scalar, ec.SECP256R1()))

    @property
    def key_id(self) -> str:
        return self._key_id

    @property
    def algorithm(self) -> str:
        return ECDSA_P256_SHA256

    def sign(self, data: bytes) -> bytes:
        return self._private_key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    def public_pem(self) -> str:
        encoded = self._private_key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return encoded.decode("ascii")


def verify_with_pem(data: bytes, signature: bytes, public_pem: str) -> bool:
    """Whether `signature` (DER) over `data` is by the P-256 key of `public_pem`. ValueError if that is no such key."""
    key = serialization.load_pem_public_key(public_pem.encode("ascii"))
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a public key on P-256")
    try:
        key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
