"""Standards as pages and seeds hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StandardSeed:
    """One standard of a content file with its versions as (label, ISO date in force, changes), oldest first.

    `followed_by`: functions of organs that follow the newest version from the start (halls). `text`: where number, title and
    day were seen, or that they were not; it is kept with each version.
    """

    code: str
    name: str
    family: str
    issuer: str
    versions: tuple[tuple[str, str, str], ...]
    followed_by: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class StandardVersionView:
    """A version; `followers` counts who follows it, `in_force` is the one of today."""

    id: int
    number: int
    label: str
    effective_from: date
    changes: str
    text: str
    in_force: bool
    followers: int


@dataclass(frozen=True, slots=True)
class StandardView:
    """A standard; `behind`: how many of its followers are not on the version in force (None: none is in force yet)."""

    id: int
    code: str
    name: str
    family: str
    family_label: str
    issuer: str
    region_code: str
    in_force: StandardVersionView | None
    versions: tuple[StandardVersionView, ...]
    followers: int
    behind: int


@dataclass(frozen=True, slots=True)
class UseView:
    """Who follows which version: an item, a hall, a process of an organ. `behind`: not the version in force."""

    id: int
    kind: str
    kind_label: str
    name: str
    organisation_id: int
    organ: str
    region_name: str
    item_id: int | None
    version: int
    version_label: str
    since: date
    behind: bool
