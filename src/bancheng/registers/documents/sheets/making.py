"""The file of a sheet, made once for a version of a guide and kept in memory by the guide's digest."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuidePage
from bancheng.registers.documents.rendering import render_pdf
from bancheng.registers.documents.sheets.composing import KINDS, forms_of, sheet

TEMPLATE = Path(__file__).parent / "sheet.typ"
KEPT = 128


@dataclass(frozen=True, slots=True)
class _Order:
    """One sheet; equal orders give the same file."""

    digest: str
    line: int
    kind: str
    page: GuidePage = field(compare=False, repr=False)


def guide_form(page: GuidePage, line: int, *, kind: str) -> bytes:
    """A form of a guide as PDF/A-2a + PDF/UA-1: `kind` blank or sample, `line` its place among the materials, from 1.

    In the guide's own script; nothing of any person is on it. Raises LookupError where that line is no form, or there is no
    such kind; NotRendered.
    """
    if kind not in KINDS or line not in dict(forms_of(page.document)):
        raise LookupError(f"no form {kind} at line {line}")
    return _made(_Order(page.digest, line, kind, page))


@lru_cache(maxsize=KEPT)
def _made(order: _Order) -> bytes:
    page, document = order.page, order.page.document
    data = sheet(document, order.line, catalog.paper_lines(document), filled=order.kind == "sample")
    return render_pdf(
        TEMPLATE,
        data,
        title=f"{data['heading']}（{data['kind']}）",
        author=document.identity.organ,
        at=page.published_at,
        frame={"version": str(page.version), "hash": page.short_hash},
    )
