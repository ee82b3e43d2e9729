"""Public verification of licences and papers: by the code in the QR, by identifier, or by the file itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bancheng.doors.frame.addresses import address
from bancheng.doors.portal.licences import presenting
from bancheng.doors.portal.licences.forms import CodeForm, UploadForm
from bancheng.doors.portal.site.ways import sent
from bancheng.ground import law
from bancheng.ground.access import limits
from bancheng.ground.access.limits import TooManyTries
from bancheng.registers.documents import selectors as documents
from bancheng.registers.licences import selectors as licences

AN_HOUR = 60
"""Verifications by form from one address: a counter may need many, a list of guesses more."""


def verify(request: HttpRequest) -> dict[str, Any]:
    """Two small forms on one page; which was sent, its button tells."""
    by_file = "by_file" in request.POST
    code = CodeForm(None if by_file else sent(request))
    upload = UploadForm(request.POST, request.FILES) if by_file else UploadForm()
    form = upload if by_file else code
    context = {"nav": "verify", "form": form, "code_form": code, "upload_form": upload}
    if not form.is_valid():
        return context | {"status": 422 if form.errors else 200}
    try:
        limits.spend("portal.verify", address(request), limit=AN_HOUR, window=timedelta(hours=1))
    except TooManyTries as error:
        form.add_error(None, str(error))
        return context | {"status": 429}
    found = by_upload(form.cleaned_data["file"]) if by_file else by_code(form.cleaned_data["code"])
    if not found:
        form.add_error(None, _("没有查到。请核对核验码或者标识，注意区分大小写。"))
        return context | {"status": 422}
    return _told(found) | {"nav": "verify"}


def by_code(code: str) -> dict[str, Any]:
    """What a code or identifier tells; empty when nothing has it."""
    licence = licences.verify(code)
    if licence is not None:
        return {"licence": licence}
    paper = documents.verify(code)
    return {"paper": paper} if paper is not None else {}


def by_upload(file: Any) -> dict[str, Any]:
    """What the bytes tell: a paper is known by its digest, a licence by its signature. Nothing is kept."""
    paper = documents.verify_file(file)
    if paper is not None:
        return {"paper": paper, "exact": True}
    file.seek(0)
    verdict = licences.verify_upload(file)
    return {"verdict": verdict, "licence": verdict.licence}


def _told(found: dict[str, Any]) -> dict[str, Any]:
    signed = found.get("verdict") or found.get("licence")
    signature = signed.signature if signed is not None else None
    return found | {"page_title": _("核验结果"), "signature": signature, "checked_at": law.now()}


def verify_code(request: HttpRequest, token: str) -> dict[str, Any]:
    """The address in a QR. `?shown=` tells when the holder held it up; without, it is printed on paper."""
    found = by_code(token)
    if not found:
        return {"nav": "verify", "page_title": _("核验结果"), "absent": True, "status": 404}
    return _told(found) | {"nav": "verify", "shown": presenting.read(token, request.GET.get("shown", ""))}
