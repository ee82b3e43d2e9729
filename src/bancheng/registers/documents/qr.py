"""QR codes (GB/T 18284) as vector drawings."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str) -> str:
    """The QR of a text as SVG with its quiet zone, black on white; error correction M. Raises ValueError when it is too long."""
    drawn = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(
        drawn, kind="svg", border=4, xmldecl=False, dark="#000", light="#fff"
    )
    return drawn.getvalue().decode()
