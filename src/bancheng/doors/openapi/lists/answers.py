"""The shapes of public lists as they go out."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field


class Edition(Schema):
    """One edition. `digest`: SM3 over the canonical JSON of code, region, columns ([key, label]) and the sorted rows."""

    number: int
    day: date
    digest: str
    short_hash: str
    size: int


class ListLine(Schema):
    """A list of the index; `edition` is null until its first edition."""

    code: str
    title: str
    intro: str
    article: str
    edition: Edition | None


class Column(Schema):
    key: str
    label: str


class ListRows(Schema):
    """One page of a list; `next_cursor` is empty on the last page, `current` false for an older edition."""

    code: str
    title: str
    region: str
    region_name: str
    edition: Edition | None
    current: bool
    columns: list[Column]
    total: int = Field(description="清单共有多少行")
    matched: int = Field(description="符合条件的有多少行")
    rows: list[dict[str, str]]
    next_cursor: str


class Choosing(Schema, extra="forbid", strict=True):
    """Whom the applicant chose: a registered firm by its key, or another one by its name."""

    firm: int | None = Field(None, ge=1, le=2**63 - 1, description="在册机构标识")
    name: str = Field("", max_length=200, description="另找的机构名称")


class Chosen(Schema):
    """What was kept."""

    service: str
    firm: int | None
    name: str
