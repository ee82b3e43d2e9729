"""Proofs as pages and seeds hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ProofSeed:
    """One entry of a content file: `material` is a code of the dictionary of materials or "", `asked_by` the function of an organ."""

    code: str
    name: str
    basis: str
    asked_by: str
    issued_by: str
    guidance: str
    material: str = ""


@dataclass(frozen=True, slots=True)
class ProofView:
    """One entry of the proof list; `open_event` is the change that still owes its update, 0 without one."""

    id: int
    code: str
    material: str
    name: str
    basis: str
    asked_by: str
    organisation_id: int | None
    issued_by: str
    guidance: str
    region_code: str
    region_name: str
    state: str
    state_label: str
    listed_on: date
    cancelled_on: date | None
    cancelled_basis: str
    updated_at: datetime
    updated_by: str
    open_event: int = 0
    event_due: date | None = None


@dataclass(frozen=True, slots=True)
class ProofEventView:
    """A proof cancelled or added by law. `left`: working days until the last day, negative when it is over."""

    id: int
    kind: str
    kind_label: str
    name: str
    organ: str
    organisation_id: int
    region_code: str
    region_name: str
    proof_id: int | None
    basis: str
    happened_on: date
    due_on: date
    updated_on: date | None
    recorded_by: str
    duty_id: int | None
    left: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A page of the proof list as its keepers see it."""

    rows: tuple[ProofView, ...]
    total: int
    next_cursor: str = ""
