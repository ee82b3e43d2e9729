"""四级四同: the basic catalogue as staff see it, what is alike and what deviates, the lists above, the reviews they raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bancheng.registers.catalog.schema import Basis


@dataclass(frozen=True, slots=True)
class Implementation:
    """One item that carries out a matter. `alike`: name and type are those of the matter, and so is the basis in force."""

    item_id: int
    name: str
    organ: str
    region_code: str
    region_name: str
    state: str
    state_label: str
    version: int | None
    alike: bool


@dataclass(frozen=True, slots=True)
class BasicView:
    """A matter of the basic catalogue: its four locked elements (name, code, basis, type) and who carries it out.

    `upstream`: id and words of each entry of a list above; `basis` is empty while the authority has not set it.
    """

    code: str
    name: str
    main_item: str
    item_type: str
    item_type_label: str
    basis: tuple[Basis, ...]
    state: str
    state_label: str
    cancelled_on: date | None
    implementations: tuple[Implementation, ...]
    upstream: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of the implementations of a matter: renamed, given a draft with the new basis, left because out of scope."""

    renamed: int = 0
    drafted: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Deviation:
    """One of the six uniform elements (青海 15) in which an item differs from the reference of its province.

    `by_rank`: the reference is the guide of the organ of the highest level; else it is what most of the guides say, and
    `reference_item` is one of those. `here` and `there` are the two values in words.
    """

    basic_code: str
    basic_name: str
    element: str
    label: str
    item_id: int
    organ: str
    region_code: str
    region_name: str
    here: str
    there: str
    by_rank: bool
    reference_item: int
    reference_region: str
    changed_since: bool = False
    """One of the two guides was published, or its item changed its state, after the comparison began."""


@dataclass(frozen=True, slots=True)
class DeviationPage:
    """Deviations, those of a matter together; `next_cursor` is "" on the last page. `counts`: by element, of all pages."""

    rows: tuple[Deviation, ...]
    next_cursor: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UniformityRunView:
    """One comparison of a province (two digits). `state`: waiting, running, done, failed; `counts`: deviations by element."""

    id: int
    province: str
    state: str
    state_label: str
    total: int
    done: int
    matters: int
    counts: Mapping[str, int]
    error: str
    started_by: str
    created_at: datetime
    finished_at: datetime | None = None

    @property
    def found(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class LevelColumn:
    """One column of the comparison of levels; `item_id` leads to the guide where the column is one."""

    heading: str
    caption: str = ""
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One element in every column. `locked`: one of the four; `alike`: every column that says anything says the same."""

    label: str
    values: tuple[str, ...]
    locked: bool
    alike: bool


@dataclass(frozen=True, slots=True)
class Levels:
    """One matter at its levels side by side: the lists above, the basic catalogue, each organ down to the item."""

    columns: tuple[LevelColumn, ...]
    rows: tuple[LevelRow, ...]


@dataclass(frozen=True, slots=True)
class UpstreamView:
    """One entry of a list above us; `basics` are (code, name) of the matters it stands for."""

    id: int
    list: str
    list_label: str
    code: str
    name: str
    organ: str
    implementer: str
    basis: str
    edition: str
    region_code: str
    region_name: str
    state: str
    state_label: str
    changed_on: date | None
    remark: str
    basics: tuple[tuple[str, str], ...]
    waiting: int = 0
    """How many reviews raised by this entry are still open."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """待复核: an item that must be looked at again, and how that ended."""

    id: int
    item_id: int
    item_name: str
    organ: str
    region_code: str
    region_name: str
    source: str
    reason: str
    raised_at: datetime
    closed_at: datetime | None = None
    closed_by: str = ""
    outcome: str = ""
    outcome_label: str = ""
    remark: str = ""
