"""A person's own bills, and what anybody may verify."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.codes import mask_name
from bancheng.ground.law import in_shanghai
from bancheng.registers.documents import selectors as documents
from bancheng.registers.documents.types import DocumentFile
from bancheng.registers.payments import rules, standing
from bancheng.registers.payments.adapters.cashier import Channel, cashier
from bancheng.registers.payments.adapters.cashier.demo import COURSES
from bancheng.registers.payments.models import Attempt, Bill, Ticket
from bancheng.registers.payments.types import BillDetail, BillPage, BillView, TicketVerdict
from bancheng.registers.payments.views import attempt_view, bill_view, line_view, refund_view, ticket_view

OWN = "own.bills"
SIZE = 20


def channels() -> tuple[Channel, ...]:
    """The ways to pay, as the cashier in use offers them."""
    return cashier().channels()


def demo_courses() -> Mapping[str, str]:
    """What may be made to happen at the demo cashier, by code; empty where a real one is in use, and in production mode."""
    desk = cashier()
    return {one.key: one.label for one in COURSES} if desk.demo and not desk.check() else {}


def my_bills(actor: Actor, *, after: int = 0, size: int = SIZE) -> BillPage:
    """The actor's own bills and those of whom he acts for, newest first, behind the key `after`."""
    rows = Bill.objects.filter(standing.his(actor)).select_related("organisation").order_by("-pk")
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows[: size + 1])
    cursor = str(found[size - 1].pk) if len(found) > size else ""
    return BillPage(tuple(bill_view(row) for row in found[:size]), cursor)


def my_bill(number: str, actor: Actor) -> BillDetail:
    """One of the actor's own bills. Raises AccessDenied (not visible): absent and somebody else's read alike."""
    return detail(standing.own_bill(number, actor, action=OWN))


def bill_of_order(order: str, actor: Actor) -> BillDetail:
    """The actor's own bill that an order shall pay. Raises AccessDenied (not visible)."""
    found = Attempt.objects.filter(order=order[:32]).values_list("bill__number", flat=True).first()
    return my_bill(found or "", actor)


def bills_of_subject(subject: Subject) -> tuple[BillView, ...]:
    """The bills raised for something, oldest first; the caller has decided that it may be seen. One query."""
    rows = Bill.objects.filter(subject_kind=subject.kind, subject_key=subject.key).select_related("organisation")
    return tuple(bill_view(row) for row in rows.order_by("pk"))


def detail(row: Bill) -> BillDetail:
    """A bill with its lines, attempts, tickets and refunds, without the callbacks."""
    tickets = row.tickets.select_related("reverses", "reversed_by").order_by("pk")
    return BillDetail(
        bill=bill_view(row),
        lines=tuple(line_view(one) for one in row.lines.all()),
        attempts=tuple(attempt_view(one) for one in row.attempts.order_by("pk")),
        tickets=tuple(ticket_view(one) for one in tickets),
        refunds=tuple(refund_view(one) for one in row.refunds.select_related("attempt").order_by("pk")),
        voided_reason=row.voided_reason,
    )


def ticket_file(number: str, *, actor: Actor) -> DocumentFile:
    """The file of a ticket, for whose bill it is and for staff who keep it.

    Raises AccessDenied; Refused: documents.waiting, documents.failed.
    """
    row = Ticket.objects.select_related("bill").filter(number=number).first() if rules.is_number(number) else None
    if row is None:
        raise AccessDenied(standing.NOT_THERE, visible=False, action=OWN)
    bill = row.bill
    mine = standing.is_his(bill, actor) or Bill.objects.filter(standing.covered(actor), pk=bill.pk).exists()
    return documents.document_file(number, actor=actor, open_to=lambda _paper: mine)


def check_ticket(number: str, check_code: str) -> TicketVerdict | None:
    """What a ticket says, for whoever holds its number and check code; a wrong and an absent one read alike (None)."""
    typed, code = number.strip().upper(), check_code.strip().upper()
    if not rules.is_number(typed) or len(code) != 6 or not (code.isascii() and code.isalnum()):
        return None
    rows = Ticket.objects.select_related("bill__organisation", "reverses", "reversed_by")
    row = rows.filter(number=typed, check_code=code).first()
    if row is None:
        return None
    shown = ticket_view(row)
    return TicketVerdict(
        number=row.number,
        item_name=row.bill.item_name,
        organisation=row.bill.organisation.name,
        payer_masked=mask_name(row.bill.payer_name),
        amount_fen=row.amount_fen,
        issued_at=in_shanghai(row.issued_at),
        reverses=shown.reverses,
        reversed_by=shown.reversed_by,
    )
