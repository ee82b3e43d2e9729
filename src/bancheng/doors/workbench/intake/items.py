"""The items a window may take in: those of the organs in its scope, found by words, codes or pinyin initials."""

from __future__ import annotations

from dataclasses import replace

from bancheng.ground.access import Actor, Grant
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import StaffFilters, StaffItem

TAKE_IN, SEE = "cases.take_in", "catalog.view"
SIZE = 12


def found(actor: Actor, words: str, *, size: int = SIZE) -> tuple[StaffItem, ...]:
    """Items in use that fit the words, as far as this person takes in; nothing for no words."""
    if not words.strip():
        return ()
    return selectors.staff_items(_at_the_window(actor), StaffFilters(q=words, state="published", size=size)).items


def item(actor: Actor, item_id: int) -> StaffItem:
    """One of them. Raises AccessDenied (not visible) for an item of another organ."""
    return selectors.staff_item(_at_the_window(actor), item_id)


def _at_the_window(actor: Actor) -> Actor:
    """The same person seeing as far as he takes in: who reads the catalogue of a whole county may serve one organ only."""
    grants = tuple(Grant(SEE, one.region, one.organisation) for one in actor.grants if one.action in {TAKE_IN, "*"})
    return replace(actor, grants=grants)
