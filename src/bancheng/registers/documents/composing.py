"""From a row to its PDF: data, letterhead, number, QR and marks put together for the template."""

from __future__ import annotations

from typing import Any

from bancheng.ground.codes import traditional
from bancheng.ground.law import in_shanghai
from bancheng.registers.documents import contents
from bancheng.registers.documents.addresses import verify_address
from bancheng.registers.documents.glyphs import printable
from bancheng.registers.documents.models import Document
from bancheng.registers.documents.qr import qr_svg
from bancheng.registers.documents.rendering import render_pdf
from bancheng.registers.documents.types import links, paper_class, seal_drawing
from bancheng.registers.organisations import selectors as organisations


def pdf_of(row: Document) -> bytes:
    """The unsealed PDF. Raises what `contents.opened` and `render_pdf` raise."""
    paper = contents.opened(row.kind, row.data, token=row.token)
    profile = organisations.profile_of(row.region)
    script = profile.script
    title = _said(paper_class(row.kind).title, script)
    return render_pdf(
        paper_class(row.kind).template,
        contents.for_template(paper, script=script),
        title=title,
        author=row.organisation_name,
        script=script,
        at=row.issued_at,
        frame={
            **_frame(row, title, script, str(profile.branding.get("demo_mark", ""))),
            "codes": {name: qr_svg(text) for name, text in paper.codes()},
        },
    )


def _frame(row: Document, title: str, script: str, demo_mark: str) -> dict[str, Any]:
    """What the parts need besides the data: names as they are, sentences in the script."""
    address = verify_address(row.token)
    seal = seal_drawing(row.organisation_id) if paper_class(row.kind).sealed else None
    return {
        "title": title,
        "number": printable(row.number),
        "organ": printable(row.organisation_name),
        "issued": f"{in_shanghai(row.issued_at):%Y-%m-%dT%H:%M}",
        "sealed": paper_class(row.kind).sealed,
        "seal": {"drawing": seal.svg, "alt": seal.alt} if seal is not None else None,
        "demo": _said(demo_mark, script),
        "verify": {"address": address, "qr": qr_svg(address)},
        "links": [
            {"label": _said(label, script), "address": url, "qr": qr_svg(url)} for label, url in links(row.subject)
        ],
    }


def _said(words: str, script: str) -> str:
    return printable(traditional(words) if script == contents.HANT else words)
