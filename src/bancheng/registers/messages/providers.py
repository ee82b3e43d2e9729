"""What this room answers to lower rooms: identity asks it to carry one-time codes."""

from __future__ import annotations

from bancheng.registers.identity.types import provide_code_sender
from bancheng.registers.messages.adapters.sms import demo
from bancheng.registers.messages.services import send_code

__all__ = ["demo"]

provide_code_sender(send_code)
