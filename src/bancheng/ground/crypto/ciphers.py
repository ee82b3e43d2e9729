"""Seal values so that only this installation opens them: AES-256-GCM or SM4-GCM in a token that describes itself.

    token   = version(1) algorithm(1) length(1) key id(length) nonce(12) ciphertext tag(16)
    sealed along with it, not stored: everything before the nonce, the purpose, and what the value is bound to

AES-GCM is NIST SP 800-38D; SM4 is GB/T 32907-2016, its GCM RFC 8998. Nonces are random: below 2**32 seals per key a
collision is out of reach (SP 800-38D, 8.3), and each purpose has its own key.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bancheng.ground.crypto.errors import NotAToken, TokenDamaged
from bancheng.ground.crypto.keys import Suite, checked_purpose, get_provider

VERSION: Final = 1
NONCE_LENGTH: Final = 12
TAG_LENGTH: Final = 16

BlockCipher = Callable[[bytes], algorithms.AES256 | algorithms.SM4]


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One way to seal. `code` stands in the token and is never given to another algorithm; `key_length` in bytes."""

    code: int
    name: str
    use: str
    key_length: int
    block_cipher: BlockCipher

    def encrypt(self, key: bytes, nonce: bytes, plaintext: bytes, associated: bytes) -> bytes:
        """Ciphertext followed by the 16-byte tag."""
        encryptor = Cipher(self.block_cipher(key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated)
        return encryptor.update(plaintext) + encryptor.finalize() + encryptor.tag

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        """The plaintext of ciphertext and tag. Raises InvalidTag."""
        ciphertext, tag = sealed[:-TAG_LENGTH], sealed[-TAG_LENGTH:]
        decryptor = Cipher(self.block_cipher(key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(associated)
        return decryptor.update(ciphertext) + decryptor.finalize()


AES_256_GCM: Final = Algorithm(1, "AES-256-GCM", "seal-aes-256-gcm", 32, algorithms.AES256)
SM4_GCM: Final = Algorithm(2, "SM4-GCM", "seal-sm4-gcm", 16, algorithms.SM4)
_BY_CODE: Final = {algorithm.code: algorithm for algorithm in (AES_256_GCM, SM4_GCM)}
_OF_SUITE: Final = {Suite.INTERNATIONAL: AES_256_GCM, Suite.NATIONAL: SM4_GCM}


@dataclass(frozen=True, slots=True)
class Token:
    """What a sealed value says about itself, without any key."""

    algorithm: Algorithm
    key_id: str
    nonce: bytes
    sealed: bytes

    @property
    def header(self) -> bytes:
        key_id = self.key_id.encode("ascii")
        return bytes((VERSION, self.algorithm.code, len(key_id))) + key_id

    def encode(self) -> bytes:
        return self.header + self.nonce + self.sealed

    @classmethod
    def decode(cls, token: bytes) -> Token:
        """Raises NotAToken."""
        token = bytes(token)
        if len(token) < 3 or token[0] != VERSION or token[1] not in _BY_CODE:
            raise NotAToken("这段内容不是本平台加密的，或由更新的版本加密，请检查数据来源")
        start = 3 + token[2]
        key_id, rest = token[3:start], token[start:]
        if not key_id.isascii() or len(rest) < NONCE_LENGTH + TAG_LENGTH:
            raise NotAToken("加密内容不完整，请从备份恢复")
        return cls(_BY_CODE[token[1]], key_id.decode("ascii"), rest[:NONCE_LENGTH], rest[NONCE_LENGTH:])


def seal(plaintext: str | bytes, *, purpose: str, bound_to: str | bytes = b"") -> bytes:
    """The token of `plaintext` (text as UTF-8) under the newest key and the suite in force.

    `purpose` names the column or use ("identity.id_number"); `bound_to` may name the row, so that a token copied to
    another row does not open there. Both must be given alike to `open_`. Two seals of one value differ.
    """
    keys = get_provider()
    algorithm, key_id = _OF_SUITE[keys.suite], keys.current()
    key = keys.derive(key_id, use=algorithm.use, purpose=checked_purpose(purpose), length=algorithm.key_length)
    blank = Token(algorithm, key_id, secrets.token_bytes(NONCE_LENGTH), b"")
    sealed = algorithm.encrypt(key, blank.nonce, _bytes(plaintext), _associated(blank, purpose, bound_to))
    return Token(algorithm, key_id, blank.nonce, sealed).encode()


def open_(token: bytes, *, purpose: str, bound_to: str | bytes = b"") -> bytes:
    """What was sealed. Raises NotAToken, UnknownKey, TokenDamaged (altered, or another purpose or row)."""
    parsed = Token.decode(token)
    algorithm = parsed.algorithm
    key = get_provider().derive(
        parsed.key_id, use=algorithm.use, purpose=checked_purpose(purpose), length=algorithm.key_length
    )
    try:
        return algorithm.decrypt(key, parsed.nonce, parsed.sealed, _associated(parsed, purpose, bound_to))
    except InvalidTag:
        raise TokenDamaged("加密内容已被改动，或不是为这个用途加密的，不能打开，请核对数据来源") from None


def open_text(token: bytes, *, purpose: str, bound_to: str | bytes = b"") -> str:
    """What was sealed, as text. Raises as `open_`; TokenDamaged also if it is not UTF-8."""
    try:
        return open_(token, purpose=purpose, bound_to=bound_to).decode("utf-8")
    except UnicodeDecodeError:
        raise TokenDamaged("加密内容不是文字，请核对数据来源") from None


def needs_resealing(token: bytes) -> bool:
    """Whether the token was made with an older key or the other suite: open it and seal it again. Raises NotAToken."""
    keys, parsed = get_provider(), Token.decode(token)
    return parsed.key_id != keys.current() or parsed.algorithm is not _OF_SUITE[keys.suite]


def _bytes(value: str | bytes) -> bytes:
    return value.encode("utf-8") if isinstance(value, str) else bytes(value)


def _associated(token: Token, purpose: str, bound_to: str | bytes) -> bytes:
    """Header, purpose and binding, each after its length, so that no two triples read alike."""
    parts = (token.header, purpose.encode("ascii"), _bytes(bound_to))
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
