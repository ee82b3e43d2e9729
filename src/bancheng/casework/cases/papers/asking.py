"""What an applicant is asked for in writing beside a supplement: the originals that a window has to see (网上预审)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from bancheng.casework.cases.papers import HERE, Line, OfCase
from bancheng.registers.documents.types import Words, declare


@declare
@dataclass(frozen=True, slots=True)
class OriginalsPaper(OfCase):
    """一次性告知书 of a pre-review: which originals to bring, where and by when; only by it does the time to answer stop."""

    kind: ClassVar[str] = "cases.originals_notice"
    title: ClassVar[str] = "核对原件一次性告知书"
    word: ClassVar[str] = "告知"
    template: ClassVar[Path] = HERE / "originals.typ"
    sealed: ClassVar[bool] = True

    received_on: date
    told_on: date
    until: date
    originals: tuple[Line, ...]
    place: Words
    note: str
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""
