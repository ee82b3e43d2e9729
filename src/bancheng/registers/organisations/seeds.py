"""What a profile file says, read and typed; `services.take_in_profile` puts it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class RegionSeed:
    """A region; level and parent follow from the code."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FormerName:
    """The name an organisation bore until a day (not included)."""

    name: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class OrganisationSeed:
    """An organisation. `key` is unique on the platform (`411323-market_regulation`) and survives renaming and moving."""

    key: str
    region: str
    name: str
    kind: str
    since: date
    short_name: str = ""
    function: str = ""
    owner_type: str = "administrative"
    parent: str = ""
    uscc: str = ""
    address: str = ""
    hours: str = ""
    phone: str = ""
    supervise_phone: str = ""
    former: tuple[FormerName, ...] = ()
    until: date | None = None
    until_reason: str = ""


@dataclass(frozen=True, slots=True)
class RuleSeed:
    """A rule version for each region the profile is attached to."""

    key: str
    value: Any
    valid_from: date
    basis: str


@dataclass(frozen=True, slots=True)
class RosterSeed:
    """Organisations (by key) that the document names together."""

    key: str
    name: str
    basis: str
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServedSeed:
    """A region opened to the public."""

    code: str
    order: int = 100
    host: str = ""


@dataclass(frozen=True, slots=True)
class ProfileSeed:
    """A whole profile."""

    key: str
    name: str
    document: str
    site_name: str
    script: str
    in_force_from: date
    regions: tuple[str, ...]
    branding: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[RuleSeed, ...] = ()
    served: tuple[ServedSeed, ...] = ()
    organisations: tuple[OrganisationSeed, ...] = ()
    rosters: tuple[RosterSeed, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many rows a profile added; all zero when everything was there."""

    profiles: int = 0
    rules: int = 0
    organisations: int = 0
