"""The plug to a cashier: the city's unified payment platform with the channels behind it, and `demo` beside it.

One order stands for one attempt, so that a cashier can never mix two. `use(cashier)` puts another in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bancheng.registers.payments.types import CashierDown, Channel

PENDING, PAID, FAILED, CLOSED = "pending", "paid", "failed", "closed"
"""What a cashier may say of an order."""


class Forged(Exception):
    """A callback whose signature is not the cashier's."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the cashier is told: nothing of the payer. `nontax_codes`: the codes of the finance bureau, one a line."""

    number: str
    bill: str
    channel: str
    amount_fen: int
    nontax_codes: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Result:
    """How an order stands at the cashier. `paid_at` (aware) and `transaction` once it is paid."""

    order: str
    state: str
    amount_fen: int
    channel: str
    transaction: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A callback whose signature is right: a result, and when the cashier signed it."""

    result: Result
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """The whole of an order shall go back; asked again under the same number, it goes back once."""

    number: str
    order: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class RefundAnswer:
    """Whether it went back, and when (aware); else `reason` in Chinese."""

    done: bool
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of a day in the cashier's books: `flow` pay or refund, its order (or refund) number, fen."""

    flow: str
    number: str
    order: str
    channel: str
    amount_fen: int
    at: datetime
    transaction: str = ""


class Cashier(Protocol):
    """What a cashier can do. All but `channels` and `verify` may raise CashierDown."""

    key: str
    label: str
    demo: bool

    def channels(self) -> tuple[Channel, ...]:
        """The ways to pay, at least two."""

    def start(self, order: Order) -> str:
        """Open an order; the address where the payer goes on (a path of this site, or of the cashier's)."""

    def query(self, order: str) -> Result | None:
        """How an order stands; None for one that the cashier does not know."""

    def close(self, order: str) -> Result | None:
        """End an order that was not paid, for good; how it stands then. One that was paid stays paid."""

    def refund(self, refund: RefundOrder) -> RefundAnswer:
        """Give the money of an order back, once for each refund number."""

    def statement(self, day: date, channel: str) -> tuple[StatementLine, ...]:
        """All movements of a day (Asia/Shanghai) through a channel."""

    def verify(self, payload: Mapping[str, Any]) -> Notice:
        """What a callback says, if its signature is the cashier's. Raises Forged."""

    def check(self) -> str:
        """ "" when it answers now, else a Chinese sentence saying what to set right."""


_made: list[Cashier] = []
_makers: dict[str, Callable[[], Cashier]] = {}


def register(key: str, make: Callable[[], Cashier]) -> None:
    """Make an adapter available under a key; the first one registered is used until `use` says otherwise."""
    _makers[key] = make


def use(cashier: Cashier | None) -> None:
    """Put a cashier in place (a city's, a test's); None goes back to the registered one."""
    _made[:] = [cashier] if cashier is not None else []


def cashier() -> Cashier:
    """The cashier in use."""
    if not _made:
        _made.append(next(iter(_makers.values()))())
    return _made[0]


__all__ = [
    "CLOSED",
    "FAILED",
    "PAID",
    "PENDING",
    "Cashier",
    "CashierDown",
    "Channel",
    "Forged",
    "Notice",
    "Order",
    "RefundAnswer",
    "RefundOrder",
    "Result",
    "StatementLine",
    "cashier",
    "register",
    "use",
]
