"""What doors hold of parcels and originals: names and addresses masked. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ScanView:
    """Where a courier saw a parcel."""

    label: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel. `contact`: masked name, phone and address; `case`: the number (or key) of its case, "" for none yet."""

    key: str
    direction: str
    state: str
    label: str
    carrier: str
    tracking: str
    contact: str
    contents: str
    created_at: datetime
    created_by: str
    case: str
    scans: tuple[ScanView, ...] = ()
    signed_at: datetime | None = None
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class OriginalView:
    """An original in the keeping of the window, or handed back."""

    id: int
    name: str
    copies: int
    received_from: str
    received_at: datetime
    received_by: str
    paper: str
    returned_at: datetime | None
    returned_to: str
    returned_masked: str
    returned_method: str
    returned_by: str


@dataclass(frozen=True, slots=True)
class HandStep:
    """A step that only a case at the window has: scan what was brought, hand originals back. `done` of `total`."""

    key: str
    label: str
    done: int
    total: int

    @property
    def open(self) -> bool:
        return self.done < self.total


@dataclass(frozen=True, slots=True)
class Handed:
    """What passed from hand to hand: parcels, originals and, for a case of the window, its steps with paper."""

    parcels: tuple[ParcelView, ...] = ()
    originals: tuple[OriginalView, ...] = ()
    steps: tuple[HandStep, ...] = ()

    @property
    def kept(self) -> tuple[OriginalView, ...]:
        """The originals that have not gone back."""
        return tuple(one for one in self.originals if one.returned_at is None)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who gets a parcel, or sent it, in full: for the desk that books it and for the courier alone."""

    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class ParcelPage:
    """A keyset page of parcels, newest first; `next_cursor` "" at the end."""

    rows: tuple[ParcelView, ...]
    next_cursor: str = ""
