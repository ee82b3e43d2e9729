"""How many pages a PDF says it has, read from its bytes alone, in time that grows only with their number. Pure.

A reader of the whole format (its chained tables, its nested objects) can be kept busy for minutes by a small hostile file;
ISO 32000-1, 7.7.3.2 has the root of the page tree state the count (`/Type /Pages … /Count 12`), and that is all that is
wanted here. Objects packed in an object stream (7.5.7) are unfolded up to a fixed size.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

TREE = re.compile(rb"/Type[\s]{0,40}/Pages(?![A-Za-z0-9])")
COUNT = re.compile(rb"/Count\s{1,40}(\d{1,9})(?![\d.])(?!\s{1,40}\d{1,9}\s{1,40}R)")
PACKED = re.compile(rb"/Type[\s]{0,40}/ObjStm(?![A-Za-z0-9])")
START = re.compile(rb"stream\r?\n")
MOST_UNFOLDED = 32 * 1024 * 1024


def pages_of(content: bytes) -> int | None:
    """The largest page tree in the file; None where none can be read (encrypted, damaged, or not stated)."""
    counts = [count for text in _texts(content) for count in _counts(text)]
    return max(counts, default=None)


def _texts(content: bytes) -> Iterator[bytes]:
    """The objects that are no streams, as text, and what is packed in object streams."""
    left = MOST_UNFOLDED
    at = 0
    while at < len(content):
        end = content.find(b"endobj", at)
        end = len(content) if end < 0 else end
        begin = START.search(content, at, end)
        if begin is None:
            yield content[at:end]
        elif left > 0 and PACKED.search(content, at, begin.start()):
            text = _unfolded(content[begin.end() : end], left)
            left -= len(text)
            yield text
        at = end + len(b"endobj")


def _counts(text: bytes) -> Iterator[int]:
    """In one object (or several, packed): the counts beside a page tree's type."""
    if TREE.search(text):
        yield from (int(found[1]) for found in COUNT.finditer(text))


def _unfolded(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
