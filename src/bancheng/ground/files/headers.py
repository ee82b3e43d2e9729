"""HTTP headers that give a stranger's file back without letting it act."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from bancheng.ground.files.names import clean_name, suffix_of
from bancheng.ground.files.types import IMAGES, Kind

# What browsers show without running anything of ours; all else is saved.
SHOWN = IMAGES | {Kind.PDF}
_ATTR_CHAR = "!#$&+-.^_`|~"


def serve_headers(*, name: str, kind: Kind, inline: bool = False) -> dict[str, str]:
    """Headers for sending a stored file: type, Content-Disposition (RFC 6266, the name as RFC 8187 has it), nosniff.

    `inline` asks to show it in the page's place, which only images and PDF may.
    """
    shown = inline and kind in SHOWN
    headers = {
        # No charset: a stored text keeps its own encoding, which may be GB 18030.
        "Content-Type": kind.media_type,
        "Content-Disposition": content_disposition(name, inline=shown),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if kind is not Kind.PDF:
        # Browsers' own PDF viewers do not work in a sandbox.
        headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return headers


def content_disposition(name: str, *, inline: bool = False) -> str:
    """`attachment; filename="…"; filename*=UTF-8''…`: first in ASCII for old clients, then with every character."""
    cleaned = clean_name(name)
    decomposed = unicodedata.normalize("NFKD", cleaned)
    ascii_name = "".join(c for c in decomposed if " " <= c <= "~" and c not in '"\\%;').strip()
    suffix = suffix_of(cleaned)
    if not ascii_name.removesuffix(suffix).strip(" ._-()[]"):
        ascii_name = f"file{suffix}"
    disposition = "inline" if inline else "attachment"
    return f"{disposition}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(cleaned, safe=_ATTR_CHAR)}"
