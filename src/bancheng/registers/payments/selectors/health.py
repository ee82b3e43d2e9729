"""Whether the cashier answers, for the configuration check."""

from __future__ import annotations

from bancheng.registers.messages.types import PlugHealth
from bancheng.registers.payments.adapters.cashier import cashier


def checks() -> tuple[PlugHealth, ...]:
    """The health of the cashier plug. The demo cashier fails in production mode: it takes no money."""
    adapter = cashier()
    try:
        problem = adapter.check()
    except Exception as error:  # whatever an adapter's own check raises
        problem = f"收款平台检查时出错：{type(error).__name__}"
    sentence = problem or ("不会真的收款" if adapter.demo else "可以收款")
    return (PlugHealth("cashier", adapter.label, adapter.demo, "fail" if problem else "ok", sentence),)
