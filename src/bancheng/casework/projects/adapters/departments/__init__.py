"""The plug to departments' own approval and office systems (PRJ-04): what one tells of an approval, signed, becomes a result.

A system is named by its key; `register` makes one known. What it sends names the project by its unified code; the same
message again is the same result. `demo` stands beside, with no network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol


class Forged(Exception):
    """A message that the system did not sign, or that cannot be read."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A node of the exchange that the message passed, and when; `at` aware."""

    node: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """What a system tells of one approval. `external`: its own number for it; `outcome`: accepted, granted or refused.

    `organ`: the credit code or the name of the department; `region`: 12 digits; `stage` "" where the system does not know.
    """

    message: str
    code: str
    external: str
    item_name: str
    organ: str
    region: str
    outcome: str
    happened_on: date
    document: str = ""
    stage: str = ""
    route: tuple[Hop, ...] = ()


class DepartmentSystem(Protocol):
    """What the connector asks of a system."""

    key: str
    label: str
    demo: bool

    def parse(self, payload: Mapping[str, Any]) -> Result:
        """What a signed message says. Raises Forged."""

    def check(self) -> str:
        """ "" when it may be used now, else a Chinese sentence saying what to set right."""


_systems: dict[str, DepartmentSystem] = {}


def register(system: DepartmentSystem) -> None:
    """Make a system known by its key; a later one of the same key takes its place."""
    _systems[system.key] = system


def system(key: str) -> DepartmentSystem | None:
    """The system of a key; None for one that nobody made known."""
    return _systems.get(key)


def systems() -> tuple[DepartmentSystem, ...]:
    """All known systems, by key."""
    return tuple(_systems[key] for key in sorted(_systems))
