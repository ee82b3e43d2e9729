"""What is offered: the published bundles on their life line, the packages of the enterprise zone, found by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.types import JourneyLine

LONGEST = 60
FEW = 4
"""As many as the home page shows in one row."""
AUDIENCES = {"person": gettext_lazy("个人"), "legal": gettext_lazy("企业")}


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    n: int
    chosen: bool


def zone_of_things(data: QueryDict, region: str) -> dict[str, Any]:
    """Both life lines, one shown at a time; with words, what holds them on that line."""
    q = data.get("q", "").replace("\x00", "")[:LONGEST].strip()
    audience = data.get("audience", "") if data.get("audience", "") in AUDIENCES else "person"
    everything = selectors.journeys(region, q=q)
    things = [one for one in everything if one.line.kind == "thing"]
    if q and "audience" not in data and not _for(things, audience):
        audience = "legal" if _for(things, "legal") else audience
    shown = _for(things, audience)
    return {
        "page_title": _("一件事专区"),
        "q": q,
        "audience": audience,
        "tabs": tuple(
            Tab(
                str(label),
                "?" + urlencode({"audience": code} | ({"q": q} if q else {})),
                len(_for(things, code)),
                code == audience,
            )
            for code, label in AUDIENCES.items()
        ),
        "found": shown,
        "stages": selectors.life_line(audience, shown),
        "total": len(things),
        "packages": len(everything) - len(things),
    }


def zone_of_packages(data: QueryDict, region: str) -> dict[str, Any]:
    """The scenes of one class of matters (一类事), and beside them what enterprises do as one thing (ONE-09)."""
    q = data.get("q", "").replace("\x00", "")[:LONGEST].strip()
    found = selectors.journeys(region, q=q)
    return {
        "page_title": _("企业专区"),
        "q": q,
        "packages": tuple(one for one in found if one.line.kind == "package"),
        "things": tuple(one for one in found if one.line.kind == "thing" and one.line.audience == "legal"),
    }


def first_ones(region: str, audience: str) -> dict[str, Any]:
    """What the home page shows of it: the first few for this audience, the demonstration before all, and how many there are."""
    things = [one for one in selectors.journeys(region) if one.line.kind == "thing"]
    own = sorted(_for(things, audience), key=lambda one: not one.line.demonstration)
    return {"journeys": tuple(own[:FEW]), "journeys_total": len(things)}


def _for(found: Sequence[JourneyLine], audience: str) -> tuple[JourneyLine, ...]:
    return tuple(one for one in found if one.line.audience == audience)
