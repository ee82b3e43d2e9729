"""Changes of items: an announcement as every channel shows it, and what a change would touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item that a change names: the one changed, one opened by it, one that stops."""

    item_id: int
    name: str
    organ: str
    region_code: str
    region_name: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """事项变更公告. `state`: upcoming (its day is still to come), effective, withdrawn; `closing` stop from the day `on`.

    `elements` are the labels of what 调整 changes.
    """

    number: str
    kind: str
    kind_label: str
    state: str
    state_label: str
    item: ChangedItem
    opened: tuple[ChangedItem, ...]
    closing: tuple[ChangedItem, ...]
    region_code: str
    region_name: str
    on: date
    basis: str
    notice: str
    elements: tuple[str, ...]
    recorded_at: datetime
    recorded_by: str
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """One thing that a change of these items touches: how many, and what happens to them, in a sentence."""

    source: str
    count: int
    sentence: str


class ImpactProvider(Protocol):
    """What a higher room registers with `catalog.selectors.provide_impact`: what of it hangs on these items (by id)."""

    def __call__(self, items: Sequence[int]) -> Sequence[ImpactLine]: ...


@dataclass(frozen=True, slots=True)
class Receiver:
    """A region to which a matter may be handed down: the organ that would take it, or why there is none."""

    region_code: str
    region_name: str
    organisation: int | None
    organ: str
    hindrance: str = ""
