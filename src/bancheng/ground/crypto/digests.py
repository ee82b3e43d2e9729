"""Digests, and the one canonical JSON that digests of structured values are taken over.

SM3 is GB/T 32905-2016 (GM/T 0004-2012), SHA-256 is FIPS 180-4; both come from libcrypto.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from math import isfinite
from uuid import UUID

from cryptography.hazmat.primitives import hashes

from bancheng.ground.crypto.errors import CanonicalFault

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

# Deeper than any guide document; keeps a hostile body from exhausting the stack.
MAX_DEPTH = 64


def sm3(data: bytes) -> bytes:
    """SM3 of `data`: 32 bytes."""
    return _digest(hashes.SM3(), data)


def sha256(data: bytes) -> bytes:
    """SHA-256 of `data`: 32 bytes."""
    return _digest(hashes.SHA256(), data)


def sm3_hex(data: bytes) -> str:
    """SM3 of `data` as 64 lower-case hexadecimal digits."""
    return sm3(data).hex()


def sha256_hex(data: bytes) -> str:
    """SHA-256 of `data` as 64 lower-case hexadecimal digits."""
    return sha256(data).hex()


def canonical_sm3(value: object) -> str:
    """SM3 over `canonical_json(value)`, hexadecimal: the hash of a document or a journal entry."""
    return sm3_hex(canonical_json(value))


def canonical_json(value: object) -> bytes:
    """The one byte form of a JSON-like value: keys sorted by code point, no spaces, UTF-8, nothing escaped needlessly.

    The form survives being stored as JSON and read back (SQLite text, PostgreSQL jsonb):
    `canonical_json(json.loads(canonical_json(x))) == canonical_json(x)`. See `plain` for what is taken.
    Raises CanonicalFault.
    """
    try:
        text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise CanonicalFault("内容里有不成对的代理字符，无法编码为 UTF-8，请改正后再试") from None


def plain(value: object) -> Plain:
    """The value in JSON's own types, ready to be stored; `canonical_json` of it equals that of the original.

    - dates as `2026-11-22`, times as `09:00:00`, aware datetimes as UTC `2026-11-22T01:02:03.000000Z`
      (the same instant gives the same text; a naive one is refused);
    - Decimal as text in positional notation, digits kept as written (`1.50` stays `1.50`);
    - enum members by their value, UUIDs as text, tuples as lists;
    - a float that is whole as an integer, because jsonb gives it back as one; NaN and infinities are refused;
    - keys must be text. Anything else (sets, bytes, objects) is refused. Raises CanonicalFault.
    """
    return _plain(value, 0)


def _digest(algorithm: hashes.HashAlgorithm, data: bytes) -> bytes:
    digest = hashes.Hash(algorithm)
    digest.update(data)
    return digest.finalize()


def _plain(value: object, depth: int) -> Plain:
    if depth > MAX_DEPTH:
        raise CanonicalFault(f"内容嵌套超过 {MAX_DEPTH} 层，请简化后再试")
    if isinstance(value, Enum):
        return _plain(value.value, depth)
    if isinstance(value, Mapping):
        return {_key(key): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, depth + 1) for item in value]
    return _scalar(value)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise CanonicalFault(f"键必须是文字，不能是 {type(key).__name__}")
    return str(key.value) if isinstance(key, Enum) else str(key)


def _scalar(value: object) -> Plain:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str | UUID):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise CanonicalFault("数值不能是 NaN 或无穷大")
        return int(value) if value.is_integer() else value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise CanonicalFault("数值不能是 NaN 或无穷大")
        return format(value, "f")
    return _moment(value)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise CanonicalFault("时间必须带时区")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time) and value.tzinfo is None:
        return value.isoformat()
    raise CanonicalFault(f"{type(value).__name__} 没有规范的 JSON 形式")
