from __future__ import annotations

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "bancheng.registers.payments"
    label = "payments"
    verbose_name = "缴费"

    def ready(self) -> None:
        from bancheng.registers.payments import papers, providers  # noqa: F401
        from bancheng.registers.payments.adapters.cashier import demo  # noqa: F401
