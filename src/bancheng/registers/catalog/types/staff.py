"""The catalogue as the workbench shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bancheng.registers.catalog.types.guides import VersionLine
from bancheng.registers.catalog.types.refusals import Fault
from bancheng.registers.catalog.types.submissions import SubmissionView


@dataclass(frozen=True, slots=True)
class StaffFilters:
    """What staff narrow the catalogue by; blank means any. `coded`: "0" for items still to be coded, "1" for coded ones;
    `draft` and `findings`: "1" for items with a draft, with findings of the last examination, "0" for those without;
    `submitted`: "1" for items whose draft waits for a reviewer.
    `theme`, `life_event`, `group` are those of the guide in force. `more`: values of the facets of rooms above, by key.
    """

    q: str = ""
    region: str = ""
    organisation: int | None = None
    state: str = ""
    nature: str = ""
    item_type: str = ""
    owner_type: str = ""
    coded: str = ""
    source: str = ""
    after: str = ""
    size: int = 50
    use_level: str = ""
    theme: str = ""
    life_event: str = ""
    group: str = ""
    draft: str = ""
    findings: str = ""
    submitted: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StaffItem:
    """One item as staff see it; `version` is the number of the guide in force, None without one."""

    id: int
    name: str
    main_item: str
    basic_code: str
    code: str
    local_code: str
    item_type: str
    item_type_label: str
    nature: str
    nature_label: str
    use_level: str
    organisation_id: int
    organ: str
    owner_type: str
    region_code: str
    region_name: str
    state: str
    state_label: str
    version: int | None
    has_draft: bool
    source: str
    updated_at: datetime
    cancelled_on: date | None = None

    @property
    def to_be_coded(self) -> bool:
        """待赋码: may be edited, not published."""
        return not self.basic_code


@dataclass(frozen=True, slots=True)
class StaffPage:
    """A page of the catalogue browser; `states` counts all that match the other filters, by state."""

    items: tuple[StaffItem, ...]
    total: int
    states: Mapping[str, int]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class DraftView:
    """What the editor of a guide shows: the draft (or a copy of the version in force), its revision and its faults."""

    item: StaffItem
    body: dict[str, Any]
    revision: int
    number: int
    saved: bool
    faults: tuple[Fault, ...]
    versions: tuple[VersionLine, ...]
    locked: tuple[str, ...] = ()
    """Parts of the body that come from the basic catalogue and are shown, not written."""
    submission: SubmissionView | None = None
    """The submission that waits for a reviewer, or that one returned; None where there is nothing to say."""
