"""Intermediary services, firms, choices and commissions as pages and seeds hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ServiceSeed:
    """One entry of a content file; `organs` are functions of the approving organs."""

    code: str
    name: str
    matters: str
    organs: tuple[str, ...]
    conditions: str
    process: str
    time_limit: str
    fee: str
    basis: str


@dataclass(frozen=True, slots=True)
class FirmSeed:
    """One firm of the demonstration; `services` are codes, `parent` the function of an organ or ""."""

    uscc: str
    name: str
    kind: str
    contact: str
    services: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One service of the list; `firms` counts the registered ones."""

    id: int
    code: str
    name: str
    matters: str
    organs: tuple[tuple[int, str], ...]
    conditions: str
    process: str
    time_limit: str
    fee: str
    basis: str
    region_code: str
    region_name: str
    state: str
    state_label: str
    listed_on: date
    cancelled_on: date | None
    firms: int


@dataclass(frozen=True, slots=True)
class FirmView:
    """A firm; `exception_basis` is of the service it is shown for."""

    id: int
    uscc: str
    name: str
    kind_label: str
    parent: str
    contact: str
    address: str
    region_code: str
    registered_on: date
    state: str
    state_label: str
    services: tuple[tuple[str, str], ...] = ()
    exception_basis: str = ""


@dataclass(frozen=True, slots=True)
class ServiceNeed:
    """A service that an application may need: whether a law makes it obligatory, its basis in words, what was chosen."""

    code: str
    name: str
    obligatory: bool
    basis: str
    chosen: str = ""
    firm_id: int | None = None


@dataclass(frozen=True, slots=True)
class BidView:
    """An offer; what it says is shown to others once the bidding is over."""

    id: int
    firm_id: int
    firm: str
    uscc: str
    price: Decimal
    days: int
    proposal: str
    offered_at: datetime
    won: bool


@dataclass(frozen=True, slots=True)
class CommissionView:
    """A commission. `bidding`: offers are still taken. `bids` empty while they are sealed, `bid_count` always told."""

    number: str
    title: str
    service_code: str
    service: str
    owner_name: str
    region_code: str
    requirement: str
    method: str
    method_label: str
    state: str
    state_label: str
    opened_at: datetime
    closes_on: date
    bidding: bool
    bid_count: int
    bids: tuple[BidView, ...]
    seed: str
    reason: str
    ended_at: datetime | None
    mine: bool
