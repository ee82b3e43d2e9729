"""What this room keeps."""

from bancheng.registers.payments.models.bills import Bill, BillLine, FeeCode, Series, Ticket
from bancheng.registers.payments.models.days import Difference, Reconciliation
from bancheng.registers.payments.models.demo import DemoOrder
from bancheng.registers.payments.models.paying import Attempt, Callback, Refund

__all__ = [
    "Attempt",
    "Bill",
    "BillLine",
    "Callback",
    "DemoOrder",
    "Difference",
    "FeeCode",
    "Reconciliation",
    "Refund",
    "Series",
    "Ticket",
]
