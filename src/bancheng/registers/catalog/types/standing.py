"""How guides stand: what their versions measure, and what re-engineering has brought (精简成效)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bancheng.ground.law import Term
from bancheng.registers.catalog.types.refusals import Fault

MEASURES = ("steps", "materials", "days", "trips")
"""减环节、减材料、减时间、减跑动, in the order of 新密 M22."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The four of one guide. `materials`: papers applicants bring at most; `promised` None where the term is told in words.

    None for what cannot be read in an unfinished draft.
    """

    steps: int | None
    materials: int | None
    promised: Term | None
    promised_text: str
    trips: int | None


@dataclass(frozen=True, slots=True)
class Delta:
    """One of the four before and after. `change` is negative where there is less; None where nothing can be subtracted.

    `unit` is that of days: workday, day, month, year, instant; "" for the other three.
    """

    key: str
    before: str
    after: str
    change: int | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ItemGain:
    """What became of one item within the period: from its version `before` to its version `after`."""

    item_id: int
    name: str
    organisation_id: int
    organ: str
    region_name: str
    before: int
    after: int
    effective_from: date
    deltas: tuple[Delta, ...]


@dataclass(frozen=True, slots=True)
class OrganGain:
    """What one organ has saved: the sum of each measure over its items with a new version.

    Days are working days; `unlike` counts the items whose terms are in other units or cannot be subtracted.
    """

    organisation_id: int
    organ: str
    region_name: str
    items: int
    sums: Mapping[str, int]
    unlike: int


@dataclass(frozen=True, slots=True)
class Gains:
    """精简成效 of a period, by organ and by item. `cut`: there were more items than are read at once."""

    since: date
    until: date
    organs: tuple[OrganGain, ...]
    items: tuple[ItemGain, ...]
    total: OrganGain
    cut: bool = False


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """A draft that may be published with others, as it was looked at: `draft` and `revision` go back to the service."""

    draft: int
    revision: int
    item_id: int
    name: str
    organ: str
    region_name: str
    number: int
    faults: tuple[Fault, ...]

    @property
    def blocking(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.blocks)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What became of one draft: the number of its version, 0 where it was not published, and why not."""

    item_id: int
    name: str
    number: int
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many elements of the standard are filled; `missing` names the others."""

    filled: int
    total: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> int:
        return self.filled * 100 // self.total


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """How the guide of an item stands: its draft where there is one, else the version in force; None without either.

    `findings`: of the newest finished examination that covered it, `blocking` of them blocking; None where none did.
    """

    completeness: Completeness | None
    findings: int | None
    blocking: int = 0


@dataclass(frozen=True, slots=True)
class DeskFacet:
    """One way to narrow the catalogue: its values as (code, label, number of items), the most frequent first."""

    key: str
    label: str
    values: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class OrganBranch:
    """An organ with so many items under the filters."""

    organisation_id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class RegionBranch:
    """A region of the tree: how many items it has with all below it; its own organs where it is the one looked at.

    `depth` counts from 0 at the left.
    """

    region_code: str
    name: str
    count: int
    organs: tuple[OrganBranch, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ItemOverview:
    """The catalogue as tree and facets under the filters."""

    tree: tuple[RegionBranch, ...]
    facets: tuple[DeskFacet, ...]
