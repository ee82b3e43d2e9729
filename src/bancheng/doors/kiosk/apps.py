from __future__ import annotations

from django.apps import AppConfig


class KioskConfig(AppConfig):
    name = "bancheng.doors.kiosk"
    label = "kiosk"
    verbose_name = "大屏和自助终端"
