"""What people type into one line, made fit to be stored and compared on any database."""

from __future__ import annotations

import unicodedata

from bancheng.ground.law import Refused

_BARRED = {"Cc", "Cs"}  # control signs (PostgreSQL stores no NUL), halves of surrogate pairs


def line(text: str, *, longest: int, code: str, sentence: str, blank: bool = False) -> str:
    """The text without outer spaces. Raises `Refused` with the given code and sentence when it is blank (unless it may be),
    too long, or holds control signs.
    """
    clean = text.strip()
    if len(clean) > longest or any(unicodedata.category(sign) in _BARRED for sign in clean) or not (clean or blank):
        raise Refused(code, sentence)
    return clean


def filter_text(text: str, longest: int = 100) -> str:
    """A filter as it may go into a statement: cut, without what no database would compare."""
    return "".join(sign for sign in text[:longest] if unicodedata.category(sign) not in _BARRED).strip()
