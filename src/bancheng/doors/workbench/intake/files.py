"""Files and papers of a case, for staff in whose scope it is."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import FileResponse, HttpResponse

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import FileView
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.files import FileMissing, Kind, open_file, serve_headers
from bancheng.ground.law import Refused


def case_file(request: StaffRequest, case: str, file: str) -> HttpResponse:
    """One uploaded file; shown within the page that looks at it where browsers can, saved otherwise.

    One that is gone, or in which a virus was found later, is a refusal with its sentence.
    """
    found = _file(request.actor, case, file)
    try:
        stream = open_file(found.digest)
    except FileMissing as missing:
        raise Refused("cases.file_missing", str(missing)) from missing
    return within_our_pages(stream, found.name, Kind(found.kind))


def paper(request: StaffRequest, number: str) -> HttpResponse:
    """The PDF of a paper, for who sees its case."""
    found = selectors.paper_file(request.actor, number)
    return within_our_pages(found.open(), found.name, Kind.PDF)


def _file(actor: Actor, case: str, key: str) -> FileView:
    """A file of a case, or of a draft that a window is filling in. Raises AccessDenied, not visible."""
    try:
        return selectors.staff_file(actor, case, key)
    except AccessDenied:
        files = (one for material in selectors.draft(actor, case).materials for one in material.files)
        found = next((one for one in files if one.key == key), None)
        if found is None:
            raise
        return found


def within_our_pages(stream: BinaryIO, name: str, kind: Kind) -> HttpResponse:
    """Our own pages may frame a PDF, nobody else's; the rule against plug-ins would stop the browser's own viewer."""
    answer = FileResponse(stream)
    for header, value in serve_headers(name=name, kind=kind, inline=True).items():
        answer.headers[header] = value
    if kind is Kind.PDF:
        answer.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'self'"
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return cast(HttpResponse, answer)  # a page gives back what streams as well
