"""What the base templates show on every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from bancheng.ground.codes import scrub
from bancheng.registers.messages import selectors as messages
from bancheng.registers.organisations import selectors as organisations


def frame(request: HttpRequest) -> dict[str, Any]:
    """`site` (profile of the chosen region), `unread`, `reading`, `demo`; all lazy, so that plain pages cost nothing."""
    region = getattr(request, "region", None)
    return {
        "site": SimpleLazyObject(lambda: organisations.profile_of(region.code if region else "")),
        "region": region,
        "LANGUAGE_CODE": get_language() or settings.LANGUAGE_CODE,
        "reading": getattr(request, "reading", None),
        # Where one comes back to. A personal number that somebody typed into the address is not said back.
        "here": scrub(request.get_full_path()),
        "actor": getattr(request, "actor", None),
        "unread": SimpleLazyObject(lambda: messages.unread_count(request.user) if request.user.is_authenticated else 0),
        "demo": settings.BANCHENG_MODE == "demo",
    }
