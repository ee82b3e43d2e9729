"""The days of reconciliation, and what they found."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, may
from bancheng.ground.law import in_shanghai
from bancheng.registers.payments import standing
from bancheng.registers.payments.models import Difference, Reconciliation
from bancheng.registers.payments.types import DayView, DifferenceView

SIZE = 50


def days(actor: Actor, *, day: date | None = None, size: int = SIZE) -> tuple[DayView, ...]:
    """Days (or one) and channels, the newest day first. Their sums are of the whole installation's cashier.

    The differences counted are those the actor may see.
    """
    if not may(actor, standing.RECONCILE).allowed:
        return ()
    seen = standing.differences_of(actor, "differences__")
    rows = Reconciliation.objects.annotate(
        n=Count("differences", filter=seen, distinct=True),
        left=Count("differences", filter=seen & Q(differences__settled_at=None), distinct=True),
    )
    rows = rows.filter(day=day) if day else rows
    return tuple(
        DayView(
            day=row.day,
            channel=row.channel,
            channel_label=row.channel_label,
            ours_count=row.ours_count,
            ours_fen=row.ours_fen,
            theirs_count=row.theirs_count,
            theirs_fen=row.theirs_fen,
            differences=row.n,
            open=row.left,
            run_at=in_shanghai(row.run_at),
        )
        for row in rows.order_by("-day", "channel")[: max(1, min(size, 200))]
    )


def differences(
    actor: Actor, *, day: date | None = None, open_only: bool = False, after: int = 0, size: int = SIZE
) -> tuple[DifferenceView, ...]:
    """Differences that the actor may settle, newest first, behind the key `after`."""
    rows = _rows(actor)
    rows = rows.filter(reconciliation__day=day) if day else rows
    rows = rows.filter(settled_at=None) if open_only else rows
    rows = rows.filter(pk__lt=after) if after else rows
    return tuple(_view(row) for row in rows.order_by("-pk")[: max(1, min(size, 500))])


def difference(key: int, actor: Actor) -> DifferenceView:
    """One of them. Raises AccessDenied (not visible)."""
    row = _rows(actor).filter(pk=key).first()
    if row is None:
        raise AccessDenied("没有找到这条差异。", visible=False, action=standing.RECONCILE)
    return _view(row)


def _rows(actor: Actor) -> QuerySet[Difference]:
    return Difference.objects.select_related("reconciliation", "bill").filter(standing.differences_of(actor))


def _view(row: Difference) -> DifferenceView:
    return DifferenceView(
        id=row.pk,
        day=row.reconciliation.day,
        channel_label=row.reconciliation.channel_label,
        kind_label=row.get_kind_display(),
        flow_label=row.get_flow_display(),
        order=row.order,
        bill=row.bill.number if row.bill else "",
        ours_fen=row.ours_fen,
        theirs_fen=row.theirs_fen,
        found_at=in_shanghai(row.found_at),
        settled_at=in_shanghai(row.settled_at) if row.settled_at else None,
        settled_by=row.settled_by,
        note=row.note,
    )
