"""What a request carries: who asks, a form that was sent, a number; and how a file is answered."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.files import Kind, serve_headers


def applicant(request: HttpRequest) -> Actor:
    """The natural person who acts here, for himself or for a firm; staff have their own desk."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.kind != "person":
        raise AccessDenied(_("这里是个人用户的页面。工作人员请到工作台办理。"), visible=True)
    return actor


def sent(request: HttpRequest) -> QueryDict | None:
    """The form that was sent, an empty one too; None where the page was only opened."""
    return request.POST if request.method == "POST" else None


def whole_number(text: str) -> int | None:
    """A number as somebody typed it into an address; anything else, or one no row can have, counts as none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def stored(stream: BinaryIO, name: str, kind: Kind, *, inline: bool = True) -> HttpResponse:
    """A stored file: pictures and PDF in the browser's own viewer, or saved. Closes the stream when it is sent."""
    answer = FileResponse(stream)
    for header, value in serve_headers(name=name, kind=kind, inline=inline).items():
        answer[header] = value
    return cast(HttpResponse, answer)


def pdf(stream: BinaryIO, name: str, *, inline: bool = True) -> HttpResponse:
    """A PDF of ours."""
    return stored(stream, name, Kind.PDF, inline=inline)
