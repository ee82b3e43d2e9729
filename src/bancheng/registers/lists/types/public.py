"""Public lists: what a room declares, and what doors show of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

Row = Mapping[str, str]
"""Texts by the key of their column; `subject` (`kind:key`, no column) says what the row is about, so that a door can link it."""
Rows = Callable[[str], Sequence[Row]]
"""What stands on a list for a region (12-digit code) today, in its order."""
Order = Callable[[Sequence[Row]], Sequence[Row]]

SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; `wide` for sentences, `proper` for names of organs, which no script converts."""

    key: str
    label: str
    wide: bool = False
    proper: bool = False


@dataclass(frozen=True, slots=True)
class PublicList:
    """A declared list. `facets`: keys of columns to narrow by. `of_guides`: it changes with what is published.

    `article` is the general law it stands on; `basis` the rule key by which a locality names its own document.

    `arrange` puts the rows into another order each time they are read; without it the order is that of `rows`.
    """

    code: str
    title: str
    intro: str
    columns: tuple[Column, ...]
    rows: Rows
    article: str = ""
    facets: tuple[str, ...] = ()
    of_guides: bool = False
    arrange: Order | None = None
    order_note: str = ""
    basis: str = ""

    def label(self, key: str) -> str:
        """The head of a column."""
        return next((column.label for column in self.columns if column.key == key), key)


@dataclass(frozen=True, slots=True)
class EditionView:
    """One edition of a list in a region: number from 1, the day it was published, the SM3 of its content, its rows counted."""

    number: int
    day: date
    published_at: datetime
    digest: str
    size: int

    @property
    def short_hash(self) -> str:
        return self.digest[:12]


@dataclass(frozen=True, slots=True)
class FacetWord:
    """A value of a column with how many rows of the whole list carry it."""

    value: str
    n: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list in the index of a region, with what it stands on there; `edition` None where none was published yet."""

    code: str
    title: str
    intro: str
    article: str
    edition: EditionView | None


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What narrows a list: words, column → value, the cursor of the page, an older edition by its number."""

    q: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    size: int = 50
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list. `total` rows in the edition, `matched` after narrowing; `current` whether it is the newest edition.

    `edition` None: published rows are still waiting for their first number; what is shown is what stands today.
    `article`: what the list stands on in this region, on the day of an older edition.
    """

    of: PublicList
    columns: tuple[Column, ...]
    region: str
    region_name: str
    edition: EditionView | None
    current: bool
    rows: tuple[Row, ...]
    total: int
    matched: int
    facets: Mapping[str, tuple[FacetWord, ...]]
    next_cursor: str = ""
    article: str = ""
