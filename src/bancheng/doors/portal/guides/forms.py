"""What people type to find and to narrow; nothing here refuses, for a search always answers."""

from __future__ import annotations

from django.http import QueryDict

from bancheng.registers.catalog.types import SearchQuery

FILTERS = ("theme", "department", "life_event", "group", "nature", "audience", "item_type", "owner_type", "online")
LONGEST = 200


def search_query(data: QueryDict, *, region: str, leaning: str = "", size: int = 20) -> SearchQuery:
    """The query of an address: unknown keys ignored, over-long values cut."""
    picked = {name: data.get(name, "")[:60] for name in FILTERS}
    return SearchQuery(
        q=data.get("q", "").replace("\x00", "").strip()[:LONGEST],
        region=region,
        after=data.get("after", "")[:400],
        leaning=leaning,
        size=size,
        **picked,
    )


def address(query: SearchQuery, **changes: str) -> str:
    """The query string of the same search with some values changed; the cursor is dropped unless it is what changes."""
    values = {"q": query.q, **{name: getattr(query, name) for name in FILTERS}, **changes}
    made = QueryDict(mutable=True)
    made.update({name: value for name, value in values.items() if value})
    return "?" + made.urlencode() if made else "?"
