"""常用筛选 over a list: a tab for each filter that the person keeps, the way to keep the present one, the one it opens with.

A list takes part by `keeps(…)` once; its view reads what is `kept(…)`, asks `opening(…)` where to go first, adds `around(…)`
to its context, and shows `saved/bar.html` in its part `list`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from bancheng.doors.workbench.lists import FilterForm
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.registers.identity import selectors
from bancheng.registers.identity.types import KeptFilterView

EVERYTHING = "everything"
"""In an address: the whole list, whatever it opens with."""
MOST_COUNTED = 1_000

Kept = tuple[KeptFilterView, ...]
Counts = Callable[[Sequence[QueryDict]], Sequence[int]]
"""How many rows each of these filters lets pass, at most MOST_COUNTED + 1."""


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list over which filters are kept. `key` is its word in the register, `url` the name of its page, `action` what
    opens it, `names` the parts of its address that narrow it.
    """

    key: str
    label: Any
    url: str
    action: str
    names: tuple[str, ...]

    @property
    def address(self) -> str:
        return reverse(f"workbench:{self.url}")

    def at(self, query: str) -> str:
        return f"{self.address}?{query}"


@dataclass(frozen=True, slots=True)
class KeptTab:
    """One kept filter as a tab; `count` is a number, or "1000+"."""

    label: str
    url: str
    current: bool
    count: str
    first: bool


LISTS: dict[str, KeptList] = {}


def keeps(key: str, *, label: Any, url: str, action: str, names: tuple[str, ...]) -> KeptList:
    """Declare a list over which filters may be kept."""
    LISTS[key] = KeptList(key, label, url, action, names)
    return LISTS[key]


def kept(request: StaffRequest, of: KeptList) -> Kept:
    """The filters that the person keeps for a list. One statement."""
    return selectors.kept_filters(request.actor, of.key)


def opening(request: StaffRequest, of: KeptList, kept: Kept) -> HttpResponse | None:
    """On to the filter that the person's list opens with, where its bare address was asked for."""
    first = next((one for one in kept if one.first), None)
    return None if first is None or request.GET or request.htmx else redirect(of.at(first.query))


def around(of: KeptList, kept: Kept, filters: FilterForm, counts: Counts) -> dict[str, Any]:
    """What `saved/bar.html` shows. No statement but those of `counts`, where anything is kept."""
    present = query_of(filters, of)
    numbers = counts([QueryDict(one.query) for one in kept]) if kept else ()
    return {
        "kept_tabs": [_tab(one, of, present, n) for one, n in zip(kept, numbers, strict=True)],
        "kept_add_url": _add_url(of, present) if present and present not in {one.query for one in kept} else "",
        "kept_manage_url": reverse("workbench:saved", args=[of.key]) if kept else "",
        "everything_current": not present,
        "clear_url": f"{of.address}?{EVERYTHING}=1",
    }


def query_of(filters: FilterForm, of: KeptList) -> str:
    """What a list is narrowed by now, as the register writes it: the parts that say something, in one order."""
    said = {name: str(filters.value(name)) for name in of.names if filters.value(name) not in ("", None)}
    return urlencode(sorted(said.items()))


def _tab(one: KeptFilterView, of: KeptList, present: str, n: int) -> KeptTab:
    told = f"{MOST_COUNTED}+" if n > MOST_COUNTED else str(n)
    return KeptTab(one.title, of.at(one.query), one.query == present, told, one.first)


def _add_url(of: KeptList, query: str) -> str:
    return f"{reverse('workbench:saved-add', args=[of.key])}?{query}"
