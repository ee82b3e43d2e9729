"""变更公告: what was taken over, handed down, cancelled or adjusted, for everybody to read, search and print."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.frame import words
from bancheng.doors.frame.qr import qr
from bancheng.doors.portal.site.ways import whole_number
from bancheng.ground.access import AccessDenied
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import CHANGE_KINDS, ChangeView

SIZE = 20
LONGEST = 60
FEW, LOOKED_AT = 3, 20


def listed(request: HttpRequest) -> dict[str, Any]:
    """The announcements of the chosen region, of those below and above it, newest first."""
    q, kind = request.GET.get("q", "")[:LONGEST].strip(), request.GET.get("kind", "")
    region = request.region  # type: ignore[attr-defined]
    rows = selectors.changes(region=region.code if region else "", kind=kind, q=q)
    after = whole_number(request.GET.get("after", ""))
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: SIZE + 1])
    more = str(found[SIZE - 1].pk) if len(found) > SIZE else ""
    return {
        "nav": "items",
        "page_title": _("事项变更公告"),
        "rows": selectors.change_views(found[:SIZE]),
        "q": q,
        "kinds": [(code, label, _address(q, code), code == kind) for code, label in CHANGE_KINDS.items()],
        "all_url": _address(q, ""),
        "kind": kind if kind in CHANGE_KINDS else "",
        "next_url": _address(q, kind, more) if more else "",
        "first_url": _address(q, kind) if after else "",
    }


def of_words(q: str, *, region: str) -> tuple[ChangeView, ...]:
    """What was announced of an item that is searched for and no longer found; none of an empty search."""
    words_asked = q[:LONGEST].split()
    if not words_asked:
        return ()
    told = selectors.change_views(selectors.changes(region=region, q=" ".join(words_asked))[:LOOKED_AT])
    named = (one for one in told if not one.withdrawn_at and all(word in one.item.name for word in words_asked))
    return tuple(islice(named, FEW))


def change(request: HttpRequest, number: str) -> dict[str, Any]:
    view = _view(number)
    return {"nav": "items", "page_title": _("%(kind)s公告") % {"kind": view.kind_label}, "change": view}


def change_print(request: HttpRequest, number: str) -> dict[str, Any]:
    link = request.build_absolute_uri(reverse("portal:item-change", args=[number]))
    return change(request, number) | {"qr": qr(link), "link": link, "printed": words.stamp()}


def _address(q: str, kind: str, after: str = "") -> str:
    made = QueryDict(mutable=True)
    made.update({name: value for name, value in (("q", q), ("kind", kind), ("after", after)) if value})
    return "?" + made.urlencode()


def _view(number: str) -> ChangeView:
    try:
        row = selectors.change(number)
    except AccessDenied as absent:
        raise Http404 from absent
    return selectors.change_views([row])[0]
