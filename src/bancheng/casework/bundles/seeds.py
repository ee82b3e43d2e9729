"""What a file says of one bundle, read and typed; `services.take_in_bundles` puts it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NAMED = "name_members"
"""The entry of a bundle's stream that names the members of a line without a text."""


@dataclass(frozen=True, slots=True)
class PlannedMember:
    """A member as a list names it, before it is an item of the catalogue: its name and whose it is (市场监管)."""

    name: str
    organ: str = ""


@dataclass(frozen=True, slots=True)
class BundleSeed:
    """A line of the list and, where it is written, its text. `key` stays the same for ever.

    `lead`: a function of organisations (market_regulation). `body`: a BundleBody whose members name `guide` (G007) instead of
    `item`; None for a line that is only entered. `planned`: its members where no text names them. `source`: from where the
    list has it.
    """

    key: str
    name: str
    kind: str
    audience: str
    lead: str
    stage: str = ""
    batch: str = ""
    order: int = 100
    demonstration: bool = False
    publish: bool = True
    source: str = ""
    body: Mapping[str, Any] | None = None
    planned: tuple[PlannedMember, ...] = field(default=())

    @property
    def guides(self) -> tuple[str, ...]:
        """The guides that its members name, in order."""
        members = self.body["members"] if self.body else ()
        return tuple(str(member["guide"]) for member in members)


@dataclass(frozen=True, slots=True)
class BundlesTakenIn:
    """What was added. `notes` says in Chinese what was not published and why; empty where everything was there."""

    lines: int = 0
    published: int = 0
    notes: tuple[str, ...] = ()
