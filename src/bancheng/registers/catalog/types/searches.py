"""Lists and search: what is asked, what is found, what it may be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A findable thing as its room hands it to the search. `facets`: (kind, code); `card`: what a list shows of it."""

    key: str
    title: str
    region_code: str
    summary: str = ""
    audience: str = ""
    weight: int = 0
    words: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    card: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is asked of lists and search; blank means any.

    `region` is a 12-digit code: its own items, those below it and those of the regions above it. `audience`: person or
    legal. `item_type`, `nature`, `theme`, `life_event`, `group` are codes; `department` is the number of an organisation.
    `leaning`: person or legal, whose items come first among equals without narrowing to them (who is logged in).
    `online`: "1" for items handled online. `after` is the `next_cursor` of the page before. `size` is 1–100.
    """

    q: str = ""
    region: str = ""
    theme: str = ""
    department: str = ""
    life_event: str = ""
    group: str = ""
    nature: str = ""
    audience: str = ""
    item_type: str = ""
    owner_type: str = ""
    online: str = ""
    after: str = ""
    leaning: str = ""
    size: int = 20


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a title; `hit` pieces are what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One found item. `parts` is the title cut for highlighting, without markup; `item_id` is the key of its page.

    `icon` is the name of an outline icon, "" for most.
    """

    item_id: int
    title: str
    parts: tuple[Part, ...]
    summary: str
    organ: str
    region_code: str
    region_name: str
    item_type: str
    item_type_label: str
    nature_label: str
    audience: str
    handling: str
    promised: str
    statutory: str
    visits: int
    online: bool
    charged: bool
    code: str
    implementation_code: str
    version: int
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ThingHit:
    """One found thing that is no item. `kind` and `key`: what its room calls it; `card`: what its room says of it."""

    kind: str
    key: str
    title: str
    parts: tuple[Part, ...]
    region_code: str
    audience: str
    card: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ThingPage:
    """The first found things of a kind. `near`: none holds the words, these only come near."""

    hits: tuple[ThingHit, ...]
    near: bool = False


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value to narrow by. `n` is None where there are too many results to count (`SearchPage.exact` is False)."""

    kind: str
    code: str
    label: str
    n: int | None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results.

    `total` is exact when `exact`, else the number from which counting stopped ("1000+"). `facets` maps each kind of
    FACET_KINDS to its values under the current filters, most frequent first. `next_cursor` is "" on the last page.
    `expanded` are the words added by synonyms; `relaxed` says that nothing held all the words and that the results
    only come near. `meant` are queries to ask back with, likeliest first, each of which finds something; `blank` says that
    the query holds nothing that can be looked for.
    """

    results: tuple[SearchHit, ...]
    total: int
    exact: bool
    facets: Mapping[str, tuple[FacetCount, ...]]
    next_cursor: str = ""
    words: tuple[str, ...] = ()
    expanded: tuple[str, ...] = ()
    relaxed: bool = False
    meant: tuple[str, ...] = ()
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title offered while typing."""

    item_id: int
    parts: tuple[Part, ...]
    organ: str


@dataclass(frozen=True, slots=True)
class SynonymUpload:
    """What became of the rows of a file of synonyms. `faults`: (line in the file, sentence) of the first refused ones."""

    added: int
    changed: int
    same: int
    refused: int
    faults: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchMissPage:
    """One page of searches in vain (rows of SearchMiss); `next_cursor` is "" on the last."""

    rows: tuple[Any, ...]
    next_cursor: str = ""
