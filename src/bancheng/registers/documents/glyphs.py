"""What the paper's font can show. A character it lacks is written out, so that no name ever stops a paper or loses a part."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from noto_cjk_sans_otc import FONT_PATH

FOLDER = Path(str(FONT_PATH)).parent
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
LONG_WORD = re.compile(r"[^\s\u2e80-\uffff]{24,}")
PIECE = re.compile(r".{1,4}", re.DOTALL)
ZERO_WIDTH = "\u200b"
GETA = "〓"  # the printer's mark for a type he has not got


def printable(text: str) -> str:
    """The text with line feeds kept, other controls dropped, and what the font lacks as 〓〔U+2B75E〕."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _plain(character) else _instead(character) for character in text)


def printable_data(value: Any) -> Any:
    """The same throughout JSON data, long words made breakable; keys are ours and stay."""
    if isinstance(value, str):
        return breakable(printable(value))
    if isinstance(value, Mapping):
        return {key: printable_data(item) for key, item in value.items()}
    return [printable_data(item) for item in value] if isinstance(value, list | tuple) else value


def breakable(text: str) -> str:
    """The text with zero-width spaces in words that would leave the page: the line may break there."""
    return LONG_WORD.sub(lambda found: ZERO_WIDTH.join(PIECE.findall(found.group())), text)


def _plain(character: str) -> bool:
    return character == "\n" or (unicodedata.category(character) not in UNSEEN and ord(character) in _covered())


def _instead(character: str) -> str:
    if character in "\t\u2028\u2029\x0b\x0c":
        return " "
    if character == "\r" or unicodedata.category(character) in {"Cc", "Cf", "Cs"} or unicodedata.combining(character):
        return ""
    return f"{GETA}〔U+{ord(character):04X}〕"


@cache
def _covered() -> frozenset[int]:
    """The code points of the font's character map (OpenType `cmap`, format 12), read once: about 44,000."""
    data = (FOLDER / Path(str(FONT_PATH)).name).read_bytes()
    (first,) = struct.unpack_from(">I", data, 12)
    (tables,) = struct.unpack_from(">H", data, first + 4)
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, first + 12 + 16 * index)
        if tag == b"cmap":
            return frozenset(_format_12(data, offset))
    raise LookupError("the font has no character map")


def _format_12(data: bytes, cmap: int) -> set[int]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">I", data, cmap + 4 + 8 * index + 4)
        (form,) = struct.unpack_from(">H", data, cmap + offset)
        if form == 12:
            (groups,) = struct.unpack_from(">I", data, cmap + offset + 12)
            spans = (struct.unpack_from(">III", data, cmap + offset + 16 + 12 * n) for n in range(groups))
            return {point for start, end, glyph in spans if glyph for point in range(start, end + 1)}
    raise LookupError("the font's character map has no table of format 12")
