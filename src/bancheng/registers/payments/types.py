"""What other rooms may hold of payments. Amounts are whole fen; `*_yuan` says them in yuan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bancheng.ground.access import Subject
from bancheng.registers.payments.rules import unit_price as unit_price
from bancheng.registers.payments.rules import yuan as yuan


class CashierDown(Exception):
    """The cashier does not answer; nothing is known. Ask again later."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to pay, as the payer chooses it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class FeeStandard:
    """One fee of a guide: name, basis and standard as published; `unit_fen` None where the words fix no price.

    `online`: it can be billed and paid here; else `why_not` says what is missing.
    """

    name: str
    standard: str
    basis: str
    relief: str
    unit: str
    unit_fen: int | None
    nontax_code: str
    why_not: str

    @property
    def online(self) -> bool:
        return not self.why_not

    @property
    def unit_yuan(self) -> str:
        return yuan(self.unit_fen) if self.unit_fen is not None else ""


@dataclass(frozen=True, slots=True)
class Charge:
    """What shall be billed: a fee of the guide by its name, how many; `amount_fen`, where given, must be what that costs."""

    name: str
    quantity: int = 1
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """Who owes: exactly one of `person` and `legal_person` (their keys); `filer` acts for him and may pay as well."""

    name: str
    person: int | None = None
    legal_person: int | None = None
    filer: int | None = None


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a bill."""

    name: str
    standard: str
    basis: str
    nontax_code: str
    unit: str
    unit_fen: int
    quantity: int
    amount_fen: int

    @property
    def amount_yuan(self) -> str:
        return yuan(self.amount_fen)


@dataclass(frozen=True, slots=True)
class TicketView:
    """An electronic receipt; `reverses` is the number of the one it takes back, `reversed_by` of the one that took it back."""

    number: str
    check_code: str
    amount_fen: int
    issued_at: datetime
    reverses: str = ""
    reversed_by: str = ""

    @property
    def amount_yuan(self) -> str:
        return yuan(self.amount_fen)


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One attempt to pay."""

    order: str
    channel: str
    channel_label: str
    amount_fen: int
    state: str
    state_label: str
    settles: bool
    started_at: datetime
    ended_at: datetime | None
    paid_at: datetime | None
    transaction: str
    nontax_codes: str
    learnt_label: str
    note: str

    @property
    def waiting(self) -> bool:
        return self.state == "started"


@dataclass(frozen=True, slots=True)
class CallbackView:
    """One callback as it was logged; `order` is what it claims."""

    id: int
    at: datetime
    order: str
    claimed: str
    amount_fen: int | None
    channel: str
    verified: bool
    verdict: str
    verdict_label: str
    digest: str

    @property
    def amount_yuan(self) -> str:
        """ "" when it named no amount."""
        return "" if self.amount_fen is None else yuan(self.amount_fen)


@dataclass(frozen=True, slots=True)
class RefundView:
    """Money that goes back."""

    number: str
    order: str
    amount_fen: int
    reason: str
    automatic: bool
    state: str
    state_label: str
    asked_at: datetime
    asked_by: str
    done_at: datetime | None
    note: str

    @property
    def amount_yuan(self) -> str:
        return yuan(self.amount_fen)


@dataclass(frozen=True, slots=True)
class BillView:
    """A bill as lists show it."""

    number: str
    subject: Subject
    about: str
    item: int
    item_name: str
    organisation: str
    organisation_id: int
    region: str
    payer_name: str
    amount_fen: int
    state: str
    state_label: str
    due_on: date
    raised_at: datetime
    paid_at: datetime | None

    @property
    def amount_yuan(self) -> str:
        return yuan(self.amount_fen)

    @property
    def payable(self) -> bool:
        return self.state == "unpaid"


@dataclass(frozen=True, slots=True)
class BillPage:
    """A page of bills; `next_cursor` "" on the last one."""

    rows: tuple[BillView, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class BillDetail:
    """A bill with all that happened to it. Callbacks and refunds are for staff; who pays sees attempts and tickets."""

    bill: BillView
    lines: tuple[LineView, ...]
    attempts: tuple[AttemptView, ...]
    tickets: tuple[TicketView, ...]
    refunds: tuple[RefundView, ...]
    callbacks: tuple[CallbackView, ...] = ()
    voided_reason: str = ""

    @property
    def waiting(self) -> AttemptView | None:
        """The newest attempt, while its result is not known."""
        return self.attempts[-1] if self.attempts and self.attempts[-1].waiting else None

    @property
    def last(self) -> AttemptView | None:
        return self.attempts[-1] if self.attempts else None


@dataclass(frozen=True, slots=True)
class TicketVerdict:
    """What a stranger with number and check code may learn: the payer's name is masked."""

    number: str
    item_name: str
    organisation: str
    payer_masked: str
    amount_fen: int
    issued_at: datetime
    reverses: str
    reversed_by: str

    @property
    def amount_yuan(self) -> str:
        return yuan(self.amount_fen)

    @property
    def valid(self) -> bool:
        return not self.reverses and not self.reversed_by


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One order on which both sides do not agree; `bill` "" for one that is not ours."""

    id: int
    day: date
    channel_label: str
    kind_label: str
    flow_label: str
    order: str
    bill: str
    ours_fen: int | None
    theirs_fen: int | None
    found_at: datetime
    settled_at: datetime | None
    settled_by: str
    note: str

    @property
    def ours_yuan(self) -> str:
        return "" if self.ours_fen is None else yuan(self.ours_fen)

    @property
    def theirs_yuan(self) -> str:
        return "" if self.theirs_fen is None else yuan(self.theirs_fen)


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of one channel: both sums (fen, refunds taken off), and how many differences are open of how many."""

    day: date
    channel: str
    channel_label: str
    ours_count: int
    ours_fen: int
    theirs_count: int
    theirs_fen: int
    differences: int
    open: int
    run_at: datetime

    @property
    def ours_yuan(self) -> str:
        return yuan(self.ours_fen)

    @property
    def theirs_yuan(self) -> str:
        return yuan(self.theirs_fen)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A fee of an item, as finance keeps its codes; `line` is its place in the guide, from 0."""

    item: int
    line: int
    item_name: str
    organisation: str
    region: str
    fee: FeeStandard


@dataclass(frozen=True, slots=True)
class LeadItem:
    """An item of a lead field that charges something; `online` when each of its fees can be paid here.

    `cashier`: whether a cashier is bound that offers a channel: without one nothing can be paid online, whatever is coded.
    """

    item: int
    name: str
    organisation: str
    fees: tuple[FeeStandard, ...]
    cashier: bool = True

    @property
    def online(self) -> bool:
        return self.cashier and bool(self.fees) and all(fee.online for fee in self.fees)


@dataclass(frozen=True, slots=True)
class LeadField:
    """One lead field of the rollout with the organs that stand for it here."""

    function: str
    label: str
    organs: tuple[str, ...]
    items: tuple[LeadItem, ...]

    @property
    def online(self) -> int:
        return sum(one.online for one in self.items)


@dataclass(frozen=True, slots=True)
class Sums:
    """By state of bills: how many and how much (fen)."""

    counts: Mapping[str, int]
    fen: Mapping[str, int]
