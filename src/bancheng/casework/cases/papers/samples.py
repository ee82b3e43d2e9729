"""样张 of promises: what an applicant reads before he signs, in the very layout of what he would sign. Never issued, so not declared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from bancheng.casework.cases.papers import HERE, CommitmentPaper, Line, OfCase, TolerancePaper
from bancheng.registers.documents.types import Words


@dataclass(frozen=True, slots=True)
class CommitmentSample(OfCase):
    """告知承诺书 as it would be signed now. Without a case (`case`, `applicant` empty) it says what the guide offers."""

    kind: ClassVar[str] = "cases.commitment_sample"
    title: ClassVar[str] = CommitmentPaper.title
    template: ClassVar[Path] = HERE / "commitment.typ"

    replaced: tuple[Line, ...]
    contents: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ToleranceSample(OfCase):
    """容缺受理承诺书 as offered, or what a guide would let come later (`come_by` None: the window says by when)."""

    kind: ClassVar[str] = "cases.tolerance_sample"
    title: ClassVar[str] = TolerancePaper.title
    template: ClassVar[Path] = HERE / "tolerance.typ"

    to_come: tuple[Line, ...]
    come_by: date | None
    consequence: Words
