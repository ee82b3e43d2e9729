"""What can go wrong with keys, tokens and signatures.

    CryptoError
    ├── KeyFault           the keys of this installation
    │   ├── KeysMissing    nobody installed a provider, or the key directory cannot be read or written
    │   ├── WeakSecret     a secret too short to derive keys from
    │   ├── UnknownKey     a token or signature names a key that is not in the ring
    │   └── LookupKeyChanged   stored look-up hashes were made with a key that is gone
    ├── TokenFault         a sealed value
    │   ├── NotAToken      not something this room sealed
    │   └── TokenDamaged   altered, or sealed for another purpose or another row
    └── CanonicalFault     a value that has no canonical JSON (a ValueError too)

Every message is a Chinese sentence that says what to do; none contains key material or plaintext.
"""

from __future__ import annotations


class CryptoError(Exception):
    """The root of the tree above."""


class KeyFault(CryptoError):
    """The keys of this installation are not as they must be."""


class KeysMissing(KeyFault):
    """No provider is installed, or the key directory cannot be used."""


class WeakSecret(KeyFault):
    """The secret given to the program is too short."""


class UnknownKey(KeyFault):
    """The ring holds no key of that id. `key_id` names it."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"密钥 {key_id} 不在密钥环中，请把旧密钥加回配置或恢复密钥文件后再试")
        self.key_id = key_id


class LookupKeyChanged(KeyFault):
    """The look-up key differs from the one that this data directory has been using."""


class TokenFault(CryptoError):
    """A sealed value cannot be opened."""


class NotAToken(TokenFault):
    """The bytes were never sealed by this room, or by a newer version of it."""


class TokenDamaged(TokenFault):
    """The seal does not hold: altered, or meant for another purpose or row."""


class CanonicalFault(CryptoError, ValueError):
    """The value has no canonical JSON form."""
