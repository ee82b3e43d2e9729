"""The plug to a courier: books a parcel, says where it was seen, signs what it tells of itself; `demo` beside it.

An order is named by our own key, so that the same booking twice is one parcel. `use(courier)` puts another in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

ORDERED, PICKED, TRANSIT, DELIVERING, SIGNED, RETURNED = (
    *("ordered", "picked", "transit", "delivering"),
    *("signed", "returned"),
)
STATES = (ORDERED, PICKED, TRANSIT, DELIVERING, SIGNED, RETURNED)
"""What a courier may say of a parcel: 已下单 揽收 在途 派送 签收 退回."""


class CourierDown(Exception):
    """The courier does not answer; ask again later."""


class Forged(Exception):
    """A callback that the courier did not sign."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What the courier needs to bring a result: `order` is ours; recipient and sender in full."""

    order: str
    name: str
    phone: str
    address: str
    contents: str
    sender: str
    sender_phone: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A place at which a parcel was seen. `at` aware; `signed_by` with 签收, as the courier gives it."""

    state: str
    at: datetime
    text: str = ""
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A callback whose signature is right."""

    tracking: str
    seen: tuple[Seen, ...]


class Courier(Protocol):
    """What a courier can do. `book` and `track` may raise CourierDown."""

    key: str
    label: str
    demo: bool

    def book(self, booking: Booking) -> str:
        """Take the order; its tracking number. The same order again gives the same number."""

    def track(self, tracking: str) -> tuple[Seen, ...]:
        """Everywhere the parcel was seen, first to last; nothing for a number that the courier does not know."""

    def parse(self, payload: Mapping[str, Any]) -> Notice:
        """What a callback says. Raises Forged."""

    def check(self) -> str:
        """ "" when it answers now, else a Chinese sentence saying what to set right."""


_made: list[Courier] = []
_makers: dict[str, Callable[[], Courier]] = {}


def register(key: str, make: Callable[[], Courier]) -> None:
    """Make an adapter available under a key; the first one registered is used until `use` says otherwise."""
    _makers[key] = make


def use(courier: Courier | None) -> None:
    """Put a courier in place (a city's, a test's); None goes back to the registered one."""
    _made[:] = [courier] if courier is not None else []


def courier() -> Courier:
    """The courier in use."""
    if not _made:
        _made.append(next(iter(_makers.values()))())
    return _made[0]
