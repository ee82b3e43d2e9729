"""The papers that follow a decision: what corrects it, what revokes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from bancheng.casework.cases.papers import HERE, OfCase
from bancheng.ground.codes import mask_name
from bancheng.registers.documents.types import Words, declare


@declare
@dataclass(frozen=True, slots=True)
class CorrectionPaper(OfCase):
    """更正通知书: a slip of the pen in a decision put right beside it; the decision keeps its number, date and effect."""

    kind: ClassVar[str] = "cases.correction"
    title: ClassVar[str] = "更正通知书"
    word: ClassVar[str] = "更正"
    template: ClassVar[Path] = HERE / "correction.typ"
    sealed: ClassVar[bool] = True

    decision: str
    decided_on: date
    wrong: str
    right: str
    reason: str
    told_on: date


@declare
@dataclass(frozen=True, slots=True)
class RevocationPaper(OfCase):
    """撤销决定书: by which item of 第六十九条 or which other law, on what facts, what follows, and how to object."""

    kind: ClassVar[str] = "cases.revocation"
    title: ClassVar[str] = "撤销行政许可决定书"
    word: ClassVar[str] = "撤"
    template: ClassVar[Path] = HERE / "revocation.typ"
    sealed: ClassVar[bool] = True

    heading: Words
    decision: str
    decided_on: date
    ground: Words
    place: Words
    must: bool
    """Second paragraph: the organ had to revoke, and what was gained by the licence is not protected."""
    basis: Words
    """The law of an item that is no licence (行政许可); "" where 第六十九条 is the law."""
    reason: str
    heard: str
    licence: str
    """Name and number of the licence that falls with the decision; "" where there was none."""
    remedies: Words
    revoked_on: date
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""

    def public(self) -> tuple[tuple[str, str], ...]:
        return (
            ("事项", self.item),
            ("被许可人", mask_name(self.applicant)),
            ("被撤销的决定", self.decision),
            ("办件编号", self.case),
        )
