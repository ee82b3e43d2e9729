from __future__ import annotations

from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "bancheng.doors.frame"
    label = "frame"
    verbose_name = "页面框架"
