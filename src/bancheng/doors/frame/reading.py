"""How one reads, chosen on any page: elder mode, its step of size, contrast, script; every door has an address for it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from bancheng.doors.frame import middleware
from bancheng.doors.frame.going import safe_next

YEAR = 365 * 24 * 3600
CHOICES = {
    "mode": (middleware.MODE_COOKIE, middleware.MODES),
    "zoom": (middleware.ZOOM_COOKIE, middleware.ZOOMS),
    "contrast": (middleware.CONTRAST_COOKIE, middleware.CONTRASTS),
    "language": (settings.LANGUAGE_COOKIE_NAME, {code for code, _name in settings.LANGUAGES}),
}


def remember(request: HttpRequest, response: HttpResponse, cookie: str, value: str) -> None:
    """Keep a choice for a year; "" forgets it."""
    if value:
        response.set_cookie(cookie, value, YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(cookie, samesite="Lax")


def reading(request: HttpRequest) -> HttpResponse:
    """Elder mode, its step of size, contrast, script: kept in cookies, so that the first byte of a page is right."""
    response = HttpResponseRedirect(safe_next(request, "/"))
    for name, (cookie, known) in CHOICES.items():
        value = request.POST.get(name)
        if value is not None and (value in known or not value):
            remember(request, response, cookie, value)
    return response
