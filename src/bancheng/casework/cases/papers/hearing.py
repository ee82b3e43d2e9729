"""听证笔录: the record upon which the decision rests (第四十八条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from bancheng.casework.cases.papers import HERE, Line, OfCase
from bancheng.registers.documents.types import declare


@declare
@dataclass(frozen=True, slots=True)
class HearingRecord(OfCase):
    """When and where it was held, by whom, who was there, what was said, who signed and who would not."""

    kind: ClassVar[str] = "cases.hearing_record"
    title: ClassVar[str] = "听证笔录"
    word: ClassVar[str] = "听证"
    template: ClassVar[Path] = HERE / "hearing.typ"
    sealed: ClassVar[bool] = False

    reason: str
    held_at: datetime
    place: str
    host: str
    recorder: str
    present: tuple[Line, ...]
    """Name and part."""
    statements: str
    signatures: tuple[Line, ...]
    """Name, and 已签字 or why not."""
    recorded_on: date
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""

    def public(self) -> tuple[tuple[str, str], ...]:
        return (("事项", self.item), ("听证日期", f"{self.held_at:%Y-%m-%d}"), ("办件编号", self.case))
