"""What this room answers to lower rooms: identity asks it to carry one-time codes."""

from __future__ import annotations

from bancheng.registers.identity.types import provide_code_sender
from bancheng.registers.messages.adapters.sms import demo
from bancheng.registers.messages.adapters.wechat import demo as wechat_demo
from bancheng.registers.messages.services import send_code

__all__ = ["demo", "wechat_demo"]

provide_code_sender(send_code)
