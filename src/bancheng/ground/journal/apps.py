from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "bancheng.ground.journal"
    label = "journal"
    verbose_name = "日志链"
