"""The pages about the site itself: where one is, how one reads, help and statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from bancheng.doors.frame import middleware
from bancheng.doors.frame.going import safe_next
from bancheng.doors.portal.site import places
from bancheng.doors.portal.site.map import sections
from bancheng.registers.organisations import selectors

YEAR = 365 * 24 * 3600
CHOICES = {
    "mode": (middleware.MODE_COOKIE, middleware.MODES),
    "zoom": (middleware.ZOOM_COOKIE, middleware.ZOOMS),
    "contrast": (middleware.CONTRAST_COOKIE, middleware.CONTRASTS),
    "language": (settings.LANGUAGE_COOKIE_NAME, {code for code, _name in settings.LANGUAGES}),
}


def _remember(request: HttpRequest, response: HttpResponse, cookie: str, value: str) -> None:
    if value:
        response.set_cookie(cookie, value, YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(cookie, samesite="Lax")


def regions(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    target = safe_next(request)
    context: dict[str, Any] = {"profiles": places.by_profile(request.get_host()), "next": target}
    if request.method != "POST":
        return context
    chosen = selectors.region_for(host=request.get_host(), chosen=request.POST.get("region", ""))
    if chosen is None or chosen.code != request.POST.get("region"):
        return context | {"error": _("没有这个地区，请从下面选择。"), "status": 422}
    response = HttpResponseRedirect(target or "/")
    _remember(request, response, middleware.REGION_COOKIE, chosen.code)
    return response


def reading(request: HttpRequest) -> HttpResponse:
    """Elder mode, its step of size, contrast, script: kept in cookies, so that the first byte of a page is right."""
    response = HttpResponseRedirect(safe_next(request, "/"))
    for name, (cookie, known) in CHOICES.items():
        value = request.POST.get(name)
        if value is not None and (value in known or not value):
            _remember(request, response, cookie, value)
    return response


def text(name: str) -> Callable[[HttpRequest], dict[str, Any]]:
    """A page of text only."""

    def view(request: HttpRequest) -> dict[str, Any]:
        return {"nav": name}

    return view


def sitemap(request: HttpRequest) -> dict[str, Any]:
    return {"nav": "sitemap", "sections": sections()}
