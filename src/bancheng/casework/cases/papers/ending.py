"""终止办理通知书: the paper of a case that ends without a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from bancheng.casework.cases.papers import HERE, OfCase
from bancheng.registers.documents.types import Words, declare


@declare
@dataclass(frozen=True, slots=True)
class EndedPaper(OfCase):
    """That nothing is handled any more, since when, why, and how to object."""

    kind: ClassVar[str] = "cases.ended"
    title: ClassVar[str] = "终止办理通知书"
    word: ClassVar[str] = "终止"
    template: ClassVar[Path] = HERE / "ended.typ"
    sealed: ClassVar[bool] = True

    received_on: date
    how: Words
    """What ended it, as a sentence goes on."""
    reason: str
    """In the words of the applicant; "" where he gave none."""
    answer: str
    remedies: Words
    ended_on: date
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""
