"""What this room announces, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingMade:
    """A rule found something about a case."""

    title: ClassVar[str] = "监察发现"

    finding: int
    rule: str
    case: str
    number: str
    organisation: int
    region: str
    at: datetime
