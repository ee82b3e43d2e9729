"""The only writers of payments: keyword-only verbs, each in one transaction (or the caller's) with its journal entry."""

from bancheng.registers.payments.services.callbacks import take_callback
from bancheng.registers.payments.services.catching_up import reconcile_due
from bancheng.registers.payments.services.codes import enter_code
from bancheng.registers.payments.services.demonstrating import demonstrate
from bancheng.registers.payments.services.paying import ask, ask_waiting, start_payment
from bancheng.registers.payments.services.raising import raise_bill, void_bill, void_for
from bancheng.registers.payments.services.reconciling import reconcile, settle_difference
from bancheng.registers.payments.services.refunding import carry_out_forgotten, refund, retry_refund
from bancheng.registers.payments.services.seeding import take_in_codes

__all__ = [
    "ask",
    "ask_waiting",
    "carry_out_forgotten",
    "demonstrate",
    "enter_code",
    "raise_bill",
    "reconcile",
    "reconcile_due",
    "refund",
    "retry_refund",
    "settle_difference",
    "start_payment",
    "take_callback",
    "take_in_codes",
    "void_bill",
    "void_for",
]
