"""The verbs of papers: issue one in the caller's transaction; the job that renders it; the pure rendering itself."""

from __future__ import annotations

from bancheng.registers.documents.addresses import public_address, verify_address
from bancheng.registers.documents.issuing import issue
from bancheng.registers.documents.qr import qr_svg
from bancheng.registers.documents.rendering import render_pdf
from bancheng.registers.documents.sheets.making import guide_form
from bancheng.registers.documents.specimens import specimen
from bancheng.registers.documents.work import render_document

__all__ = [
    "guide_form",
    "issue",
    "public_address",
    "qr_svg",
    "render_document",
    "render_pdf",
    "specimen",
    "verify_address",
]
