"""What other rooms may hold of inquiries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

CHANNELS: Mapping[str, str] = MappingProxyType({"window": "当面", "phone": "电话", "online": "网上"})
STATES: Mapping[str, str] = MappingProxyType({"open": "待答复", "answered": "已答复", "closed": "已办结"})


@dataclass(frozen=True, slots=True)
class TransferView:
    """One hand-over: offered, and what became of it."""

    id: int
    giver_name: str
    taker_name: str
    reason: str
    state: str
    state_label: str
    proposed_at: datetime
    settled_at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """An inquiry in a list. `overdue`: still open after the day on which an answer was due."""

    id: int
    question: str
    asker: str
    channel_label: str
    organisation: str
    owner_name: str
    state: str
    state_label: str
    asked_at: datetime
    due_on: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class InquiryView:
    """The page of an inquiry. `phone` is whole for its owner only; `mine`, `offered`: whether the reader has it, or may take it."""

    line: InquiryLine
    first_name: str
    phone: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    closed_at: datetime | None
    transfers: tuple[TransferView, ...]
    waiting: TransferView | None
    mine: bool
    offered: bool


@dataclass(frozen=True, slots=True)
class InquiryPage:
    """A page of a list, the newest first; `next_cursor` "" at the end."""

    rows: tuple[InquiryLine, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class InquiryFilters:
    """By what the list is narrowed. `view`: mine, offered, overdue, or "" for all in scope."""

    view: str = ""
    state: str = ""
    channel: str = ""
    q: str = ""
    since: date | None = None
    until: date | None = None
