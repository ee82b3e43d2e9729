"""What people type, made fit to be stored."""

from __future__ import annotations

import unicodedata

from bancheng.ground.law import Refused

LONGEST = 500
BARRED = {"Cc", "Cs"}  # control signs (PostgreSQL stores no NUL), halves of surrogate pairs


def sentence(text: str, *, code: str, ask: str, longest: int = LONGEST, blank: bool = False) -> str:
    """The text without outer spaces and control signs. Raises Refused (code, ask) when it is empty or too long."""
    clean = "".join(" " if unicodedata.category(sign) in BARRED else sign for sign in text).strip()
    if len(clean) > longest or not (clean or blank):
        raise Refused(code, ask)
    return clean
