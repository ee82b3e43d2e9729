"""The pages about the site itself: where one is, how one reads, help and statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from bancheng.doors.frame import middleware, reading
from bancheng.doors.frame.going import safe_next
from bancheng.doors.portal.site import places
from bancheng.doors.portal.site.map import sections
from bancheng.registers.organisations import selectors


def regions(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    target = safe_next(request)
    context: dict[str, Any] = {"profiles": places.by_profile(request.get_host()), "next": target}
    if request.method != "POST":
        return context
    chosen = selectors.region_for(host=request.get_host(), chosen=request.POST.get("region", ""))
    if chosen is None or chosen.code != request.POST.get("region"):
        return context | {"error": _("没有这个地区，请从下面选择。"), "status": 422}
    response = HttpResponseRedirect(target or "/")
    reading.remember(request, response, middleware.REGION_COOKIE, chosen.code)
    return response


def text(name: str) -> Callable[[HttpRequest], dict[str, Any]]:
    """A page of text only."""

    def view(request: HttpRequest) -> dict[str, Any]:
        return {"nav": name}

    return view


def sitemap(request: HttpRequest) -> dict[str, Any]:
    return {"nav": "sitemap", "sections": sections()}
