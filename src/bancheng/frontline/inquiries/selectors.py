"""Inquiries as staff see them, within their scope."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from bancheng.frontline.inquiries import standing
from bancheng.frontline.inquiries.models import Inquiry, Transfer
from bancheng.frontline.inquiries.types import InquiryFilters, InquiryLine, InquiryPage, InquiryView, TransferView
from bancheng.ground.access import Actor, demand
from bancheng.ground.crypto import open_text
from bancheng.ground.law import in_shanghai, today

LARGEST = 200
WORDS = 5


def inquiries(actor: Actor, filters: InquiryFilters, *, after: str = "", size: int = 50) -> InquiryPage:
    """Inquiries in the actor's scope, the newest first. Raises AccessDenied without `inquiries.view`. One query."""
    rows = _narrowed(actor, _seen(actor), filters)
    if after.isascii() and after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    count = max(1, min(size, LARGEST))
    found = list(rows.select_related("organisation").order_by("-pk")[: count + 1])
    return InquiryPage(
        tuple(_line(row) for row in found[:count]), str(found[count - 1].pk) if len(found) > count else ""
    )


def inquiry_counts(actor: Actor) -> Mapping[str, int]:
    """How many are open: mine, offered, overdue, and all in scope (""). One query."""
    rows = _seen(actor).filter(state=Inquiry.State.OPEN)
    views = {view: Count("pk", filter=_view(actor, view)) for view in ("mine", "offered", "overdue")}
    return rows.aggregate(all=Count("pk"), **views)


def inquiry(actor: Actor, inquiry_id: int) -> InquiryView:
    """One inquiry with its way from hand to hand. Raises AccessDenied, not visible, out of scope or absent."""
    row = Inquiry.objects.select_related("organisation").filter(pk=inquiry_id).first()
    row = standing.demand_seen(actor, row)
    offers = tuple(_transfer(one) for one in row.transfers.all())
    waiting = next((one for one in row.transfers.all() if one.state == Transfer.State.PROPOSED), None)
    mine = row.owner == actor.key
    # To call back one needs the whole number; who is not responsible has no need of it.
    whole = mine and row.asker_phone is not None and row.state != Inquiry.State.CLOSED
    return InquiryView(
        line=_line(row),
        first_name=row.first_name,
        phone=open_text(bytes(row.asker_phone or b""), purpose=standing.PHONE_PURPOSE)
        if whole
        else row.asker_phone_masked,
        answer=row.answer,
        answered_at=in_shanghai(row.answered_at) if row.answered_at else None,
        answered_by=row.answered_by,
        closed_at=in_shanghai(row.closed_at) if row.closed_at else None,
        transfers=offers,
        waiting=_transfer(waiting) if waiting else None,
        mine=mine,
        offered=waiting is not None and waiting.taker == actor.key,
    )


def _seen(actor: Actor) -> QuerySet[Inquiry]:
    demand(actor, standing.VIEW)
    return Inquiry.objects.filter(standing.scope(actor))


def _view(actor: Actor, view: str) -> Q:
    match view:
        case "mine":
            return Q(owner=actor.key)
        case "offered":
            offers = Transfer.objects.filter(taker=actor.key, state=Transfer.State.PROPOSED)
            return Q(pk__in=offers.values("inquiry"))
        case "overdue":
            return Q(state=Inquiry.State.OPEN, due_on__lt=today())
    return Q()


def _narrowed(actor: Actor, rows: QuerySet[Inquiry], filters: InquiryFilters) -> QuerySet[Inquiry]:
    rows = rows.filter(_view(actor, filters.view))
    given = {
        "state": filters.state,
        "channel": filters.channel,
        "asked_at__date__gte": filters.since,
        "asked_at__date__lte": filters.until,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value not in ("", None)})
    for word in filters.q.replace("\x00", "")[:100].split()[:WORDS]:
        rows = rows.filter(Q(question__icontains=word) | Q(asker_name__icontains=word) | Q(owner_name__icontains=word))
    return rows


def _line(row: Inquiry) -> InquiryLine:
    asker = "，".join(part for part in (row.asker_name, row.asker_phone_masked) if part)
    return InquiryLine(
        id=row.pk,
        question=row.question,
        asker=asker,
        channel_label=row.get_channel_display(),
        organisation=row.organisation.name,
        owner_name=row.owner_name,
        state=row.state,
        state_label=row.get_state_display(),
        asked_at=in_shanghai(row.asked_at),
        due_on=row.due_on,
        overdue=row.state == Inquiry.State.OPEN and row.due_on < today(),
    )


def _transfer(row: Transfer) -> TransferView:
    return TransferView(
        id=row.pk,
        giver_name=row.giver_name,
        taker_name=row.taker_name,
        reason=row.reason,
        state=row.state,
        state_label=row.get_state_display(),
        proposed_at=in_shanghai(row.proposed_at),
        settled_at=in_shanghai(row.settled_at) if row.settled_at else None,
        words=row.words,
    )
