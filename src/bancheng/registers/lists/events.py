"""What the lists announce, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ListDelivered:
    """A unit's list of a batch was approved and reached both offices (their ids) at the same instant."""

    title: ClassVar[str] = "一次办妥清单已报送"

    list: int
    batch: int
    organisation: int
    offices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListsMarked:
    """Public lists (their codes) may say something new at, above and below a region (12-digit code): a change is waiting."""

    title: ClassVar[str] = "清单有变动待公布"

    codes: tuple[str, ...]
    region: str


@dataclass(frozen=True, slots=True)
class ProofEventRegistered:
    """A proof was cancelled (`cancel`) or made (`add`) by law; the unit owes the update of the list until the ISO date `due`."""

    title: ClassVar[str] = "证明事项变动已登记"

    event: int
    kind: str
    organisation: int
    region: str
    due: str
