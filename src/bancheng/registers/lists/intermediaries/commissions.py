"""Commissions as anybody may read them; offers stay sealed until the day of closing is over."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from bancheng.ground.access import Actor, region_stem
from bancheng.ground.law import in_shanghai, today
from bancheng.registers.identity import selectors as identity
from bancheng.registers.lists.intermediaries.commissioning import is_owner
from bancheng.registers.lists.models import Bid, Commission, Firm, FirmService
from bancheng.registers.lists.types.intermediaries import BidView, CommissionView, FirmView


def commissions(
    region: str, *, state: str = "", after: int = 0, size: int = 50
) -> tuple[tuple[CommissionView, ...], str]:
    """Commissions of a region and below, the newest first, and the cursor of the next page. One query."""
    rows = _rows().filter(region__code__startswith=region_stem(region))
    if state in Commission.State.values:
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(pk__lt=after)
    count = max(1, min(size, 200))
    found = list(rows.order_by("-pk")[: count + 1])
    cursor = str(found[count - 1].pk) if len(found) > count else ""
    return tuple(_view(row, (), mine=False) for row in found[:count]), cursor


def commission(number: str, actor: Actor) -> CommissionView | None:
    """One of them, with its offers once bidding is over; None when there is none."""
    row = _rows().filter(number=number[:24]).first()
    if row is None:
        return None
    sealed = row.state == Commission.State.OPEN and today() <= row.closes_on
    bids = () if sealed else tuple(_bid(one) for one in row.bids.select_related("firm").order_by("firm__uscc"))
    return _view(row, bids, mine=is_owner(actor, row))


def firms_of(actor: Actor, service: str, region: str) -> tuple[FirmView, ...]:
    """The registered firms for which this person may bid for a service."""
    kind, _colon, key = actor.key.partition(":")
    if actor.kind != "person" or kind != "person" or not key.isdecimal():
        return ()
    codes = [one.uscc for one in identity.legal_persons_of(int(key))]
    rows = FirmService.objects.select_related("firm__parent").filter(
        firm__uscc__in=codes, firm__state=Firm.State.ACTIVE, service__code=service
    )
    return tuple(
        FirmView(
            id=row.firm.pk,
            uscc=row.firm.uscc,
            name=row.firm.name,
            kind_label=row.firm.get_kind_display(),
            parent=row.firm.parent.name if row.firm.parent else "",
            contact=row.firm.contact,
            address=row.firm.address,
            region_code=row.firm.region_id,
            registered_on=row.firm.registered_on,
            state=row.firm.state,
            state_label=row.firm.get_state_display(),
        )
        for row in rows
        if region.startswith(region_stem(row.firm.region_id))
    )


def _rows() -> QuerySet[Any]:
    return Commission.objects.select_related("service", "organisation").annotate(n=Count("bids"))


def _view(row: Commission, bids: tuple[BidView, ...], *, mine: bool) -> CommissionView:
    is_open = row.state == Commission.State.OPEN
    return CommissionView(
        number=row.number,
        title=row.title,
        service_code=row.service.code,
        service=row.service.name,
        owner_name=row.owner_name,
        region_code=row.region_id,
        requirement=row.requirement,
        method=row.method,
        method_label=row.get_method_display(),
        state=row.state,
        state_label=row.get_state_display(),
        opened_at=in_shanghai(row.opened_at),
        closes_on=row.closes_on,
        bidding=is_open and today() <= row.closes_on,
        bid_count=getattr(row, "n", 0),
        bids=bids,
        seed=row.seed,
        reason=row.reason,
        ended_at=in_shanghai(row.ended_at) if row.ended_at else None,
        mine=mine,
    )


def _bid(row: Bid) -> BidView:
    return BidView(
        id=row.pk,
        firm_id=row.firm_id,
        firm=row.firm.name,
        uscc=row.firm.uscc,
        price=row.price,
        days=row.days,
        proposal=row.proposal,
        offered_at=in_shanghai(row.offered_at),
        won=row.won,
    )
