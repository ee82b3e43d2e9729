"""Folding of typed text: people type codes with full-width digits, spaces and any kind of dash."""

from __future__ import annotations

# U+FF01–U+FF5E are the full-width twins of ASCII, U+3000 is the ideographic space.
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
LONGEST = 256
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None)


def half_width(text: str) -> str:
    """Full-width letters, digits, signs and spaces as ASCII; everything else as it was."""
    return text.translate(WIDE)


def compact(text: str) -> str:
    """A typed code as it is compared: half-width, upper case, without spaces, dashes and invisible signs.

    No code is longer than `LONGEST`: what is becomes the empty string, which fits no shape.
    """
    if len(text) > LONGEST:
        return ""
    folded = text.translate(DASHES | INVISIBLE).translate(WIDE)
    return "".join(folded.replace("-", "").split()).upper()
