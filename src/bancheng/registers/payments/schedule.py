"""The timed jobs of payments."""

from __future__ import annotations

from bancheng.ground.jobs import Progress, every, scheduled
from bancheng.registers.payments import services


@every(key="payments.ask", title="查询没有回音的缴费", minutes=2)
def ask_waiting(progress: Progress) -> dict[str, int]:
    """Lost callbacks are found, orders nobody pays are closed, refunds whose jobs were given up are tried again."""
    return {"asked": services.ask_waiting(progress), "refunds": services.carry_out_forgotten()}


@scheduled(key="payments.reconcile", title="每日对账", hour=2, minute=30, long=True)
def reconcile(_progress: Progress) -> dict[str, int]:
    """Yesterday, and what was left out before, beside the cashier's statements."""
    return {"open": services.reconcile_due()}
