"""From rows to what others may hold."""

from __future__ import annotations

from bancheng.ground.access import Subject
from bancheng.ground.law import in_shanghai
from bancheng.registers.payments.models import Attempt, Bill, BillLine, Callback, Refund, Ticket
from bancheng.registers.payments.types import AttemptView, BillView, CallbackView, LineView, RefundView, TicketView


def bill_view(row: Bill) -> BillView:
    """A bill with its organ beside it (`select_related("organisation")`)."""
    return BillView(
        number=row.number,
        subject=Subject(row.subject_kind, row.subject_key),
        about=row.about,
        item=row.item_id,
        item_name=row.item_name,
        organisation=row.organisation.name,
        organisation_id=row.organisation_id,
        region=row.region_id,
        payer_name=row.payer_name,
        amount_fen=row.amount_fen,
        state=row.state,
        state_label=row.get_state_display(),
        due_on=row.due_on,
        raised_at=in_shanghai(row.raised_at),
        paid_at=in_shanghai(row.paid_at) if row.paid_at else None,
    )


def line_view(row: BillLine) -> LineView:
    return LineView(
        name=row.name,
        standard=row.standard,
        basis=row.basis,
        nontax_code=row.nontax_code,
        unit=row.unit,
        unit_fen=row.unit_fen,
        quantity=row.quantity,
        amount_fen=row.amount_fen,
    )


def attempt_view(row: Attempt) -> AttemptView:
    return AttemptView(
        order=row.order,
        channel=row.channel,
        channel_label=row.channel_label,
        amount_fen=row.amount_fen,
        state=row.state,
        state_label=row.get_state_display(),
        settles=row.settles,
        started_at=in_shanghai(row.started_at),
        ended_at=in_shanghai(row.ended_at) if row.ended_at else None,
        paid_at=in_shanghai(row.paid_at) if row.paid_at else None,
        transaction=row.transaction,
        nontax_codes=row.nontax_codes,
        learnt_label=row.get_learnt_by_display() if row.learnt_by else "",
        note=row.note,
    )


def callback_view(row: Callback) -> CallbackView:
    return CallbackView(
        id=row.pk,
        at=in_shanghai(row.at),
        order=row.order,
        claimed=row.claimed,
        amount_fen=row.amount_fen,
        channel=row.channel,
        verified=row.verified,
        verdict=row.verdict,
        verdict_label=row.get_verdict_display(),
        digest=row.digest,
    )


def refund_view(row: Refund) -> RefundView:
    """A refund with its attempt beside it."""
    return RefundView(
        number=row.number,
        order=row.attempt.order,
        amount_fen=row.amount_fen,
        reason=row.reason,
        automatic=row.automatic,
        state=row.state,
        state_label=row.get_state_display(),
        asked_at=in_shanghai(row.asked_at),
        asked_by=row.asked_by,
        done_at=in_shanghai(row.done_at) if row.done_at else None,
        note=row.note,
    )


def ticket_view(row: Ticket) -> TicketView:
    """A ticket with those it reverses and is reversed by beside it."""
    back = getattr(row, "reversed_by", None)
    return TicketView(
        number=row.number,
        check_code=row.check_code,
        amount_fen=row.amount_fen,
        issued_at=in_shanghai(row.issued_at),
        reverses=row.reverses.number if row.reverses else "",
        reversed_by=back.number if back else "",
    )
