"""一次办妥: what the guide says, the mode proposed and confirmed, the negative list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

MODES = {
    "online": "网上一次办妥",
    "hall": "大厅一次办妥",
    "negative": "负面清单",
}
MODE_NOTES = {
    "online": "网上预审通过后，在网上一次办妥",
    "hall": "材料齐全的，到大厅一次办妥",
    "negative": "既不能网上办，也不能跑一次办成",
}
ENDS = {"window": "窗口端", "pc": "PC 端", "mobile": "移动端", "terminal": "自助端"}


@dataclass(frozen=True, slots=True)
class Depth:
    """How an item is handled, as its guide in force says. `visits`: trips; `stars` 0–5 with the reason in Chinese."""

    window: bool
    pc: bool
    mobile: bool
    terminal: bool
    post: bool
    visits: int
    scope: str
    acceptance: str
    groups: int
    stars: int
    reason: str

    @property
    def online(self) -> bool:
        """Can be applied for online."""
        return self.pc or self.mobile

    @property
    def ends(self) -> tuple[str, ...]:
        """The ends that offer it, in the order of ENDS."""
        return tuple(end for end in ENDS if getattr(self, end))


@dataclass(frozen=True, slots=True)
class Proposal:
    """The mode that follows from a guide, and why; `mode` "" without a guide in force."""

    mode: str
    why: str

    @property
    def label(self) -> str:
        return MODES.get(self.mode, "")


@dataclass(frozen=True, slots=True)
class NegativeView:
    """One stay on the negative list; `left_on` None while it lasts."""

    id: int
    item_id: int
    item_name: str
    organisation_id: int
    organ: str
    region_code: str
    reason: str
    plan: str
    entered_on: date
    entered_by: str
    left_on: date | None
    left_by: str
    improvement: str


@dataclass(frozen=True, slots=True)
class ModeLine:
    """An item in the list of modes. `mode` "" while nobody confirmed one; `holds`: the guide in force still allows it."""

    item_id: int
    name: str
    organisation_id: int
    organ: str
    region_code: str
    region_name: str
    state_label: str
    version: int | None
    proposal: Proposal
    mode: str
    holds: bool
    since: date | None
    confirmed_at: datetime | None
    confirmed_by: str
    stars: int | None

    @property
    def mode_label(self) -> str:
        return MODES.get(self.mode, "")


@dataclass(frozen=True, slots=True)
class ModePage:
    """A page of the list of modes; `counts` by mode ("" for items not yet confirmed)."""

    rows: tuple[ModeLine, ...]
    counts: dict[str, int]
    next_cursor: str = ""
