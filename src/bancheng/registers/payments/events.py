"""What this room announces, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bancheng.ground.access import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRaised:
    """A bill was raised for something (`about`). Amounts are whole fen."""

    title: ClassVar[str] = "已开缴款单"

    bill: str
    about: Subject
    item: int
    organisation: int
    region: str
    amount_fen: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BillPaid:
    """A bill was settled; `order` is the one attempt that settles it, `ticket` its electronic receipt."""

    title: ClassVar[str] = "缴款单已缴费"

    bill: str
    about: Subject
    item: int
    organisation: int
    region: str
    amount_fen: int
    channel: str
    order: str
    ticket: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRefunded:
    """The money of a bill went back; `ticket` is the reversing receipt."""

    title: ClassVar[str] = "缴款单已退款"

    bill: str
    about: Subject
    item: int
    organisation: int
    region: str
    amount_fen: int
    ticket: str
    at: datetime
