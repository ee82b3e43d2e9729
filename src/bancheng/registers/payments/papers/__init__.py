"""The papers that payments issue: the electronic receipt and the one that reverses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from bancheng.ground.codes import mask_name
from bancheng.registers.documents.types import Paper, declare

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a receipt: the fee, its non-tax code, how many at what price, in yuan."""

    name: str
    code: str
    standard: str
    quantity: str
    amount: str


@dataclass(frozen=True, slots=True)
class Receipt(Paper):
    """非税收入电子票据 (有效票证): what was paid for what; the number is that of the ticket."""

    template: ClassVar[Path] = HERE / "receipt.typ"
    sealed: ClassVar[bool] = True

    number: str
    check_code: str
    bill: str
    item: str
    payer: str
    organ: str
    paid_at: datetime
    channel: str
    transaction: str
    rows: tuple[Row, ...]
    amount: str
    in_words: str
    reverses: str
    reason: str
    check_url: str

    def public(self) -> tuple[tuple[str, str], ...]:
        told = (("事项", self.item), ("缴款人", mask_name(self.payer)), ("金额（元）", self.amount))
        return (*told, ("冲红票据", self.reverses)) if self.reverses else (*told, ("缴款单", self.bill))

    def codes(self) -> tuple[tuple[str, str], ...]:
        return (("check", self.check_url),) if self.check_url else ()


@declare
@dataclass(frozen=True, slots=True)
class PaidReceipt(Receipt):
    """The receipt of a payment."""

    kind: ClassVar[str] = "payments.receipt"
    title: ClassVar[str] = "非税收入电子票据"


@declare
@dataclass(frozen=True, slots=True)
class ReversingReceipt(Receipt):
    """冲红票据: the money went back, the receipt it names counts no more."""

    kind: ClassVar[str] = "payments.reversal"
    title: ClassVar[str] = "非税收入电子票据（冲红）"
