"""Where a person goes on to: only ever a path of this site, whatever an address or a form asks for."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000


def safe_next(request: HttpRequest, fallback: str = "", *, within: str = "/") -> str:
    """The `next` of a form or an address if it leads to a path of this site below `within`, else the fallback."""
    target = (request.POST.get("next") or request.GET.get("next", ""))[:LONGEST]
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and target.startswith(within) and target.isprintable() else fallback
