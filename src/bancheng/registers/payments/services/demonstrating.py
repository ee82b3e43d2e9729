"""The demo cashier's page: the payer chooses what happens, and the callbacks come in as anybody's would."""

from __future__ import annotations

from bancheng.ground.access import AccessDenied, Actor
from bancheng.registers.payments import standing
from bancheng.registers.payments.adapters.cashier import cashier
from bancheng.registers.payments.adapters.cashier.demo import DemoCashier
from bancheng.registers.payments.models import Attempt
from bancheng.registers.payments.services.callbacks import take_callback
from bancheng.registers.payments.services.paying import OWN
from bancheng.registers.payments.types import CallbackView


def demonstrate(*, order: str, course: str, by: Actor) -> tuple[CallbackView, ...]:
    """Let one of the demo cashier's courses happen to an order of one's own bill; what became of its callbacks.

    Raises AccessDenied (not visible): no such order, not his, the cashier is no demo or this no demonstration; LookupError
    for an unknown course.
    """
    desk = cashier()
    row = Attempt.objects.select_related("bill").filter(order=order).first()
    if row is None or not standing.is_his(row.bill, by) or not isinstance(desk, DemoCashier) or desk.check():
        raise AccessDenied(standing.NOT_THERE, visible=False, action=OWN)
    return tuple(take_callback(payload=one) for one in desk.act(order, course))
