"""From a row to its face on paper, and the picture of a seal."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from noto_cjk_sans_otc import FONT_PATH

from bancheng.ground.codes import traditional
from bancheng.registers.documents import services as documents
from bancheng.registers.licences import rules
from bancheng.registers.licences.addresses import verify_address
from bancheng.registers.licences.faces import open_face
from bancheng.registers.licences.models import Licence, Seal
from bancheng.registers.licences.reading import elements_of
from bancheng.registers.organisations import selectors as organisations

PAPERS = Path(__file__).parent / "papers"
DEMO = "演示"
HANT = "hant"


def licence_pdf(row: Licence, *, seal: Seal, at: datetime) -> bytes:
    """The face of a licence as PDF/A, sealed in the picture and not yet signed; its type must have been read.

    Equal rows and instants give equal bytes. Raises what `crypto.open_` and `documents.services.render_pdf` raise.
    """
    profile = organisations.profile_of(row.region_id)
    script, address = profile.script, verify_address(row.token)
    frame = {
        "number": row.number,
        "organ": row.issuer_name,
        "issued": row.valid_from.isoformat(),
        "demo": _said(str(profile.branding.get("demo_mark", "")), script),
        "verify": {"address": address, "qr": documents.qr_svg(address)},
        "seal": {"drawing": seal.picture, "alt": _said(f"{seal.name}电子印章", script)},
    }
    title = _said(row.type.name, script)
    return documents.render_pdf(
        PAPERS / "licence.typ",
        _data(row, script),
        title=title,
        author=row.issuer_name,
        script=script,
        at=at,
        frame=frame,
    )


@lru_cache(maxsize=64)
def seal_picture(name: str, *, demo: bool) -> str:
    """The seal of an organ as SVG, 42 mm across, its signs as outlines; equal names give equal pictures."""
    drawn = typst.compile(
        str(PAPERS / "seal.typ"),
        format="svg",
        root=str(PAPERS),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"name": name, "demo": DEMO if demo else ""},
    )
    assert isinstance(drawn, bytes)
    return drawn.decode()


def _data(row: Licence, script: str) -> dict[str, Any]:
    """The face line by line: what is shown, in which words. Labels follow the script; names and values never."""
    values = open_face(row.face, row.identifier)
    lines = rules.face_lines(elements_of(row.type), values, masked=False)
    kinds = {element.element: element.kind for element in elements_of(row.type)}
    return {
        "lines": [
            {"label": _said(line.label, script), "value": line.value, "date": kinds[line.element] == "date"}
            for line in lines
        ],
        "identifier": row.identifier,
        "ground": _said(row.type.ground, script),
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
    }


def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(Path(str(FONT_PATH)).parent)]
    )


def _said(words: str, script: str) -> str:
    return traditional(words) if script == HANT else words
