"""What the workshop of a lead shows of the list, of a text that is being written, and of its versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

STATES: Mapping[str, str] = {"none": "已列入清单", "draft": "编制中", "published": "已发布", "withdrawn": "已撤下"}
"""State of a line in the workshop: never written, written and not in force, in force, taken back."""


@dataclass(frozen=True, slots=True)
class WorkshopFilters:
    """What the list of the workshop is narrowed by; blank means any. `after`: how many lines were shown before.

    `sort`: order (of the list), name, updated, batch.
    """

    q: str = ""
    region: str = ""
    batch: str = ""
    audience: str = ""
    stage: str = ""
    kind: str = ""
    state: str = ""
    lead: int | None = None
    changed: bool = False
    sort: str = "order"
    after: int = 0
    size: int = 50


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """One line. `changed`: labels of members whose guide is another now, or gone, since the version in force."""

    id: int
    key: str
    name: str
    kind: str
    kind_label: str
    audience: str
    audience_label: str
    region_code: str
    region_name: str
    lead_id: int | None
    lead: str
    batch: str
    stage: str
    stage_label: str
    order: int
    demonstration: bool
    state: str
    version: int
    has_draft: bool
    members: int
    published_at: datetime | None
    updated_at: datetime
    changed: tuple[str, ...] = ()

    @property
    def state_label(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class WorkshopPage:
    """One page of the list. `states`: how many of each state pass the other filters."""

    lines: tuple[WorkshopLine, ...]
    total: int
    states: Mapping[str, int]
    next_after: int
    """0 on the last page."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an editor begins from: the draft, else the text in force, else nothing. `revision` 0: no draft yet."""

    body: dict[str, Any] = field(default_factory=dict)
    revision: int = 0
    number: int = 1
    saved: bool = False


@dataclass(frozen=True, slots=True)
class WorkshopEdition:
    """One version of a bundle. `number` 0 never occurs; `current`: it is in force."""

    number: int
    state: str
    state_label: str
    current: bool
    members: int
    published_at: datetime | None
    published_by: str
    created_by: str
    withdrawn_reason: str
    digest: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member's item as the editor shows it; `version` 0 where it has no guide in force. `note` says so, or that it changed."""

    item: int
    name: str
    organ: str
    promised: str = ""
    materials: int = 0
    fields: int = 0
    visits: int = 0
    version: int = 0
    note: str = ""
