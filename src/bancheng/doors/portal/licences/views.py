"""One's own licences: the wallet, one licence with its face and file, and showing it to somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bancheng.doors.frame.qr import qr
from bancheng.doors.portal.licences import presenting
from bancheng.doors.portal.site.ways import applicant, pdf
from bancheng.ground import law
from bancheng.ground.files import open_file
from bancheng.registers.documents.services import public_address
from bancheng.registers.licences import selectors
from bancheng.registers.licences.types import LicenceCard

SOON = 60
"""Days before the end from which a card says so: time enough to renew (行政许可法第五十条 asks for thirty)."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card with the mark of its state: word, tone and icon together."""

    licence: LicenceCard
    word: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose licences: one's own, or those of a legal person one may act for."""

    name: str
    mine: bool
    cards: tuple[Card, ...]


def card(licence: LicenceCard) -> Card:
    """How the state of a licence looks."""
    if licence.usable and licence.days_left is not None and licence.days_left <= SOON:
        return Card(licence, _("%(n)s 天后到期") % {"n": licence.days_left}, "warn", "clock")
    if licence.usable:
        return Card(licence, licence.state_label, "ok", "check")
    if licence.state == "pending_signature":
        return Card(licence, _("正在签章"), "info", "clock")
    return Card(licence, licence.state_label, "", "x")


def _holders(licences: Iterable[LicenceCard]) -> list[Holder]:
    """The licences by holder, one's own first."""
    groups: dict[tuple[bool, str], list[Card]] = {}
    for licence in licences:
        groups.setdefault((not licence.mine, licence.holder), []).append(card(licence))
    return [Holder(name, not other, tuple(cards)) for (other, name), cards in sorted(groups.items(), key=_first)]


def _first(group: tuple[tuple[bool, str], list[Card]]) -> tuple[bool, str]:
    return group[0]


def wallet(request: HttpRequest) -> dict[str, Any]:
    holders = _holders(selectors.wallet(applicant(request)))
    return {
        "nav": "space",
        "tab": "licences",
        "holders": holders,
        "total": sum(len(holder.cards) for holder in holders),
        "soon": sum(one.tone == "warn" for holder in holders for one in holder.cards),
        "waiting": any(one.tone == "info" for holder in holders for one in holder.cards),
    }


def licence(request: HttpRequest, licence_id: int) -> dict[str, Any]:
    found = selectors.licence(applicant(request), licence_id)
    return {
        "nav": "space",
        "page_title": found.card.type_name,
        "licence": found,
        "card": card(found.card),
        "one": found.card,
    }


def show(request: HttpRequest, licence_id: int) -> HttpResponse | dict[str, Any]:
    """Large, with the code of this moment and a running clock; a licence that cannot be shown leads back to its page."""
    found = selectors.licence(applicant(request), licence_id)
    if not found.card.usable:
        return redirect("portal:licence", licence_id)
    return {
        "nav": "space",
        "page_title": _("亮证 — %(name)s") % {"name": found.card.type_name},
        "licence": found,
        "one": found.card,
        "qr": _code(found.token),
        "moment": law.now(),
        "seconds": presenting.FRESH,
    }


def _code(token: str) -> SafeString:
    address = public_address(reverse("portal:verify-code", args=[token]))
    return qr(f"{address}?shown={presenting.stamp(token)}")


def file(request: HttpRequest, licence_id: int) -> HttpResponse:
    """The signed file: shown in the browser, or saved with `?download`."""
    found = selectors.file(applicant(request), licence_id)
    return pdf(open_file(found.digest), found.name, inline="download" not in request.GET)
