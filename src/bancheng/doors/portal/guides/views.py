"""Finding an item and reading its guide."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors as bundles
from bancheng.doors.frame import words
from bancheng.doors.frame.presentation import present
from bancheng.doors.frame.qr import qr
from bancheng.doors.portal.guides import changes, lists, situation
from bancheng.doors.portal.guides.forms import search_query
from bancheng.doors.portal.guides.sheets import promises_of, sheets_of
from bancheng.doors.portal.site.ways import whole_number
from bancheng.ground import law
from bancheng.ground.access import within
from bancheng.ground.codes import ITEM_TYPES
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import GuidePage
from bancheng.registers.payments import selectors as payments

NEWS = timedelta(days=90)
"""How long a change stands above the guide after its day."""


def home(request: HttpRequest) -> dict[str, Any]:
    audience = "legal" if request.GET.get("audience") == "legal" else "person"
    return lists.home_page(_region(request), audience) | {"nav": "home", "audience": audience}


def items(request: HttpRequest) -> dict[str, Any]:
    leaning = "person" if request.actor.kind == "person" else ""  # type: ignore[attr-defined]
    query = search_query(request.GET, region=_region(request), leaning=leaning)
    found = lists.results_page(query)
    if found.in_vain:
        # A search answers, whether or not what it lacked could be counted.
        with suppress(DatabaseError):
            services.note_miss(q=query.q, region=query.region)
    missed = found.page.relaxed or not found.page.results
    told = changes.of_words(query.q, region=query.region) if missed else ()
    shown = {"nav": "items", "found": found, "query": query, "announced": told}
    return shown | {"page_title": found.title, "directories": lists.WAYS}


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
        "sheets": sheets_of(page),
        "promises": promises_of(page),
        "pays_online": payments.pays_online(page.item_id, document),
        "item_id": page.item_id,
        "guide": page,
        "elsewhere": not (within(here, there) or within(there, here)),
        "effective": words.long_date(document.effective_from),
        **_announced(page.item_id),
        "item_type_label": ITEM_TYPES[document.identity.item_type].name,
        "owner_label": words.OWNERS.get(document.identity.owner_type, ""),
        "bundles": bundles.with_item(page.item_id, here) if page.state != "cancelled" else (),
        "theme": next((word for word in selectors.vocabulary("theme") if word.code in document.themes), None),
    }


def _announced(item_id: int) -> dict[str, Any]:
    """The announcements that name this item, those that are still news, and the one by which others took it on."""
    found, since = selectors.changes_of(item_id), law.today() - NEWS
    closed = (one for one in found if one.opened and item_id in [row.item_id for row in one.closing])
    return {"announced": found, "news": [one for one in found if one.on >= since], "moved": next(closed, None)}


def guide(request: HttpRequest, item_id: int) -> dict[str, Any]:
    return _context(request, _page(request, item_id))


def guide_print(request: HttpRequest, item_id: int) -> dict[str, Any]:
    page = _page(request, item_id)
    link = request.build_absolute_uri(reverse("portal:guide", args=[page.item_id]))
    return _context(request, page) | {"qr": qr(link), "link": link, "printed": words.stamp()}


def ask(request: HttpRequest, item_id: int) -> HttpResponse | dict[str, Any]:
    page = _page(request, item_id)
    if not page.document.questions:
        return redirect("portal:guide", item_id)
    return situation.step(page, request.GET) | {"nav": "items", "item_id": item_id, "document": page.document}
