"""What this room announces, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Days of the working calendar changed, `first` to `last`: open deadlines that cross them are computed again."""

    title: ClassVar[str] = "工作日历变更"

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """A rule version was added; `region` "" means everywhere."""

    title: ClassVar[str] = "规则变更"

    key: str
    region: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class OrganisationMoved:
    """An organisation has another region, parent or name from the day `on`."""

    title: ClassVar[str] = "机构调整"

    organisation: int
    region: str
    name: str
    on: date
