"""The addresses of a list: what it is narrowed by stands in them, and what a row is about is linked."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict
from django.urls import reverse

from bancheng.doors.portal.site.ways import whole_number
from bancheng.registers.lists.types import SUBJECT, ListQuery

LONGEST = 100
MOST_VERSION = 2**31 - 1
PAGES: dict[str, Callable[[str], str]] = {
    "catalog.item": lambda key: reverse("portal:guide", args=[int(key)]),
    "lists.intermediary": lambda key: reverse("portal:intermediary", args=[key]),
}
"""The page of what a row is about, by the kind of its subject."""


def list_query(data: QueryDict, facets: tuple[str, ...], *, size: int = 50) -> ListQuery:
    """The query of an address: unknown names ignored, over-long values cut."""
    return ListQuery(
        q=_text(data.get("q", "")),
        chosen={key: value for key in facets if (value := _text(data.get(key, ""), 200))},
        after=_text(data.get("after", ""), 40),
        size=size,
        version=version_of(data),
    )


def version_of(data: QueryDict) -> int | None:
    """The older edition asked for; one that no list can have counts as a number nobody has."""
    number = whole_number(data.get("version", ""))
    return None if number is None else min(number, MOST_VERSION)


def address(query: ListQuery, **changes: str) -> str:
    """The query string of the same list with some values changed; the cursor is dropped unless it is what changes."""
    version = "" if query.version is None else str(query.version)
    values = {"q": query.q, **query.chosen, "version": version, **changes}
    made = QueryDict(mutable=True)
    made.update({name: value for name, value in values.items() if value})
    return "?" + made.urlencode() if made else ""


def page_of(subject: str) -> str:
    """The address of what a row is about; "" where no page shows it."""
    kind, _colon, key = subject.partition(":")
    return PAGES[kind](key) if kind in PAGES and key else ""


def linked(row: dict[str, str]) -> str:
    return page_of(row.get(SUBJECT, ""))


def _text(value: str, longest: int = LONGEST) -> str:
    return value.replace("\x00", "").strip()[:longest]
