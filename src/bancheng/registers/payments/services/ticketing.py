"""Tickets: the receipt of a payment, and the one that reverses it."""

from __future__ import annotations

import secrets

from bancheng.ground import journal
from bancheng.ground.access import Actor
from bancheng.ground.law import in_shanghai, now
from bancheng.registers.documents import services as documents
from bancheng.registers.payments import rules, standing
from bancheng.registers.payments.models import Attempt, Bill, Ticket
from bancheng.registers.payments.papers import PaidReceipt, Receipt, ReversingReceipt, Row


def issue_ticket(
    bill: Bill, attempt: Attempt, *, by: Actor, reverses: Ticket | None = None, reason: str = ""
) -> Ticket:
    """Issue the ticket of a bill, or the one that reverses it, in the caller's transaction; its file follows by a job."""
    ticket = Ticket.objects.create(
        bill=bill,
        number=standing.next_number("P", bill.region_id),
        check_code="".join(secrets.choice(rules.CODE_SIGNS) for _ in range(6)),
        amount_fen=-bill.amount_fen if reverses else bill.amount_fen,
        reverses=reverses,
        issued_at=now(),
    )
    person = bill.filer_id or bill.payer_id
    documents.issue(
        _paper(bill, attempt, ticket, reason),
        subject=standing.subject_of(bill),
        organisation=bill.organisation_id,
        region=bill.region_id,
        owner=f"person:{person}" if person else "",
        by=by,
        number=ticket.number,
    )
    verb = "reverse_ticket" if reverses else "issue_ticket"
    facts = {"ticket": ticket.number, "amount_fen": ticket.amount_fen}
    journal.append(standing.subject_of(bill), verb, by=by, facts=facts)
    return ticket


def _paper(bill: Bill, attempt: Attempt, ticket: Ticket, reason: str) -> Receipt:
    kind: type[Receipt] = ReversingReceipt if ticket.reverses else PaidReceipt
    sign = -1 if ticket.reverses else 1
    return kind(
        number=ticket.number,
        check_code=ticket.check_code,
        bill=bill.number,
        item=bill.item_name,
        payer=bill.payer_name,
        organ=bill.organisation.name,
        paid_at=in_shanghai(attempt.paid_at or now()),
        channel=attempt.channel_label,
        transaction=attempt.transaction,
        rows=tuple(
            Row(
                one.name, one.nontax_code, one.standard, f"{one.quantity} {one.unit}", rules.yuan(sign * one.amount_fen)
            )
            for one in bill.lines.all()
        ),
        amount=rules.yuan(ticket.amount_fen),
        in_words=rules.in_words(ticket.amount_fen),
        reverses=ticket.reverses.number if ticket.reverses else "",
        reason=reason,
        check_url=documents.public_address(f"/receipts/check/?number={ticket.number}&code={ticket.check_code}"),
    )
