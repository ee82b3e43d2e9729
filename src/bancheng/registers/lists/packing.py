"""Pure: the content of an edition in few bytes. Rows of a list repeat their keys and most of their words."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from bancheng.ground.crypto import canonical_json, sm3_hex


def packed(columns: Sequence[Mapping[str, str]], rows: Sequence[Mapping[str, str]]) -> tuple[str, bytes]:
    """The SM3 (hexadecimal) of columns and rows in their order, and both as compressed canonical JSON."""
    plain = canonical_json({"columns": list(columns), "rows": list(rows)})
    return sm3_hex(plain), zlib.compress(plain)


def unpacked(content: bytes) -> Any:
    """What was packed: a dict with `columns` and `rows`."""
    return json.loads(zlib.decompress(content))
