"""Batches of 一次办妥 lists: what pages show of them, and why a list is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bancheng.ground.law import Refused

STATES = {"draft": "部门起草", "submitted": "待编办审核", "returned": "退回修改", "delivered": "已报送"}


@dataclass(frozen=True, slots=True)
class EntryFault:
    """What keeps an item from being listed: the item, the material it is about ("" for the item itself), what to do."""

    item: int
    item_name: str
    code: str
    sentence: str
    material: str = ""


class ListRefused(Refused):
    """A list cannot be submitted as it stands; `faults` names every item and material."""

    def __init__(self, faults: tuple[EntryFault, ...]) -> None:
        more = f"（另有 {len(faults) - 1} 处需要修改）" if len(faults) > 1 else ""
        super().__init__(faults[0].code, f"{faults[0].sentence}{more}")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch with how far its units are. `days`: until the last day in calendar days, negative when it has passed.

    `last_day` is the due day, or where nobody works on it the next working day (《民法典》第二百零三条).
    """

    id: int
    region: str
    region_name: str
    year: int
    number: int
    name: str
    due_on: date
    last_day: date
    basis: str
    days: int
    total: int
    delivered: int
    late: int
    items: int

    @property
    def share(self) -> int:
        """Delivered lists in percent."""
        return self.delivered * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit on the board. `late`: the last day has passed and the offices do not hold the list, or got it too late."""

    id: int
    batch_id: int
    batch_name: str
    due_on: date
    organisation_id: int
    organ: str
    region_code: str
    state: str
    entries: int
    submitted_at: datetime | None
    delivered_at: datetime | None
    late: bool
    overdue_days: int

    @property
    def state_label(self) -> str:
        return STATES[self.state]

    @property
    def with_whom(self) -> str:
        """Who has it now."""
        return {"submitted": "编办", "delivered": "两级平台建设办公室"}.get(self.state, self.organ)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An item on a unit's list; `mode` that it is listed under, else the one confirmed now; `needs` its declared data needs."""

    item_id: int
    name: str
    mode: str
    mode_label: str
    stars: int | None
    needs: int
    faults: tuple[EntryFault, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A list in the inbox of an office."""

    id: int
    list_id: int
    office_id: int
    office: str
    organ: str
    batch_name: str
    entries: int
    delivered_at: datetime
    received_at: datetime | None
    received_by: str


@dataclass(frozen=True, slots=True)
class UnitListView:
    """A unit's list with its entries and the chain it goes through. `may_…` say what the actor may do with it now."""

    line: UnitLine
    entries: tuple[EntryLine, ...]
    submitted_by: str
    reviewed_at: datetime | None
    reviewed_by: str
    note: str
    deliveries: tuple[DeliveryView, ...]
    may_edit: bool
    may_review: bool
    own_draft: bool
