"""一件事专区, the enterprise zone and the page of one bundle: what is asked, what is found, where to go."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.types import BundlePage
from bancheng.doors.frame import words
from bancheng.doors.frame.qr import qr
from bancheng.doors.portal.bundles import asking, listing
from bancheng.doors.portal.bundles.kept import long_parts, view_of
from bancheng.doors.portal.bundles.presentation import KINDS
from bancheng.doors.portal.site.ways import whole_number

T = "portal/bundles/"


def bundles(request: HttpRequest) -> dict[str, Any]:
    return listing.zone_of_things(request.GET, _region(request)) | {"nav": "bundles"}


def zone(request: HttpRequest) -> dict[str, Any]:
    return listing.zone_of_packages(request.GET, _region(request)) | {"nav": "bundles"}


def bundle(request: HttpRequest, key: str) -> HttpResponse | dict[str, Any]:
    page = _page(request, key)
    if page is None:
        return _gone(request, key)
    held = asking.kept(page, request.GET)
    questions = reverse("portal:bundle-questions", args=[key])
    if page.merged.unfit:
        return _unfit(request, page, held)
    return _shown(page) | {
        "parts": long_parts(page),
        "held": held,
        "told": asking.given(page, held, base=questions),
        "own_left": asking.open_ones(page, more=False),
        "more_left": asking.open_ones(page, more=True),
        "ask_url": questions + _query(held),
        "more_url": questions + _query(held | {asking.MORE: "1"}),
        "start_url": reverse("portal:bundle-start", args=[key]) if page.is_current else "",
        "print_query": _query(held | ({} if page.is_current else {"version": str(page.version)})),
        "editions": selectors.history(page.id),
    }


def bundle_print(request: HttpRequest, key: str) -> HttpResponse | dict[str, Any]:
    page = _page(request, key)
    if page is None:
        return _gone(request, key)
    held = asking.kept(page, request.GET)
    link = request.build_absolute_uri(reverse("portal:bundle", args=[key]) + _query(held))
    printed = {"qr": qr(link), "link": link, "printed": words.stamp()}
    return _shown(page) | printed | {"told": asking.given(page, held), "back_url": _back(page, held)}


def ask(request: HttpRequest, key: str) -> HttpResponse | dict[str, Any]:
    page = _page(request, key)
    if page is None:
        return _gone(request, key)
    found = asking.step(page, request.GET)
    if page.merged.unfit:
        return _unfit(request, page, found["kept"])
    if found["question"] is None:
        return redirect(reverse("portal:bundle", args=[key]) + found["onward"])
    return found | {"nav": "bundles", "page": page, "page_title": found["question"].label}


def _page(request: HttpRequest, key: str) -> BundlePage | None:
    number = whole_number(request.GET.get("version", ""))
    return selectors.page(_region(request), key, asking.answers(request.GET), number=number)


def _shown(page: BundlePage) -> dict[str, Any]:
    return {
        "nav": "bundles",
        "page": page,
        "view": view_of(page),
        "page_title": _("%(name)s — %(kind)s") % {"name": page.name, "kind": KINDS[page.kind]},
    }


def _unfit(request: HttpRequest, page: BundlePage, held: dict[str, str]) -> HttpResponse:
    """The exit: why not, and what to do instead."""
    questions = reverse("portal:bundle-questions", args=[page.key])
    told = asking.given(page, held, base=questions)
    context = {"nav": "bundles", "page": page, "told": told, "page_title": _("这件事不适合您的情况")}
    return TemplateResponse(request, T + "unfit.html", context)


def _gone(request: HttpRequest, key: str) -> HttpResponse:
    """What became of a bundle that was public here once; 404 for what never was."""
    gone = selectors.gone(_region(request), key)
    if gone is None:
        raise Http404
    context = {"nav": "bundles", "gone": gone, "kind": KINDS[gone.kind], "page_title": _("已经停办")}
    return TemplateResponse(request, T + "gone.html", context, status=410)


def _back(page: BundlePage, held: dict[str, str]) -> str:
    return reverse("portal:bundle", args=[page.key]) + _query(held)


def _query(pairs: dict[str, str]) -> str:
    return "?" + urlencode(pairs) if pairs else ""


def _region(request: HttpRequest) -> str:
    region = request.region  # type: ignore[attr-defined]
    return region.code if region else ""
