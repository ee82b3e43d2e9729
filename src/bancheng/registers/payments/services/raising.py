"""Raise a bill out of a published guide, and take an unpaid one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction

from bancheng.ground import jobs, journal
from bancheng.ground.access import Actor, Subject, demand
from bancheng.ground.law import Refused, now, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.payments import rules, standing
from bancheng.registers.payments.events import BillRaised
from bancheng.registers.payments.fees import codes_of, standards
from bancheng.registers.payments.keys import DUE
from bancheng.registers.payments.lifecycle import BILL, FINANCE, PAID, PLATFORM, REFUNDING, UNPAID
from bancheng.registers.payments.models import Bill, BillLine
from bancheng.registers.payments.services.reasons import checked_reason
from bancheng.registers.payments.services.results import close_open
from bancheng.registers.payments.services.telling import tell
from bancheng.registers.payments.templates import RAISED
from bancheng.registers.payments.types import BillView, Charge, FeeStandard, Payer
from bancheng.registers.payments.views import bill_view

OF_THE_AGENCY = frozenset({"lists.commission"})
"""What the agency commissions for its own work: it pays, never the applicant (CAT-36)."""


@dataclass(frozen=True, slots=True)
class _Priced:
    fee: FeeStandard
    quantity: int
    unit_fen: int

    @property
    def fen(self) -> int:
        return self.unit_fen * self.quantity


def raise_bill(
    *, subject: Subject, about: str = "", version: int, charges: Sequence[Charge], payer: Payer, by: Actor
) -> BillView:
    """Bill somebody for `subject` by the fees of a published guide version (its id), in the caller's transaction.

    The caller has decided that `by` may. Raises `Refused`: payments.agency_pays, .no_guide, .no_fee, .not_standard,
    .no_basis, .no_code, .already_billed.
    """
    if subject.kind in OF_THE_AGENCY:
        raise Refused(
            "payments.agency_pays", "行政机关委托的技术性服务，费用由委托的机关自行承担，不得向申请人开单收费。"
        )
    pinned = catalog.guide_document(version)
    if pinned is None:
        raise Refused("payments.no_guide", "没有已公布的办事指南作为收费依据，不能开单。")
    place = pinned.document.identity
    priced = _priced(charges, standards(pinned.item_id, pinned.document, codes_of([pinned.item_id])))
    with transaction.atomic():
        bill = Bill(
            number=standing.next_number("J", place.region_code),
            subject_kind=subject.kind,
            subject_key=subject.key,
            about=about[:40],
            item_id=pinned.item_id,
            guide_version_id=version,
            item_name=place.name[:200],
            organisation_id=pinned.organisation_id,
            region_id=place.region_code,
            payer_id=payer.person,
            legal_person_id=payer.legal_person,
            filer_id=payer.filer,
            payer_name=payer.name[:120],
            amount_fen=sum(one.fen for one in priced),
            due_on=today() + timedelta(days=int(organisations.rule(DUE.key, place.region_code))),
            raised_at=now(),
            raised_by=by.name[:100],
        )
        _save(bill, priced)
        facts = {"subject": str(subject), "amount_fen": bill.amount_fen, "lines": [_told(one) for one in priced]}
        journal.append(standing.subject_of(bill), "raise", by=by, facts=facts)
        tell(bill, RAISED.key, number=bill.number, payee=bill.organisation.name, until=bill.due_on)
        jobs.announce(
            BillRaised(
                bill=bill.number,
                about=subject,
                item=bill.item_id,
                organisation=bill.organisation_id,
                region=bill.region_id,
                amount_fen=bill.amount_fen,
                at=bill.raised_at,
            )
        )
    return bill_view(bill)


def void_bill(*, number: str, reason: str, by: Actor) -> BillView:
    """Take an unpaid bill back. Money that comes in for it nevertheless goes back by itself.

    Raises AccessDenied without `payments.refund`; `Refused`: lifecycle.not_open, payments.reason.
    """
    known = standing.kept_bill(number, by, standing.REFUND)
    said = checked_reason(reason)
    with transaction.atomic():
        bill = standing.locked(known.pk)
        demand(by, standing.REFUND, standing.target_of(bill))
        _void(bill, said, by, FINANCE)
    return bill_view(bill)


def void_for(*, subject: Subject, reason: str, by: Actor) -> int:
    """Take the unpaid bill of something back because there is nothing left to pay for; how many there were (0 or 1).

    For the room that raised it, in its transaction; a bill that is paid stays: its refund is decided by people.
    """
    with transaction.atomic():
        rows = Bill.objects.select_for_update().filter(subject_kind=subject.kind, subject_key=subject.key, state=UNPAID)
        found = list(rows)
        for bill in found:
            _void(bill, checked_reason(reason), by, PLATFORM)
    return len(found)


def _void(bill: Bill, reason: str, by: Actor, role: str) -> None:
    bill.state = BILL.find("void", bill.state, role).target(bill.state)
    bill.voided_reason = reason
    bill.save(update_fields=["state", "voided_reason"])
    journal.append(standing.subject_of(bill), "void", by=by, facts={"reason": reason})
    close_open(bill)


def _priced(charges: Sequence[Charge], known: Sequence[FeeStandard]) -> list[_Priced]:
    """Each charge at the price of its standard. Raises `Refused`."""
    if not known:
        raise Refused("payments.no_fee", "这个事项的办事指南写明不收费，不得开单收费。")
    names = [one.name for one in charges]
    if not names or len(set(names)) != len(names):
        raise Refused("payments.not_standard", "请至少选择一个收费项目，同一个项目只写一行。")
    by_name = {fee.name: fee for fee in known}
    return [_line(one, by_name.get(one.name)) for one in charges]


def _line(charge: Charge, fee: FeeStandard | None) -> _Priced:
    if fee is None:
        raise Refused("payments.not_standard", f"办事指南没有“{charge.name[:40]}”这个收费项目，不得在标准之外收费。")
    if not fee.basis:
        raise Refused("payments.no_basis", f"“{fee.name}”没有法定依据，不得收费。")
    if fee.unit_fen is None:
        raise Refused("payments.not_standard", f"“{fee.name}”的标准没有写明单价，不能网上开单，请由执收单位核定。")
    if not fee.nontax_code:
        raise Refused("payments.no_code", f"“{fee.name}”还没有登记非税项目编码，请财务人员登记后再开单。")
    if isinstance(charge.quantity, bool) or not 0 < charge.quantity <= rules.MOST_QUANTITY:
        raise Refused("payments.not_standard", f"数量请填 1 到 {rules.MOST_QUANTITY} 的整数。")
    made = _Priced(fee, charge.quantity, fee.unit_fen)
    if charge.amount_fen is not None and charge.amount_fen != made.fen:
        due = rules.yuan(made.fen)
        raise Refused("payments.not_standard", f"按“{fee.standard}”计算应收 {due} 元，金额与标准不符，不能开单。")
    return made


def _save(bill: Bill, priced: Sequence[_Priced]) -> None:
    try:
        with transaction.atomic():
            bill.save(force_insert=True)
    except IntegrityError:
        open_ones = Bill.objects.filter(subject_kind=bill.subject_kind, subject_key=bill.subject_key)
        known = open_ones.filter(state__in=(UNPAID, PAID, REFUNDING)).first()
        if known is None:
            raise
        raise Refused("payments.already_billed", f"已经开过缴款单 {known.number}，不得重复收费。") from None
    BillLine.objects.bulk_create(
        BillLine(
            bill=bill,
            position=position,
            name=one.fee.name,
            standard=one.fee.standard,
            basis=one.fee.basis[:1000],
            nontax_code=one.fee.nontax_code,
            unit=one.fee.unit,
            unit_fen=one.unit_fen,
            quantity=one.quantity,
            amount_fen=one.fen,
        )
        for position, one in enumerate(priced, 1)
    )


def _told(one: _Priced) -> dict[str, object]:
    return {"fee": one.fee.name, "quantity": one.quantity, "amount_fen": one.fen, "code": one.fee.nontax_code}
