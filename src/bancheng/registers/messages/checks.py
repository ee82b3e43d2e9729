"""Django's system check: a production system must have a real way to send text messages."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from bancheng.registers.messages import selectors


@register("bancheng", deploy=True)
def sms_can_be_sent(**_: Any) -> list[CheckMessage]:
    """`check --deploy` fails while the adapter of text messages does."""
    return [Error(health.sentence, id="inbox.E001") for health in selectors.checks() if health.state == "fail"]
