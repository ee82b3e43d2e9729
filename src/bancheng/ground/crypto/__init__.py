"""Digests, seals, look-up hashes and signatures, in an international and a national suite. Pure: knows no Django."""

from __future__ import annotations

from bancheng.ground.crypto.ciphers import needs_resealing, open_, open_text, seal
from bancheng.ground.crypto.digests import canonical_json, canonical_sm3, plain, sha256, sha256_hex, sm3, sm3_hex
from bancheng.ground.crypto.errors import (
    CanonicalFault,
    CryptoError,
    KeyFault,
    KeysMissing,
    LookupKeyChanged,
    NotAToken,
    TokenDamaged,
    TokenFault,
    UnknownKey,
    WeakSecret,
)
from bancheng.ground.crypto.keys import (
    KeyProvider,
    KeyRing,
    RootKey,
    Suite,
    get_provider,
    install,
    open_ring,
    rotate,
    set_provider,
)
from bancheng.ground.crypto.lookups import keyed_hash, keyed_hash_under
from bancheng.ground.crypto.signers import EcdsaSigner, Signer, verify_with_pem
from bancheng.ground.crypto.signing import Signature, public_key_pem, sign, verify

__all__ = [
    "CanonicalFault",
    "CryptoError",
    "EcdsaSigner",
    "KeyFault",
    "KeyProvider",
    "KeyRing",
    "KeysMissing",
    "LookupKeyChanged",
    "NotAToken",
    "RootKey",
    "Signature",
    "Signer",
    "Suite",
    "TokenDamaged",
    "TokenFault",
    "UnknownKey",
    "WeakSecret",
    "canonical_json",
    "canonical_sm3",
    "get_provider",
    "install",
    "keyed_hash",
    "keyed_hash_under",
    "needs_resealing",
    "open_",
    "open_ring",
    "open_text",
    "plain",
    "public_key_pem",
    "rotate",
    "seal",
    "set_provider",
    "sha256",
    "sha256_hex",
    "sign",
    "sm3",
    "sm3_hex",
    "verify",
    "verify_with_pem",
]
