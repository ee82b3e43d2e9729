"""Where keys come from, and the one place that others ask for them.

How it is settled:

1. Everything is derived from *root keys* with HKDF-SHA256 (RFC 5869); `info` names the use (seal, look-up, sign) and
   the purpose ("identity.id_number"), so that no two columns share a key and a token cannot move from one to another.
2. Root keys come from the environment (`BANCHENG_SECRET_KEY`, then the older ones an operator still lists), and from
   key files `<data dir>/keys/0001.key …` (mode 0600). With no secret given, the first start creates `0001.key`.
3. The ring is ordered newest first: secret, old secrets in the order given, key files from the highest number down.
   The first seals and signs; all of them open and verify.
4. Look-up hashes must stay equal for years (a unique column stands on them), so they are made with one key of the ring
   whatever was added since: the oldest at the first start. Its id is pinned in `<data dir>/keys/lookup.pin`; starting
   without it is refused, because every person would otherwise look unknown and register twice.
5. A root key is known by an id derived from itself: the same secret has the same id on every host.

An HSM replaces all this by its own `KeyProvider`: it keeps root and private keys, hands out derived data keys per
purpose and signs inside.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bancheng.ground.crypto import keyfiles
from bancheng.ground.crypto.errors import KeysMissing, UnknownKey, WeakSecret
from bancheng.ground.crypto.signers import EcdsaSigner, Signer

MIN_SECRET_LENGTH = 32
_PURPOSE = re.compile(r"[a-z][a-z0-9_.-]{0,63}", re.ASCII)


class Suite(StrEnum):
    """What new seals are made with; values sealed under the other suite still open."""

    INTERNATIONAL = "international"
    NATIONAL = "national"


class KeyProvider(Protocol):
    """What the rest of this room needs to know about keys. Ids are short ASCII text (at most 64 characters)."""

    @property
    def suite(self) -> Suite: ...

    def current(self) -> str:
        """The id that seals and signs today."""

    def lookup(self) -> str:
        """The id that look-up hashes are made with; never changes while rows depend on it."""

    def ids(self) -> tuple[str, ...]:
        """All ids that still open and verify, newest first."""

    def derive(self, key_id: str, *, use: str, purpose: str, length: int = 32) -> bytes:
        """Key material of `length` bytes, the same for the same arguments. Raises UnknownKey."""

    def signer(self, key_id: str, *, purpose: str) -> Signer:
        """The signing key of that id and purpose. Raises UnknownKey."""


@dataclass(frozen=True, slots=True)
class RootKey:
    """A secret that all keys of its generation are derived from. `secret`: at least 32 bytes."""

    secret: bytes = field(repr=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        if len(self.secret) < MIN_SECRET_LENGTH:
            raise WeakSecret(f"密钥太短，请至少使用 {MIN_SECRET_LENGTH} 个字符")
        object.__setattr__(self, "id", "k" + _hkdf(self.secret, info=b"bancheng/1/key-id", length=6).hex())


class KeyRing:
    """The default provider: root keys in memory, newest first; `lookup`: id of the look-up key, by default the oldest.

    `rescan` is asked for an id that is not there, so that a process started before a rotation learns of keys that
    another has made since; its own newest key stays the one that seals.
    """

    def __init__(
        self,
        roots: Sequence[RootKey],
        *,
        suite: Suite = Suite.INTERNATIONAL,
        lookup: str | None = None,
        rescan: Callable[[], Sequence[RootKey]] | None = None,
    ) -> None:
        if not roots:
            raise KeysMissing("没有可用的密钥，请设置 BANCHENG_SECRET_KEY 或数据目录")
        self._suite = suite
        self._roots = {root.id: root for root in roots}
        self._current = roots[0].id
        self._lookup = lookup or roots[-1].id
        self._rescan = rescan
        self._derived: dict[tuple[str, str, str, int], bytes] = {}
        self._signers: dict[tuple[str, str], Signer] = {}

    @property
    def suite(self) -> Suite:
        return self._suite

    def current(self) -> str:
        return self._current

    def lookup(self) -> str:
        return self._lookup

    def ids(self) -> tuple[str, ...]:
        return tuple(self._roots)

    def derive(self, key_id: str, *, use: str, purpose: str, length: int = 32) -> bytes:
        slot = (key_id, use, purpose, length)
        if slot not in self._derived:
            info = f"bancheng/1/{use}/{checked_purpose(purpose)}".encode("ascii")
            self._derived[slot] = _hkdf(self._root(key_id).secret, info=info, length=length)
        return self._derived[slot]

    def signer(self, key_id: str, *, purpose: str) -> Signer:
        slot = (key_id, purpose)
        if slot not in self._signers:
            seed = self.derive(key_id, use="sign-ecdsa-p256", purpose=purpose, length=EcdsaSigner.SEED_LENGTH)
            self._signers[slot] = EcdsaSigner.from_seed(key_id, seed)
        return self._signers[slot]

    def _root(self, key_id: str) -> RootKey:
        if key_id not in self._roots and self._rescan is not None:
            self._roots = {root.id: root for root in self._rescan()}
        try:
            return self._roots[key_id]
        except KeyError:
            raise UnknownKey(key_id) from None


def checked_purpose(purpose: str) -> str:
    """The purpose itself: lower-case ASCII such as `identity.id_number`. Raises ValueError (a fault of the caller)."""
    if not _PURPOSE.fullmatch(purpose):
        raise ValueError(f"not a purpose: {purpose!r}")
    return purpose


def open_ring(
    *,
    data_dir: Path,
    secret: str | None,
    old_secrets: Sequence[str] = (),
    suite: Suite = Suite.INTERNATIONAL,
) -> KeyRing:
    """The ring of an installation, as the head of this file settles it. Creates `0001.key` only when `secret` is empty.

    Raises WeakSecret, KeysMissing (directory unusable, file readable by others), LookupKeyChanged.
    """
    directory = data_dir / "keys"
    given = [RootKey(text.encode("utf-8")) for text in (secret, *old_secrets) if text]
    if not secret:
        keyfiles.ensure_first(directory)

    def roots() -> list[RootKey]:
        stored = [RootKey(material) for material in keyfiles.read_all(directory)]
        # Without a secret the files lead, and listed old secrets only open what they once sealed.
        return [*given, *stored] if secret else [*stored, *given]

    found = roots()
    if not found:
        raise KeysMissing("没有可用的密钥，请设置 BANCHENG_SECRET_KEY 或数据目录")
    lookup = keyfiles.pinned_lookup(directory, [root.id for root in found])
    return KeyRing(found, suite=suite, lookup=lookup, rescan=roots)


def rotate(*, data_dir: Path) -> str:
    """Add a new key file to the data directory; returns the new key's id.

    Takes effect where no `BANCHENG_SECRET_KEY` is given (with one, put the new secret first and list the old one).
    Running processes open the new tokens at once and seal with the new key after their next start.
    """
    return RootKey(keyfiles.add_next(data_dir / "keys")).id


_lock = threading.RLock()
_recipe: Callable[[], KeyProvider] | None = None
_provider: KeyProvider | None = None


def install(
    *,
    data_dir: Path,
    secret: str | None,
    old_secrets: Sequence[str] = (),
    suite: Suite = Suite.INTERNATIONAL,
) -> None:
    """Say where the default provider's keys are. Called once by the project's settings.

    Nothing is read or written until the first `get_provider()`, so importing settings leaves no file behind.
    """
    global _recipe, _provider
    with _lock:
        _recipe = lambda: open_ring(data_dir=data_dir, secret=secret, old_secrets=old_secrets, suite=suite)  # noqa: E731
        _provider = None


def set_provider(provider: KeyProvider | None) -> None:
    """Put another provider in place (an HSM, a test's ring); None goes back to what `install` said."""
    global _provider
    with _lock:
        _provider = provider


def get_provider() -> KeyProvider:
    """The provider in force. Raises KeysMissing if none was installed, else what `open_ring` raises."""
    global _provider
    with _lock:
        if _provider is None:
            if _recipe is None:
                raise KeysMissing("尚未配置密钥，请在启动时设置 BANCHENG_SECRET_KEY 或数据目录")
            _provider = _recipe()
        return _provider


def _hkdf(secret: bytes, *, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(secret)
