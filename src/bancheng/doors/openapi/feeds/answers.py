"""What a feed hands out: one entry a guide, with the document and what proves it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from bancheng.registers.catalog.types import GuideDocument


class FeedEntry(Schema):
    """One guide. `digest` is the SM3 over the canonical JSON of `document`; without a document the channel takes it down."""

    item_id: int
    name: str
    implementation_code: str
    state: Literal["published", "suspended", "withdrawn", "cancelled"]
    version: int = Field(description="现行版本号，没有现行版本的为 0")
    digest: str
    short_hash: str = Field(description="网页、打印件和大屏上印的校验码")
    effective_from: date | None
    changed_at: datetime
    document: GuideDocument | None


class Feed(Schema):
    """A page of a feed, in the order of change. Call again with `since` = `next`, at once while `more`, later otherwise."""

    entries: list[FeedEntry]
    next: str = Field(description="下一次调用的 since")
    more: bool
