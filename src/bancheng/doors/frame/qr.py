"""QR codes on pages and screens."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(link: str) -> SafeString:
    """A QR code as inline SVG without any style attribute."""
    made = segno.make(link, error="m").svg_inline(scale=4, border=2, omitsize=True, dark="#000", svgclass="qr")
    return mark_safe(made)
