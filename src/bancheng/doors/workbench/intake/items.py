"""The items a window may take in: those of the organs in its scope, found by names, codes, pinyin initials or people's words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from bancheng.ground.access import AccessDenied, Actor, Grant
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import SearchQuery, StaffFilters, StaffItem

TAKE_IN, SEE = "cases.take_in", "catalog.view"
SIZE = 12


def found(actor: Actor, words: str, *, size: int = SIZE) -> tuple[StaffItem, ...]:
    """Items in use that fit the words, as far as this person takes in; nothing for no words."""
    if not words.strip():
        return ()
    here = _at_the_window(actor)
    named = selectors.staff_items(here, StaffFilters(q=words, state="published", size=size)).items
    return named or _as_people_say(here, words, size)


def item(actor: Actor, item_id: int) -> StaffItem:
    """One of them. Raises AccessDenied (not visible) for an item of another organ."""
    return selectors.staff_item(_at_the_window(actor), item_id)


def _as_people_say(here: Actor, words: str, size: int) -> tuple[StaffItem, ...]:
    """Who comes says 社保卡 and not 社会保障卡申领: what the portal's search finds for the words, as far as the window serves it."""
    found: dict[int, StaffItem] = {}
    for region in dict.fromkeys(grant.region for grant in here.grants):
        page = selectors.find(SearchQuery(q=words, region=region, size=size))
        for hit in () if page.relaxed else page.results:
            with suppress(AccessDenied):
                found[hit.item_id] = selectors.staff_item(here, hit.item_id)
    return tuple(found.values())[:size]


def _at_the_window(actor: Actor) -> Actor:
    """The same person seeing as far as he takes in: who reads the catalogue of a whole county may serve one organ only."""
    grants = tuple(Grant(SEE, one.region, one.organisation) for one in actor.grants if one.action in {TAKE_IN, "*"})
    return replace(actor, grants=grants)
