"""Django's system check: a production system must have real base registers to ask, or none."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from bancheng.registers.exchange import selectors


@register("bancheng", deploy=True)
def base_registers_can_be_asked(**_: Any) -> list[CheckMessage]:
    """`check --deploy` fails while the adapter of the base registers does."""
    return [Error(health.sentence, id="exchange.E001") for health in selectors.checks() if health.state == "fail"]
