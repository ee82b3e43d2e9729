"""同源发布: channels, what a feed hands out, and how far each channel is in step (PUB-01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bancheng.registers.catalog.schema import GuideDocument


@dataclass(frozen=True, slots=True)
class ChannelSeed:
    """A channel as a profile names it; `region` is a 12-digit code, "" for all."""

    code: str
    label: str
    kind: str
    region: str = ""
    order: int = 100


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel. `kind`: own (renders the document itself, always in step) or feed (fetches); `key_prefix` "" without a key."""

    id: int
    code: str
    label: str
    kind: str
    kind_label: str
    region_code: str
    region_name: str
    active: bool
    key_prefix: str
    key_made_at: datetime | None
    asked_at: datetime | None

    @property
    def fetches(self) -> bool:
        return self.kind == "feed"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What became of one item's guide. `state`: published, suspended, withdrawn or cancelled; only the first has a document.

    `changed_at` is when the version in force or the state changed last; entries come in that order.
    """

    item_id: int
    name: str
    implementation_code: str
    state: str
    version: int
    digest: str
    changed_at: datetime
    effective_from: date | None = None
    document: Mapping[str, Any] | None = None
    """The stored JSON, over which the digest is taken."""

    @property
    def short_hash(self) -> str:
        return self.digest[:12]


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page of a feed. `next` is the `since` of the next call, now or later; `more` says that there is more to fetch at once."""

    entries: tuple[FeedEntry, ...]
    next: str
    more: bool


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """How many public items of its region a channel holds as they are, holds outdated, never fetched, or must take down."""

    channel: ChannelView
    counts: Mapping[str, int]
    last_fetch: datetime | None = None

    @property
    def in_step(self) -> bool:
        return not any(n for state, n in self.counts.items() if state != "step")


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One item at one channel: what is in force (0 without), and what the channel last fetched (None: never)."""

    item_id: int
    name: str
    organ: str
    region_name: str
    number: int
    digest: str
    fetched: int | None
    fetched_digest: str
    fetched_at: datetime | None
    state: str

    @property
    def short_hash(self) -> str:
        return self.digest[:12]

    @property
    def fetched_short_hash(self) -> str:
        return self.fetched_digest[:12]


@dataclass(frozen=True, slots=True)
class ChannelLines:
    """A page of a comparison; `next_cursor` is "" on the last page."""

    lines: tuple[ChannelLine, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class ScreenGuide:
    """A guide as a hall screen lists it."""

    item_id: int
    document: GuideDocument
    version: int
    digest: str

    @property
    def short_hash(self) -> str:
        return self.digest[:12]


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """Some guides of a region's organs, the frequent ones first; `number` of `pages` counts from 1."""

    guides: tuple[ScreenGuide, ...]
    number: int
    pages: int
    total: int
