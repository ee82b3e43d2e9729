"""The clock's reconciliation: yesterday, and every day before it that an outage of ours or of the cashier left out."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db.models import Min

from bancheng.ground.law import in_shanghai, today
from bancheng.registers.payments.adapters.cashier import CashierDown, cashier
from bancheng.registers.payments.models import Attempt, Reconciliation
from bancheng.registers.payments.services.reconciling import reconcile

log = logging.getLogger("bancheng.payments")
MOST_DAYS = 60
"""How far back the clock goes by itself; an older day is reconciled by hand."""


def reconcile_due() -> int:
    """Compare every day that is due, each on its own; how many differences are open on them then.

    Raises CashierDown (or RuntimeError) in the end, so that the job shows which days are left for the next run.
    """
    left, down, broken = 0, [], []
    for day in _due():
        try:
            left += reconcile(day=day)
        except CashierDown:
            down.append(day)
        except Exception:
            # One day that breaks it keeps none of the others waiting.
            log.exception("day %s cannot be reconciled", day)
            broken.append(day)
    if broken:
        raise RuntimeError(f"days not reconciled: {_listed(broken + down)}")
    if down:
        raise CashierDown(f"收款平台没有应答，还没有对账：{_listed(down)}")
    return left


def _due() -> list[date]:
    """Yesterday always; before it, back to where the books begin, the days of which a channel is missing. Three queries."""
    yesterday = today() - timedelta(days=1)
    first = max(_beginning() or yesterday, yesterday - timedelta(days=MOST_DAYS - 1))
    codes = {one.code for one in cashier().channels()}
    done: dict[date, set[str]] = {}
    for day, channel in Reconciliation.objects.filter(day__gte=first).values_list("day", "channel"):
        done.setdefault(day, set()).add(channel)
    before = (first + timedelta(days=n) for n in range((yesterday - first).days))
    return [*(day for day in before if not codes <= done.get(day, set())), yesterday]


def _beginning() -> date | None:
    """The first day on which money may have moved, or that was reconciled."""
    began = Attempt.objects.aggregate(at=Min("started_at"))["at"]
    found = Reconciliation.objects.aggregate(day=Min("day"))["day"]
    known = [day for day in (in_shanghai(began).date() if began else None, found) if day is not None]
    return min(known, default=None)


def _listed(days: list[date]) -> str:
    return "、".join(day.isoformat() for day in sorted(days))
