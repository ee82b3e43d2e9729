"""What a request carries: a form that was sent, where to go next, a number."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000


def sent(request: HttpRequest) -> QueryDict | None:
    """The form that was sent, an empty one too; None where the page was only opened."""
    return request.POST if request.method == "POST" else None


def safe_next(request: HttpRequest, fallback: str = "") -> str:
    """The `next` of a form or an address if it leads to a path of this site, else the fallback."""
    target = (request.POST.get("next") or request.GET.get("next", ""))[:LONGEST]
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and target.startswith("/") and target.isprintable() else fallback


def whole_number(text: str) -> int | None:
    """A number as somebody typed it into an address; anything else, or one no row can have, counts as none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
