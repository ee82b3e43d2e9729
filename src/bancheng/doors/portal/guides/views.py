"""Finding an item and reading its guide."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame import words
from bancheng.doors.frame.presentation import present
from bancheng.doors.portal.guides import lists, situation
from bancheng.doors.portal.guides.forms import search_query
from bancheng.doors.portal.site.ways import whole_number
from bancheng.ground.access import within
from bancheng.ground.codes import ITEM_TYPES
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import GuidePage


def home(request: HttpRequest) -> dict[str, Any]:
    audience = "legal" if request.GET.get("audience") == "legal" else "person"
    return lists.home_page(_region(request), audience) | {"nav": "home", "audience": audience}


def items(request: HttpRequest) -> dict[str, Any]:
    query = search_query(request.GET, region=_region(request))
    found = lists.results_page(query)
    return {"nav": "items", "found": found, "query": query, "page_title": found.title}


def directory(request: HttpRequest, kind: str) -> dict[str, Any]:
    if kind not in lists.DIRECTORIES:
        raise Http404
    found = lists.directory(kind, _region(request))
    return {"nav": "items", "directory": found, "page_title": found.label}


def _region(request: HttpRequest) -> str:
    region = request.region  # type: ignore[attr-defined]
    return region.code if region else ""


def _page(request: HttpRequest, item_id: int) -> GuidePage:
    actor = request.actor  # type: ignore[attr-defined]
    person = str(actor.account) if actor.kind == "person" else ""
    found = selectors.guide(item_id, version=whole_number(request.GET.get("version", "")), person=person)
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, page: GuidePage) -> dict[str, Any]:
    document, here = page.document, _region(request)
    there = document.identity.region_code
    return {
        "nav": "items",
        "page_title": _("%(name)s — 办事指南") % {"name": document.identity.name},
        "document": document,
        "view": present(page),
        "item_id": page.item_id,
        "guide": page,
        "elsewhere": not (within(here, there) or within(there, here)),
        "effective": words.long_date(document.effective_from),
        "item_type_label": ITEM_TYPES[document.identity.item_type].name,
        "owner_label": words.OWNERS.get(document.identity.owner_type, ""),
        "theme": next((word for word in selectors.vocabulary("theme") if word.code in document.themes), None),
    }


def guide(request: HttpRequest, item_id: int) -> dict[str, Any]:
    return _context(request, _page(request, item_id))


def guide_print(request: HttpRequest, item_id: int) -> dict[str, Any]:
    page = _page(request, item_id)
    link = request.build_absolute_uri(reverse("portal:guide", args=[page.item_id]))
    return _context(request, page) | {"qr": lists.qr(link), "link": link, "printed": words.stamp()}


def ask(request: HttpRequest, item_id: int) -> HttpResponse | dict[str, Any]:
    page = _page(request, item_id)
    if not page.document.questions:
        return redirect("portal:guide", item_id)
    return situation.step(page, request.GET) | {"nav": "items", "item_id": item_id, "document": page.document}
