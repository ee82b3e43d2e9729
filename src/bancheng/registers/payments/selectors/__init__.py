"""Questions put to payments: own bills, those of staff (scoped), public verification, fees and the rollout."""

from bancheng.registers.payments.selectors.board import fee_lines, lead_board
from bancheng.registers.payments.selectors.fees import fee_standards, fees_of_version, pays_online
from bancheng.registers.payments.selectors.health import checks
from bancheng.registers.payments.selectors.own import (
    bill_of_order,
    bills_of_subject,
    channels,
    check_ticket,
    demo_courses,
    my_bill,
    my_bills,
    ticket_file,
)
from bancheng.registers.payments.selectors.reconciling import days, difference, differences
from bancheng.registers.payments.selectors.staff import bill, bills, callbacks, sums

__all__ = [
    "bill",
    "bill_of_order",
    "bills",
    "bills_of_subject",
    "callbacks",
    "channels",
    "check_ticket",
    "checks",
    "days",
    "demo_courses",
    "difference",
    "differences",
    "fee_lines",
    "fee_standards",
    "fees_of_version",
    "lead_board",
    "my_bill",
    "my_bills",
    "pays_online",
    "sums",
    "ticket_file",
]
