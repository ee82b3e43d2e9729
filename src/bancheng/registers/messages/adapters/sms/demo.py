"""The demonstration's text messages: kept for ten minutes, encrypted, for the page that plays the phone."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from bancheng.ground.codes import mask_mobile
from bancheng.ground.crypto import seal
from bancheng.ground.law import now
from bancheng.registers.messages.adapters.sms import Sms, SmsFailed, register
from bancheng.registers.messages.models import DemoSms

LIFE = timedelta(minutes=10)
PURPOSE = "inbox.demo_sms"
REFUSED = "演示短信通道不能用于正式运行，请设置 BANCHENG_SMS。"


class DemoSmsPlug:
    """Shows what would have been sent. Refuses in production mode, where nobody may read another's codes."""

    key = "demo"
    label = "演示短信（只在演示手机页显示）"
    demo = True

    def send(self, sms: Sms) -> None:
        """Keep the message for the demo phone; raises SmsFailed outside demo mode."""
        if self.check():
            raise SmsFailed(self.check())
        keep(mask_mobile(sms.phone), sms.text)

    def check(self) -> str:
        """The demonstration's adapter serves the demonstration only."""
        return "" if settings.BANCHENG_MODE == "demo" else REFUSED


def keep(whose: str, text: str) -> None:
    """A message for the demo phone; what is past its life goes."""
    moment = now()
    with transaction.atomic():
        DemoSms.objects.filter(expires_at__lte=moment).delete()
        DemoSms.objects.create(
            phone_masked=whose, text=seal(text, purpose=PURPOSE), created_at=moment, expires_at=moment + LIFE
        )


register(DemoSmsPlug.key, DemoSmsPlug)
