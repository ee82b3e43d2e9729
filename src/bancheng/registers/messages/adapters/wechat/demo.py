"""The demonstration's WeChat: messages appear on the page that plays the phone, for ten minutes."""

from __future__ import annotations

import hashlib

from django.conf import settings

from bancheng.registers.messages.adapters.sms.demo import keep
from bancheng.registers.messages.adapters.wechat import WechatFailed, WechatMessage, register

REFUSED = "演示微信通道不能用于正式运行，请设置 BANCHENG_WECHAT。"


class DemoWechatPlug:
    """Shows what would have been sent. Refuses in production mode."""

    key = "demo"
    label = "演示微信（只在演示手机页显示）"
    demo = True

    def reader_of(self, code: str) -> str:
        """Any code stands for a reader of its own, always the same."""
        if self.check() or not code:
            raise WechatFailed(self.check() or "没有收到微信的授权码")
        return f"demo-{hashlib.sha256(code.encode()).hexdigest()[:20]}"

    def send(self, message: WechatMessage) -> None:
        """Keep the message for the demo phone; raises WechatFailed outside demo mode."""
        if self.check():
            raise WechatFailed(self.check())
        keep("微信", f"{message.title}\n{message.text}")

    def check(self) -> str:
        """The demonstration's adapter serves the demonstration only."""
        return "" if settings.BANCHENG_MODE == "demo" else REFUSED


register(DemoWechatPlug.key, DemoWechatPlug)
