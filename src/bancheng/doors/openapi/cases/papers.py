"""The file of a paper, for whoever sees the case it is about."""

from __future__ import annotations

from django.http import HttpResponse

from bancheng.casework.cases import selectors
from bancheng.doors.openapi.problems import Unfit
from bancheng.ground.access import Actor
from bancheng.ground.files import content_disposition

PDF_ANSWER = {
    "responses": {
        200: {
            "description": "PDF",
            "content": {"application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}},
        }
    }
}


def paper_of(actor: Actor, case: str, number: str) -> HttpResponse:
    """The PDF. Raises AccessDenied, Refused documents.waiting (409), Unfit 404 for a paper of another case."""
    found = selectors.paper_file(actor, number)
    about = selectors.mark(case)
    if about is None or found.document.subject != about.subject:
        raise Unfit(404, "access.absent", "没有找到这份文书。")
    with found.open() as stream:
        answer = HttpResponse(stream.read(), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition(found.name)
    return answer
