"""Guides on a hall screen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame import words
from bancheng.doors.frame.presentation import hand_in, line, present
from bancheng.doors.frame.qr import qr
from bancheng.registers.catalog import selectors
from bancheng.registers.organisations import selectors as organisations

TURNED_AFTER = 20  # seconds a page of the list stays: long enough to read six titles and take out a phone
ASKED_AGAIN = 60  # seconds until the screen of one guide looks for a new version
MOST_PAGES = 10_000


def listed(request: HttpRequest, region: int) -> dict[str, Any]:
    """One page of a served region's guides; the page itself asks for the next, and after the last for the first."""
    place = organisations.region(str(region)) if 11 <= region < 10**12 else None
    if place is None or not place.served:
        raise Http404
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    page = selectors.screen_guides(place.code, number=min(number, MOST_PAGES))
    following = page.number % page.pages + 1
    return {
        "page_title": _("%(place)s办事指南") % {"place": place.name},
        "place": place,
        "screen_site": organisations.profile_of(place.code),
        "screen": page,
        "cards": [(guide, present_card(guide), code(guide.item_id)) for guide in page.guides],
        "turn": f"{TURNED_AFTER};url=?page={following}",
        "turned_after": TURNED_AFTER,
        "now_text": words.clock_line(),
    }


def guide(request: HttpRequest, item_id: int) -> dict[str, Any]:
    """One guide, whole enough to know whether one is right here and what to bring; the rest is on the phone."""
    page = selectors.guide(item_id)
    if page is None:
        raise Http404
    return {
        "page_title": page.name,
        "guide": page,
        "document": page.document,
        "view": present(page),
        "screen_site": organisations.profile_of(page.document.identity.region_code),
        "effective": words.long_date(page.document.effective_from),
        "code": code(item_id),
        "turn": str(ASKED_AGAIN),
        "now_text": words.clock_line(),
    }


def present_card(guide: Any) -> dict[str, Any]:
    """The few facts of a card: how long, how often to come, how many papers."""
    document = guide.document
    papers = hand_in([line(number, material) for number, material in enumerate(document.materials, 1)])
    return {
        "name": document.identity.name,
        "organ": document.identity.organ,
        "promised": words.limit(document.promised),
        "visits": document.visits,
        "papers": "" if papers == "0" else papers,
    }


def code(item_id: int) -> Any:
    """The QR to the guide on a phone; "" where this process does not know the citizens' pages."""
    try:
        return qr(settings.BANCHENG_PUBLIC_URL + reverse("portal:guide", args=[item_id]))
    except NoReverseMatch:
        return ""
