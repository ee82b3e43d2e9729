"""Items as rooms above count and list them: no guide, only where it belongs and how it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item of the implementation list. `version_id`, `version`, `digest` are of the guide in force, None and "" without one.

    `state`: draft, published, suspended, cancelled. `off_platform`: law, secret, site, or "" for an item that belongs on the
    platform (CAT-41). `basic_name` is the name of the basic item, "" while it is to be coded.
    """

    id: int
    name: str
    basic_code: str
    basic_name: str
    organisation_id: int
    organ: str
    region_code: str
    region_name: str
    use_level: str
    state: str
    state_label: str
    off_platform: str
    off_platform_label: str
    off_platform_reason: str
    version_id: int | None
    version: int | None
    digest: str
