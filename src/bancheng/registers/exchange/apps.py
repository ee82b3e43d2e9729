from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "bancheng.registers.exchange"
    label = "exchange"
    verbose_name = "数据共享"

    def ready(self) -> None:
        from bancheng.registers.exchange import checks, providers  # noqa: F401
