"""File names as strangers send them, made safe to store, show and send back."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_LENGTH = 120
# File systems and archive formats count bytes of UTF-8, 255 at most.
MAX_NAME_BYTES = 240
UNNAMED = "未命名文件"

_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})\Z", re.ASCII)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of the name without anything that could mislead, NFC, at most 120 characters and 240 bytes.

    Gone are paths, control and direction-changing characters (U+202E would show `exe.pdf` for `fdp.exe`) and what a
    file system refuses. A name of which nothing is left becomes 未命名文件.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(" " if unicodedata.category(c) in ("Zs", "Zl", "Zp") else c for c in name if not _is_hidden(c))
    cleaned = re.sub(r" {2,}", " ", _FORBIDDEN.sub("_", visible)).strip(" .")
    if not cleaned:
        return UNNAMED
    if _RESERVED.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    return _shortened(cleaned)


def suffix_of(name: str) -> str:
    """The ending in lower case with its dot, or nothing: `.pdf`; `合同v1.0` has none."""
    match = _SUFFIX.search(name)
    return match[0].lower() if match and not match[1].isdecimal() else ""


def _is_hidden(character: str) -> bool:
    # Cf: direction marks, zero-width characters, soft hyphens. Cs cannot be encoded. Co shows as anything.
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")


def _shortened(name: str) -> str:
    suffix = name[len(name) - len(suffix_of(name)) :]
    stem = name[: len(name) - len(suffix)][: MAX_NAME_LENGTH - len(suffix)]
    while len((stem + suffix).encode("utf-8")) > MAX_NAME_BYTES:
        stem = stem[:-1]
    return (stem.rstrip(" .") or UNNAMED) + suffix
