"""What a search finds among bundles, to stand before the items that hold the same words."""

from __future__ import annotations

from dataclasses import replace

from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import SearchPage, SearchQuery, ThingPage

KIND = "bundle"
MOST = 3
"""Before the items; whoever wants more goes to the zone of bundles."""


def beside(query: SearchQuery, page: SearchPage) -> ThingPage:
    """On the first page of a search by words, narrowed by nothing but the audience.

    What only comes near is shown where no item holds the words either; a word mistyped is looked for as it was meant.
    """
    if query.after or not query.q or _narrowed(query):
        return ThingPage(())
    found = _found(query, query.q, near=page.relaxed or not page.results)
    if page.meant and (found.near or not found.hits):
        meant = _found(query, page.meant[0], near=False)
        return meant if meant.hits else found
    return found


def _found(query: SearchQuery, words: str, *, near: bool) -> ThingPage:
    leaning = query.audience or query.leaning
    found = selectors.things(words, kind=KIND, region=query.region, audience=leaning, size=2 * MOST, near=near)
    return replace(found, hits=tuple(hit for hit in found.hits if query.audience in {"", hit.audience})[:MOST])


def _narrowed(query: SearchQuery) -> bool:
    filters = (query.theme, query.department, query.life_event, query.group, query.nature, query.item_type)
    return any((*filters, query.owner_type, query.online))
